"""Headings: the title is not said twice, no level is skipped, and each can be linked to."""

from __future__ import annotations

import re

from bookmaker.identifiers import anchor_id, make_unique
from bookmaker.model import Heading
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import remove_keeping_tail, rename
from bookmaker.renderer.xhtml import Element, text_of

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NOT_LETTERS = re.compile(r"[\W_]+")


def drop_repeated_title(passage: Passage) -> None:
    """Take out the body's first H1 where it says what the title says."""
    first = next(iter(passage.root), None)
    if first is None or first.tag != "h1" or (passage.root.text or "").strip():
        return
    if first.find(".//img") is None and _letters(text_of(first)) == _letters(passage.post.title):
        remove_keeping_tail(first)


def set_heading_levels(passage: Passage) -> None:
    """Give headings levels from `top_level` down without a gap, and unique ids."""
    elements = [element for element in passage.root.iter(*_LEVELS) if _is_heading(element)]
    above: list[int] = []
    for element in elements:
        stated = _LEVELS[str(element.tag)]
        while above and above[-1] >= stated:
            above.pop()
        level = min(6, passage.top_level + len(above))
        above.append(stated)
        element.tag = f"h{level}"
    names = [element.get("id") or text_of(element) for element in elements]
    ids = make_unique(anchor_id(passage.post.id, name) for name in names)
    for element, anchor, name in zip(elements, ids, names, strict=True):
        _register(passage, element, anchor, name)


def _is_heading(element: Element) -> bool:
    """A heading with nothing in it is no heading: it would be an empty line in the contents."""
    if text_of(element) or element.find(".//img") is not None:
        return True
    rename(element, "div")
    return False


def _register(passage: Passage, element: Element, anchor: str, name: str) -> None:
    text = text_of(element) or (element.find(".//img").get("alt") or "")  # type: ignore[union-attr]
    element.set("id", anchor)
    for alias in (name, _automatic_id(text)):
        passage.anchors.setdefault(alias, anchor)
    passage.headings.append(Heading(level=_LEVELS[str(element.tag)], anchor=anchor, text=text))


def _automatic_id(text: str) -> str:
    """What kramdown and GitHub name a heading, so that `[see](#the-heading)` finds it."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
