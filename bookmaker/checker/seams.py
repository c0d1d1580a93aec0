"""Finds words glued together or split: neighbours on one side that are one word on the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookmaker.checker.words import Word

#: The most words that are looked at as parts of one.
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Seam:
    """Words `start` to `end` (half-open) of one side make up word `whole` of the other."""

    start: int
    end: int
    whole: int


def find_seams(
    parts: Sequence[Word], lone_parts: Sequence[int], wholes: Sequence[Word], lone_wholes: Sequence[int]
) -> Iterator[Seam]:
    """Match runs of lone neighbours in `parts` with lone words of `wholes`. No word is used twice."""
    runs = _runs_by_text(parts, lone_parts, {wholes[index].text for index in lone_wholes})
    free = set(lone_parts)
    for whole in lone_wholes:
        for start, end in runs.get(wholes[whole].text, ()):
            if free.issuperset(range(start, end)):
                free.difference_update(range(start, end))
                yield Seam(start, end, whole)
                break


def is_natural(parts: Sequence[Word], whole: Word) -> bool:
    """Whether the end of a line, or the reading of marks, explains the seam."""
    return whole.joined or all(word.may_join or word.after_break for word in parts[1:])


def runs_of(indexes: Sequence[int]) -> list[list[int]]:
    """Part rising numbers into runs without gaps."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _runs_by_text(words: Sequence[Word], lone: Sequence[int], wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Runs of lone neighbours, as half-open ranges, by the word that they make when put together."""
    runs: dict[str, list[tuple[int, int]]] = {}
    longest = max(map(len, wanted), default=0)
    for run in runs_of(lone):
        for offset, start in enumerate(run):
            text = words[start].text
            for end in run[offset + 1 : offset + _MOST_PARTS]:
                text += words[end].text
                if len(text) > longest:
                    break
                if text in wanted:
                    runs.setdefault(text, []).append((start, end + 1))
    return runs
