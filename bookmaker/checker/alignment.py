"""Which words of two long, nearly equal texts belong together, in time that goes with their length.

The patience method: words that stand once in both texts are anchors; between two anchors the same is
done again. Source: Bram Cohen's description of patience diff.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

#: `difflib` takes over where no word is unique; its time goes with the product of the lengths.
_LARGEST_GAP = 40_000


def align(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places at which both texts have the same word. Order: rising on both sides."""
    pairs: list[tuple[int, int]] = []
    ranges = [(0, len(left), 0, len(right))]
    while ranges:
        left_low, left_high, right_low, right_high = ranges.pop()
        while left_low < left_high and right_low < right_high and left[left_low] == right[right_low]:
            pairs.append((left_low, right_low))
            left_low, right_low = left_low + 1, right_low + 1
        while (
            left_low < left_high and right_low < right_high and left[left_high - 1] == right[right_high - 1]
        ):
            left_high, right_high = left_high - 1, right_high - 1
            pairs.append((left_high, right_high))
        if left_low == left_high or right_low == right_high:
            continue
        span = (left_low, left_high, right_low, right_high)
        anchors = _anchors(left, right, span)
        if anchors:
            ranges += _between(anchors, span)
        elif (left_high - left_low) * (right_high - right_low) <= _LARGEST_GAP:
            pairs += _align_closely(left, right, span)
    return sorted(pairs)


_Span = tuple[int, int, int, int]


def _anchors(left: Sequence[str], right: Sequence[str], span: _Span) -> list[tuple[int, int]]:
    left_places = _unique_places(left, span[0], span[1])
    right_places = _unique_places(right, span[2], span[3])
    return _longest_rising(
        [(place, right_places[w]) for w, place in left_places.items() if w in right_places]
    )


def _unique_places(words: Sequence[str], low: int, high: int) -> dict[str, int]:
    counts = Counter(words[low:high])
    return {words[place]: place for place in range(low, high) if counts[words[place]] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, already in the order of their first members, whose second ones rise too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [index]
    run = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _between(anchors: list[tuple[int, int]], span: _Span) -> list[_Span]:
    """The ranges from one anchor to the next; each begins with its anchor."""
    starts = [(span[0], span[2]), *anchors]
    ends = [*anchors, (span[1], span[3])]
    return [(a, c, b, d) for (a, b), (c, d) in zip(starts, ends, strict=True)]


def _align_closely(left: Sequence[str], right: Sequence[str], span: _Span) -> list[tuple[int, int]]:
    matcher = difflib.SequenceMatcher(None, left[span[0] : span[1]], right[span[2] : span[3]], autojunk=False)
    return [
        (span[0] + block.a + step, span[2] + block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
