"""Quotes in a text: where they stand, whether they open or close, and which of them are pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Side = Literal["open", "close", "either", "neither"]
#: Indices of an opening and its closing mark.
Pair = tuple[int, int]
#: An opening and a closing mark.
Shape = tuple[str, str]

_QUOTE = "\"'‘’‚‛“”„«»‹›"
#: Neighbouring quotes share their sides.
CLUSTER = re.compile(f"[{_QUOTE}]+")
#: The space inside French quotes belongs to them. The set comes first: searching for one is quick.
SPACED_CLUSTER = re.compile(
    rf"[{_QUOTE}\u00a0\u202f](?:(?<=[{_QUOTE}])|(?=[»›]))"
    rf"(?:[{_QUOTE}]|(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›]))*"
)
_BRACKETS = frozenset("([{<")
_DASHES = frozenset("—–")
_CLOSES_BEFORE = frozenset(".,;:!?)]}>—–")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote and its neighbours beyond other quotes; an empty string is the end of the block."""

    index: int
    character: str
    before: str
    after: str

    @property
    def side(self) -> Side:
        """What its neighbours allow a straight quote to do."""
        is_before_end = self.is_before_space or self.after in _CLOSES_BEFORE
        if self.is_after_space or self.before in _BRACKETS:
            return "neither" if self.is_before_space else "open"
        if self.before in _DASHES:
            return "close" if is_before_end else "open"
        return "close" if is_before_end or self.is_prime else "either"

    @property
    def is_after_space(self) -> bool:
        """Whether a space or the beginning of the block stands before it."""
        return not self.before or self.before.isspace()

    @property
    def is_before_space(self) -> bool:
        """Whether a space or the end of the block stands after it."""
        return not self.after or self.after.isspace()

    @property
    def is_free(self) -> bool:
        """Whether no word touches it."""
        return self.is_after_space and self.is_before_space

    @property
    def is_prime(self) -> bool:
        """Whether it may stand for inches, feet, minutes or seconds."""
        return self.character in "\"'" and self.before.isdigit()


def find_marks(text: str, characters: str, cluster: re.Pattern[str] = CLUSTER) -> list[Mark]:
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


def pair_marks(marks: Iterable[Mark], side_of: Callable[[Mark], Side]) -> list[Pair]:
    """Pair marks, the innermost first. What has no partner is left out."""
    opened: list[int] = []
    pairs: list[Pair] = []
    for mark in marks:
        side = side_of(mark)
        if side == "open" or (side == "either" and not opened):
            opened.append(mark.index)
        elif side != "neither" and opened:
            pairs.append((opened.pop(), mark.index))
    return pairs
