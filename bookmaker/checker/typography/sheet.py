"""A page as the report sees it: glyphs put together into lines. Units: points from the lower left corner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# Parts of the type size: letters on one line, the least space between words, the least between columns.
_SAME_LINE, _WORD_SPACE, _COLUMN_GAP = 0.12, 0.14, 3.0
_RAISED = 0.5
_HYPHENS = "-\u2010\u00ad"
_MARKER = re.compile(r"[•◦▪‣]|\d{1,3}[.)](?=\D)")
_SPACES = " \u00a0\u2009\u202f\t"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as it is drawn. Left to right is its advance, not its ink."""

    char: str
    left_pt: float
    right_pt: float
    y_pt: float
    size_pt: float
    is_bold: bool
    is_monospaced: bool
    is_missing: bool

    @property
    def is_space(self) -> bool:
        """Whether it is white."""
        return self.char in _SPACES or self.char.isspace()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is drawn."""

    left_pt: float
    bottom_pt: float
    right_pt: float
    top_pt: float
    width_px: int
    height_px: int

    @property
    def dots_per_inch(self) -> float:
        """The coarser of both ways."""
        width, height = self.right_pt - self.left_pt, self.top_pt - self.bottom_pt
        return 72 * min(self.width_px / max(width, 0.01), self.height_px / max(height, 0.01))


@dataclass(frozen=True)
class Line:
    """Letters on one baseline. Order: from left to right, spaces at both ends left out."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(glyph.char for glyph in self.glyphs)

    @cached_property
    def left_pt(self) -> float:
        """The left edge."""
        return self.glyphs[0].left_pt

    @cached_property
    def right_pt(self) -> float:
        """The right edge."""
        return max(glyph.right_pt for glyph in self.glyphs)

    @cached_property
    def y_pt(self) -> float:
        """The baseline of most of its letters."""
        return Counter(glyph.y_pt for glyph in self.glyphs).most_common(1)[0][0]

    @cached_property
    def size_pt(self) -> float:
        """The size of most of its letters."""
        return Counter(round(glyph.size_pt, 1) for glyph in self.glyphs).most_common(1)[0][0]

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(glyph.is_bold for glyph in self.glyphs if not glyph.is_space)

    @cached_property
    def is_monospaced(self) -> bool:
        """Whether most of it is."""
        return 2 * sum(glyph.is_monospaced for glyph in self.glyphs) > len(self.glyphs)

    @cached_property
    def marker(self) -> int:
        """How many glyphs of it are the marker of a list's item; 0 for none."""
        found = _MARKER.match(self.text)
        return found.end() if found else 0

    @cached_property
    def text_left_pt(self) -> float:
        """The left edge of its text, without a list's marker."""
        inked = [glyph for glyph in self.glyphs[self.marker :] if not glyph.is_space]
        return inked[0].left_pt if inked else self.left_pt

    @property
    def ends_in_hyphen(self) -> bool:
        """Whether a word goes on in the next line."""
        return self.text[-1] in _HYPHENS and self.text[-2:-1].isalpha()

    @cached_property
    def word_spaces_em(self) -> tuple[float, ...]:
        """How wide the gaps between words are, each as a part of the type size.

        They are measured between letters: a file need not hold spaces, and PDFium leaves wide ones out.
        """
        inked = [glyph for glyph in self.glyphs if not glyph.is_space]
        gaps = (after.left_pt - before.right_pt for before, after in pairwise(inked))
        return tuple(gap / self.size_pt for gap in gaps if gap > _WORD_SPACE * self.size_pt)

    @cached_property
    def mean_space_em(self) -> float:
        """The mean of the gaps; 0 for a single word."""
        spaces = self.word_spaces_em
        return sum(spaces) / len(spaces) if spaces else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page. Order: lines from top to bottom."""

    index: int
    width_pt: float
    height_pt: float
    lines: tuple[Line, ...]
    pictures: tuple[Picture, ...]


def glyphs_to_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Put glyphs together by their baselines; small raised ones join the line they stand in."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y_pt, glyph.left_pt)):
        if rows and abs(rows[-1][0].y_pt - glyph.y_pt) <= _SAME_LINE * max(glyph.size_pt, 1):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [line for row in _with_raised(rows) for line in _columns(row)]
    return sorted(lines, key=lambda line: (-round(line.y_pt, 1), line.left_pt))


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join references to notes, exponents and the like with the line below or above them."""
    joined: list[list[Glyph]] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before is not None and _are_one_line(before, row):
            # The larger letters come first: they give the line its baseline.
            bigger, smaller = sorted((before, row), key=lambda one: -max(g.size_pt for g in one))
            joined[-1] = bigger + smaller
        else:
            joined.append(row)
    return joined


def _are_one_line(above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
    high, low = max(g.size_pt for g in above), max(g.size_pt for g in below)
    shift = above[0].y_pt - below[0].y_pt
    return shift < _RAISED * max(high, low) and (high != low or shift < 1)


def _columns(row: Sequence[Glyph]) -> Iterator[Line]:
    """Cut a row where a gap is too wide for a space between words."""
    ordered = sorted(row, key=lambda glyph: (glyph.left_pt, glyph.right_pt))
    inked = [index for index, glyph in enumerate(ordered) if not glyph.is_space]
    if not inked:
        return
    size = max(glyph.size_pt for glyph in ordered)
    start = inked[0]
    for before, after in pairwise(inked):
        if ordered[after].left_pt - ordered[before].right_pt > _COLUMN_GAP * size:
            yield Line(tuple(ordered[start : before + 1]))
            start = after
    yield Line(tuple(ordered[start : inked[-1] + 1]))
