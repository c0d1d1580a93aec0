"""Spaces between a phrase and the mark after it, which converters put there: `**word** ,` is `**word**,`."""

from __future__ import annotations

import re

from bookmaker.renderer.mending.inner_spaces import find_phrases
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.xhtml import Element

# What follows tells a mark from `.NET`, `,5` and faces such as `:)`.
_COMMA = re.compile(r" +[,.](?=\s|$)")
_MARK = re.compile(r" +[,.!?;:](?=\s|$)")
_QUOTES = frozenset("»”)\"'")


def join_marks(passage: Passage) -> None:
    """Take the spaces out. In French they are right before all marks but these two."""
    marks = _COMMA if passage.post.language.startswith("fr") else _MARK
    for element in find_phrases(passage.root):
        tail = element.tail or ""
        found = marks.match(tail)
        if found and not (found[0][-1] in ";:" and _ends_in_number(element)):
            element.tail = tail.lstrip(" ")
        elif tail == " ":
            _join_next(element)


def _join_next(element: Element) -> None:
    """`**one** _, two_`: the mark is in the next phrase."""
    following = element.getnext()
    if (
        following is not None
        and _COMMA.match(f" {following.text or ''}")
        and following.tag in ("em", "strong")
    ):
        element.tail = None


def _ends_in_number(element: Element) -> bool:
    """`1 : 10` is a scale."""
    while len(element) and not element[-1].tail:
        element = element[-1]
    text = (element[-1].tail if len(element) else element.text) or ""
    return not text[-1:].isalpha() and text[-1:] not in _QUOTES
