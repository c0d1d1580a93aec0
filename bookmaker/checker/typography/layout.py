"""The layout that a file's pages share: type size of the text, column, leading; and what is not text.

In: all pages. Out: the pages' measures, and for each page the lines of the text itself, without running
heads and folios.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bookmaker.checker.typography.sheet import Line, Picture, Sheet

# Units: points.
_SAME_PLACE_PT, _SAME_EDGE_PT = 1.5, 0.5
#: Space around heads and folios, in parts of their size.
_APART = 1.6
#: Pages on which a running head may come again: the next of the same side, or of the same chapter.
_HEAD_RETURNS = (1, 2)
#: On how many pages a place must hold furniture, to be one that always does.
_USUAL_PLACE = 3
#: What share of the pages reaches down to the text's lower edge at least.
_FULL_PAGES = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Units: points from the lower left corner. Edges by the page's index: even, odd."""

    size_pt: float
    leading_pt: float
    left_pt: tuple[float, float]
    right_pt: tuple[float, float]
    top_pt: float
    bottom_pt: float

    @property
    def height_pt(self) -> float:
        """Height of the text area, from the top of its first line to its last baseline."""
        return self.top_pt - self.bottom_pt


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page's text and pictures. Order: from top to bottom."""

    index: int
    lines: tuple[Line, ...]
    pictures: tuple[Picture, ...]
    width_pt: float
    height_pt: float

    @property
    def bottom_pt(self) -> float:
        """Where its content ends."""
        lines = [line.y_pt for line in self.lines]
        return min(*lines, *(picture.bottom_pt for picture in self.pictures), self.height_pt)


def strip_furniture(sheets: Sequence[Sheet]) -> tuple[TextPage, ...]:
    """Leave out folios, and heads that stand in the same place of a page near by."""
    found = [_furniture(sheet, sheets) for sheet in sheets]
    # The head of a short chapter stands once, but where heads of other chapters stand.
    places = Counter((round(line.y_pt), line.size_pt) for lines in found for line in lines)
    usual = {place for place, count in places.items() if count >= _USUAL_PLACE}
    return tuple(
        TextPage(
            index=sheet.index,
            lines=tuple(
                line
                for line in sheet.lines
                if line not in heads and (round(line.y_pt), line.size_pt) not in usual
            ),
            pictures=sheet.pictures,
            width_pt=sheet.width_pt,
            height_pt=sheet.height_pt,
        )
        for sheet, heads in zip(sheets, found, strict=True)
    )


def measure(pages: Sequence[TextPage]) -> Measures:
    """Find the measures that most lines have."""
    sizes = Counter(line.size_pt for page in pages for line in page.lines for _ in line.glyphs)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    text = [page for page in pages if any(line.size_pt == size for line in page.lines)]
    gaps: Counter[float] = Counter()
    for page in text:
        ys = sorted({round(line.y_pt, 1) for line in page.lines if line.size_pt == size}, reverse=True)
        gaps.update(round(above - below, 1) for above, below in pairwise(ys))
    even, odd = (_edges([page for page in text if page.index % 2 == side], size) for side in (0, 1))
    edges = (even or odd or (0.0, 0.0), odd or even or (0.0, 0.0))
    tops = Counter(round(page.lines[0].y_pt) for page in text if page.lines[0].size_pt == size)
    bottoms = sorted(min(line.y_pt for line in page.lines) for page in text)
    return Measures(
        size_pt=size,
        leading_pt=gaps.most_common(1)[0][0] if gaps else 1.2 * size,
        left_pt=(edges[0][0], edges[1][0]),
        right_pt=(edges[0][1], edges[1][1]),
        top_pt=(tops.most_common(1)[0][0] if tops else 0) + size,
        bottom_pt=bottoms[int(len(bottoms) * _FULL_PAGES)] if bottoms else 0,
    )


def _furniture(sheet: Sheet, sheets: Sequence[Sheet]) -> tuple[Line, ...]:
    found = []
    for first in (True, False):
        rest = [line for line in sheet.lines if line not in found]
        edge = _edge_lines(rest, first)
        if edge and (_is_folio(edge, sheet, first) or _returns(edge, sheet, sheets, first)):
            found += edge
    return tuple(found)


def _edge_lines(lines: Sequence[Line], first: bool) -> list[Line]:
    """The first or last row of a page."""
    if not lines:
        return []
    row = lines[0 if first else -1]
    return [line for line in lines if abs(line.y_pt - row.y_pt) < _SAME_PLACE_PT]


def _is_folio(edge: Sequence[Line], sheet: Sheet, first: bool) -> bool:
    """A number by itself at a page's edge, with more than a line's space before the text."""
    words = " ".join(line.text.strip() for line in edge)
    is_number = words.isdecimal() or (len(words) < 8 and set(words.lower()) <= set("ivxlcm"))
    return is_number and _stands_apart(edge, sheet, first)


def _stands_apart(edge: Sequence[Line], sheet: Sheet, first: bool) -> bool:
    """Whether more than a line's space lies between a row and the rest of the page."""
    others = [line.y_pt for line in sheet.lines if line not in edge]
    if not others:
        return True
    gap = edge[0].y_pt - max(others) if first else min(others) - edge[0].y_pt
    return gap > _APART * edge[0].size_pt


def _returns(edge: Sequence[Line], sheet: Sheet, sheets: Sequence[Sheet], first: bool) -> bool:
    """A head comes again on a page near by, in the same place."""
    if not _stands_apart(edge, sheet, first):
        return False
    for shift in _HEAD_RETURNS:
        for index in (sheet.index - shift, sheet.index + shift):
            if not 0 <= index < len(sheets):
                continue
            other = _edge_lines(sheets[index].lines, first)
            if _same_words(edge, other) and abs(other[0].y_pt - edge[0].y_pt) < _SAME_PLACE_PT:
                return True
    return False


def _same_words(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Folios that share the row with the head are not compared."""
    texts = [{line.text for line in row if not line.text.isdecimal()} for row in (one, other)]
    return bool(texts[0] & texts[1])


def _edges(pages: Iterable[TextPage], size: float) -> tuple[float, float] | None:
    """The commonest left and right edges."""
    left: Counter[float] = Counter()
    right: defaultdict[float, int] = defaultdict(int)
    for page in pages:
        for line in page.lines:
            if line.size_pt == size:
                left[round(line.left_pt / _SAME_EDGE_PT) * _SAME_EDGE_PT] += 1
                right[round(line.right_pt / _SAME_EDGE_PT) * _SAME_EDGE_PT] += 1
    if not left:
        return None
    return left.most_common(1)[0][0], max(right, key=lambda edge: (right[edge], edge))
