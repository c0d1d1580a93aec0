"""Finds words glued together or split: neighbours on one side that are one word on the other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bookmaker.checker.words import Word

#: The most words that are looked at as parts of one.
_MOST_PARTS = 6
_Runs = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Seam:
    """Words `start` to `end` (half-open) of one side make up word `whole` of the other."""

    start: int
    end: int
    whole: int


def find_seams(
    parts: Sequence[Word], lone_parts: Container[int], wholes: Sequence[Word], lone_wholes: Sequence[int]
) -> Iterator[Seam]:
    """Match neighbours in `parts`, those without a partner first, with lone words of `wholes`."""
    runs = _runs_by_text(parts, {wholes[index].text for index in lone_wholes})
    for whole in lone_wholes:
        places = runs.get(wholes[whole].text)
        if places:
            start, end = max(places, key=lambda run: sum(place in lone_parts for place in range(*run)))
            places.remove((start, end))
            yield Seam(start, end, whole)


def _runs_by_text(words: Sequence[Word], wanted: set[str]) -> _Runs:
    """Runs of neighbours, as half-open ranges, by the word that they make when put together."""
    runs: _Runs = {}
    if not wanted:
        return runs
    longest = max(map(len, wanted))
    for start, first in enumerate(words):
        text = first.text
        for end in range(start + 1, min(len(words), start + _MOST_PARTS)):
            text += words[end].text
            if len(text) > longest:
                break
            if text in wanted:
                runs.setdefault(text, []).append((start, end + 1))
    return runs


def runs_of(indexes: Sequence[int]) -> list[list[int]]:
    """Part rising numbers into runs without gaps."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
