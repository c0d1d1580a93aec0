"""From runs of text to lines in reading order, whichever way they are written.

In: runs in the order of drawing. Out: lines of text in the same order. A line that holds letters of a
right-to-left script is put from the order in which it is seen into the order in which it is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from bookmaker.checker.pdf_runs import TAB, Run
from bookmaker.checker.words import JOINT

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms: a quick first look.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
# Parts of a line's size. Spaces are glyphs, but where two directions meet, WeasyPrint 70 leaves gaps in
# words: up to some width only the source can say what a gap means.
_SAME_LINE = 0.2
_GAP = 0.12
_WIDE_GAP = 1.0
_MARKER = re.compile(r"\s*(?:[•◦▪‣]|\d{1,4}[.)]|[.)]\s*\d{1,4}|[a-zA-Z][.)]|[ivxlIVXL]{1,6}[.)])\s*")
_DOT, _NUMBER = re.compile(r"\s*[.)]\s*"), re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or part of one. Units: points from the page's lower edge. A marker is a list's."""

    text: str
    y_pt: float
    is_marker: bool = False


def runs_to_lines(runs: Iterable[Run]) -> Iterator[Line]:
    """Put runs together into lines."""
    line: list[Run] = []
    for run in _join_markers(list(runs)):
        if not any(run.glyphs):
            # A dot of an Arabic letter, which says nothing of its own: what is around it touches.
            continue
        is_marker = _is_marker(run, line)
        if line and (is_marker or abs(run.y_pt - line[-1].y_pt) > _SAME_LINE * line[-1].size_pt):
            yield Line(_read(line), line[0].y_pt)
            line = []
        if is_marker:
            yield Line("".join(run.glyphs), run.y_pt, is_marker=True)
        else:
            line.append(run)
    if line:
        yield Line(_read(line), line[0].y_pt)


def _join_markers(runs: Sequence[Run]) -> Iterator[Run]:
    """Put together a marker's dot and its number, which are two runs where text goes from right to left."""
    index = 0
    while index < len(runs):
        if _is_divided_marker(*runs[index : index + 3]):
            dot, number = runs[index : index + 2]
            yield replace(dot, glyphs=(*dot.glyphs, *number.glyphs), end_pt=number.end_pt)
            index += 2
        else:
            yield runs[index]
            index += 1


def _is_divided_marker(dot: Run, number: Run | None = None, after: Run | None = None) -> bool:
    """To the right of a marker stands nothing; a sentence that ends with a number has its words there."""
    if number is None or not _touch(dot, number) or (after is not None and _touch(number, after)):
        return False
    is_dot = _DOT.fullmatch("".join(dot.glyphs)) is not None
    return is_dot and _NUMBER.fullmatch("".join(number.glyphs)) is not None


def _touch(first: Run, second: Run) -> bool:
    """Whether the second goes on, on the right, where the first ends."""
    is_beside = abs(first.y_pt - second.y_pt) <= _SAME_LINE * first.size_pt
    return is_beside and abs(second.x_pt - first.end_pt) < _GAP * first.size_pt


def _is_marker(run: Run, line: Sequence[Run]) -> bool:
    """WeasyPrint 70 draws each marker by itself, after all else on the page."""
    is_beside = bool(line) and abs(run.y_pt - line[-1].y_pt) <= _SAME_LINE * line[-1].size_pt
    touches = is_beside and _gap(line[-1], run) < _GAP * run.size_pt
    return not touches and _MARKER.fullmatch("".join(run.glyphs)) is not None


def _gap(first: Run, second: Run) -> float:
    return min(abs(second.x_pt - first.end_pt), abs(first.x_pt - second.end_pt))


def _read(line: list[Run]) -> str:
    if any(_RIGHT_TO_LEFT.search("".join(run.glyphs)) for run in line):
        line.sort(key=lambda run: run.x_pt)
        # In Arabic a shift places a mark on its letter.
        return "".join(_seen_to_read([glyph for glyph in _with_gaps(line) if glyph != TAB]))
    if any(after.x_pt < before.x_pt for before, after in pairwise(line)):
        # A line without Arabic or Hebrew in a paragraph from right to left.
        line.sort(key=lambda run: run.x_pt)
    return "".join(_with_gaps(line))


def _with_gaps(line: Sequence[Run]) -> Iterator[str]:
    before: Run | None = None
    for run in line:
        gap = 0.0 if before is None else _gap(before, run) / run.size_pt
        if gap > _GAP:
            yield " " if gap > _WIDE_GAP else JOINT
        yield from run.glyphs
        before = run


def _seen_to_read(glyphs: list[str]) -> Iterator[str]:
    """Source: Unicode Standard Annex 9, backwards, with a base direction from right to left."""
    stretch: list[str] = []
    for glyph in reversed(glyphs):
        if _is_right_to_left(glyph):
            yield from _turned(stretch)
            stretch = []
            yield glyph
        else:
            stretch.append(glyph)
    yield from _turned(stretch)


def _turned(stretch: list[str]) -> Iterator[str]:
    """Turn what runs from left to right; what is neutral at both ends belongs to the outside."""
    strong = [index for index, glyph in enumerate(stretch) if _is_left_to_right(glyph)]
    low, high = (strong[0], strong[-1] + 1) if strong else (0, 0)
    yield from stretch[:low]
    yield from reversed(stretch[low:high])
    yield from stretch[high:]


@cache
def _is_right_to_left(glyph: str) -> bool:
    return bool(glyph) and unicodedata.bidirectional(glyph[0]) in ("R", "AL")


@cache
def _is_left_to_right(glyph: str) -> bool:
    return bool(glyph) and unicodedata.bidirectional(glyph[0]) in ("L", "EN", "AN")
