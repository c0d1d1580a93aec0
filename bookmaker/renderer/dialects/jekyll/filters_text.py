"""Jekyll's filters for text. Source: `lib/jekyll/filters.rb` and `Utils.slugify`."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from liquid.exceptions import ResourceLimitError

from bookmaker.renderer.dialects.jekyll.values import (
    inspect_value,
    plain_value,
    value_to_text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NOT_IN_SLUG = {
    "raw": re.compile(r"\s+"),
    "default": re.compile(r"[^\w]+|_+"),
    "pretty": re.compile(r"[^\w._~!$&'()+,;=@-]+"),
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
    "latin": re.compile(r"[^\w]+|_+"),
}
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>\n?", re.DOTALL)
_LARGEST_TEXT = 2_000_000


def slugify(value: object, mode: object = "default") -> object:
    """A text for addresses. Modes: `none`, `raw`, `default`, `pretty`, `ascii`, `latin`."""
    if value is None:
        return None
    text, mode = value_to_text(value), value_to_text(mode) or "default"
    if mode == "none":
        return text
    if mode == "latin":
        text = anyascii(text)
    pattern = _NOT_IN_SLUG.get(mode, _NOT_IN_SLUG["default"])
    return pattern.sub("-", unicodedata.normalize("NFC", text)).strip("-").lower()


def markdownify(value: object, mode: object = "") -> str:
    """Render Markdown, so that it may stand in an HTML element."""
    rendered = str(_markdown().render(value_to_text(value)))
    return _PARAGRAPH.sub(r"\1", rendered) if mode == "inline" else rendered


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def number_of_words(value: object, mode: object = "") -> int:
    """Words, or in the modes `cjk` and `auto` words and ideographs."""
    text = value_to_text(value)
    if mode in ("cjk", "auto"):
        return len(_CJK.findall(text)) + len(_CJK.sub(" ", text).split())
    return len(text.split())


def replace(value: object, old: object, new: object = "") -> str:
    """Replace all. What it would make is counted first."""
    text, before, after = value_to_text(value), value_to_text(old), value_to_text(new)
    if text.count(before) * len(after) > _LARGEST_TEXT + len(text):
        raise ResourceLimitError("a text grows too large", token=None)
    return text.replace(before, after)


def jsonify(value: object) -> str:
    """JSON, as Ruby writes it."""
    return json.dumps(plain_value(value), ensure_ascii=False, separators=(",", ":"))


def to_integer(value: object) -> int:
    """A number; texts that are none give 0."""
    if isinstance(value, int | float):
        return int(value)
    digits = re.match(r"\s*([+-]?\d{1,300})", value_to_text(value))
    return int(digits[1]) if digits else 0


TEXT_FILTERS: dict[str, Callable[..., object]] = {
    "inspect": lambda value: html.escape(inspect_value(value)),
    "json": jsonify,
    "jsonify": jsonify,
    "markdownify": markdownify,
    "normalize_whitespace": lambda value: " ".join(value_to_text(value).split()),
    "number_of_words": number_of_words,
    "replace": replace,
    "slugify": slugify,
    # The typography of the book curls quotation marks, by the rules of its language.
    "smartify": value_to_text,
    "to_integer": to_integer,
    "xml_escape": lambda value: html.escape(value_to_text(value)),
}
