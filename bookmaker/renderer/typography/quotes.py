"""Straight double quotes to a language's own, paired and nested. What has no partner stays.

A quote opens or closes by what stands on its two sides. Only pairs are changed: a wrong guess never
turns one mark alone. Marks that are already typographic are not changed, but count as a level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bookmaker.renderer.typography.block import Rewrite

Side = Literal["open", "close", "either", "neither"]
#: Indices of an opening and its closing mark.
Pair = tuple[int, int]
#: An opening and a closing mark.
Shape = tuple[str, str]

_QUOTE = "\"'‘’‚‛“”„«»‹›"
# Neighbouring quotes share their sides.
_CLUSTER = re.compile(f"[{_QUOTE}]+")
# The space inside French quotes belongs to them. The set comes first: searching for one is quick.
_SPACED_CLUSTER = re.compile(
    rf"[{_QUOTE}\u00a0\u202f](?:(?<=[{_QUOTE}])|(?=[»›]))"
    rf"(?:[{_QUOTE}]|(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›]))*"
)
_DOUBLE = re.compile('["«»„“”]')
_PRIMES = "\"'"
_OPENS_AFTER = frozenset("([{<—–")
_CLOSES_BEFORE = frozenset(".,;:!?)]}>—–")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteStyle:
    """A language's quotes: two levels, which alternate, and those that may already stand."""

    outer: Shape
    inner: Shape
    standing: str
    """Opening and closing marks in turn: they raise and lower the level."""
    takes_curly: bool = False
    """Whether “…” is taken for straight quotes, where no „ makes it the language's own."""
    takes_spaced: bool = False
    """Whether quotes have spaces inside: `" … "` too are taken for them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote and its neighbours beyond other quotes; an empty string is the end of the block."""

    index: int
    character: str
    before: str
    after: str

    @property
    def side(self) -> Side:
        """What the neighbours allow this mark to do."""
        if self.is_after_space or self.before in _OPENS_AFTER:
            return "neither" if self.is_before_space else "open"
        if self.is_before_space or self.after in _CLOSES_BEFORE or self.is_after_digit:
            return "close"
        return "either"

    @property
    def is_after_space(self) -> bool:
        """Whether a space or the beginning of the block stands before it."""
        return not self.before or self.before.isspace()

    @property
    def is_before_space(self) -> bool:
        """Whether a space or the end of the block stands after it."""
        return not self.after or self.after.isspace()

    @property
    def is_after_digit(self) -> bool:
        """Whether it may be a prime: inches, minutes, seconds."""
        return self.before.isdigit() and self.character in _PRIMES


def find_marks(text: str, characters: str, cluster: re.Pattern[str] = _CLUSTER) -> list[Mark]:
    """Find every one of these characters with its neighbours."""
    marks: list[Mark] = []
    for match in cluster.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        marks += (
            Mark(index, text[index], before, after)
            for index in range(start, end)
            if text[index] in characters
        )
    return marks


def pair_marks(marks: Iterable[Mark], side_of: Callable[[Mark], Side]) -> tuple[list[Pair], int]:
    """Pair marks, the innermost first. Returns with the pairs the number of marks left over."""
    opened: list[int] = []
    pairs: list[Pair] = []
    strays = 0
    for mark in marks:
        side = side_of(mark)
        if side == "either":
            side = "close" if opened else "open"
        if side == "open":
            opened.append(mark.index)
        elif side == "close" and opened:
            pairs.append((opened.pop(), mark.index))
        elif side == "close":
            strays += 1
    return pairs, strays + len(opened)


def set_quotes(style: QuoteStyle) -> tuple[Rewrite, ...]:
    """The steps that set a language's double quotes."""
    straight = Rewrite(lambda text: _set_pairs(text, '"', style), '"')
    if not style.takes_curly:
        return (straight,)
    # Both marks in one step, so that the two kinds nest in each other.
    curly = Rewrite(lambda text: _set_pairs(text, '"“”', style) if "„" not in text else text, "“")
    return (curly, straight)


def _set_pairs(text: str, characters: str, style: QuoteStyle) -> str:
    """Find, pair and write. Where pairs do not come out, quotes after digits are primes."""
    cluster = _SPACED_CLUSTER if style.takes_spaced else _CLUSTER
    marks = find_marks(text, characters, cluster)

    def side_of(mark: Mark) -> Side:
        if mark.character != '"':
            return "open" if mark.character == "“" else "close"
        if style.takes_spaced and mark.is_after_space and mark.is_before_space:
            return "either"
        return mark.side

    pairs, strays = pair_marks(marks, side_of)
    if strays:
        pairs, _ = pair_marks((mark for mark in marks if not mark.is_after_digit), side_of)
    return _write_pairs(text, dict(pairs), style) if pairs else text


def _write_pairs(text: str, partners: dict[int, int], style: QuoteStyle) -> str:
    """Write each pair in the shape of its level."""
    characters = list(text)
    levels: dict[int, int] = {}
    depth = 0
    for match in _DOUBLE.finditer(text):
        index = match.start()
        if index in partners:
            shape = (style.outer, style.inner)[depth % 2]
            characters[index], characters[partners[index]] = shape
            levels[partners[index]] = depth
            depth += 1
        elif index in levels:
            depth = levels[index]
        elif match[0] in style.standing[::2]:
            depth += 1
        elif match[0] in style.standing[1::2]:
            depth = max(0, depth - 1)
    return "".join(characters)
