"""Emoji short codes: `:smile:` becomes the character. Names that nobody gave one stay as they are."""

from __future__ import annotations

import re

from bookmaker.renderer.passage import Passage

# Not in times, addresses or names with colons in them: `10:30:45`, `std::map::at`.
_CODE = re.compile(r"(?<![\w:/.@])(:[a-z0-9][a-z0-9_+-]{0,40}:|:[+-]1:)(?![\w:/])")
_VERBATIM = frozenset({"pre", "code", "kbd", "samp", "var", "math", "tt"})


def set_emoji(passage: Passage) -> None:
    """Put characters in the place of short codes, outside of code."""
    stack = [passage.root]
    while stack:
        element = stack.pop()
        if element is not passage.root and element.tail and ":" in element.tail:
            element.tail = _CODE.sub(_character, element.tail)
        if element.tag in _VERBATIM:
            continue
        if element.text and ":" in element.text:
            element.text = _CODE.sub(_character, element.text)
        stack.extend(element)


def _character(code: re.Match[str]) -> str:
    # Here, because it takes a while to load and few posts have a short code.
    import emoji

    return emoji.emojize(code[0], language="alias")
