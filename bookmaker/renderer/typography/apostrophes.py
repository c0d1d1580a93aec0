"""Straight single quotes: apostrophes inside and around words, and quotes in pairs."""

from __future__ import annotations

import re

from bookmaker.renderer.typography.block import Rewrite, Swap
from bookmaker.renderer.typography.characters import APOSTROPHE, LETTER
from bookmaker.renderer.typography.quote_marks import Mark, Shape, Side, find_marks, pair_marks

#: don't, п'ять, l'homme.
set_inner_apostrophes = Swap(
    re.compile(rf"'(?:(?<={LETTER}')|(?<=\ufffc'))(?={LETTER}|\ufffc)"), APOSTROPHE, "'"
)


def leading_apostrophes(words: str) -> Swap:
    """Words, by a pattern, that begin with an apostrophe, unless a second one closes them."""
    return Swap(re.compile(rf"'(?<![\w'’‘‚\ufffc]')(?=(?:{words})\b(?!['’‘]))"), APOSTROPHE, "'")


def set_single_quotes(shape: Shape) -> Rewrite:
    """Single quotes in pairs; a closing one without partner, after a letter, is an apostrophe."""
    return Rewrite(lambda text: _set_singles(text, shape), ("'",))


def _side(mark: Mark) -> Side:
    # After `:` and `=` it belongs to a face, inside a word it was settled before.
    if mark.side == "either" or mark.before in (":", ";", "="):
        return "neither"
    return mark.side


def _set_singles(text: str, shape: Shape) -> str:
    characters = list(text)
    marks = find_marks(text, "'")
    pairs = pair_marks(marks, _side)
    for opening, closing in pairs:
        characters[opening], characters[closing] = shape
    paired = {index for pair in pairs for index in pair}
    for mark in marks:
        if mark.index not in paired and mark.side == "close" and mark.before.isalpha():
            characters[mark.index] = APOSTROPHE
    return "".join(characters)
