"""Which page goes where on which sheet, so that folded sheets read in order. Nothing of PDF is here.

A sheet holds two pages a side. Sheets folded together are a signature; a booklet of one signature is stitched
through the fold, several are sewn or glued one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_PT_PER_MM = 72 / 25.4
_PAGES_A_SHEET = 4
_NEARLY = 0.999
#: Papers, wide side first. Units: millimetres. Source: ISO 216, ISO 217 and ANSI/ASME Y14.1.
PAPERS = {
    "A4": (297.0, 210.0),
    "Letter": (279.4, 215.9),
    "A3": (420.0, 297.0),
    "Tabloid": (431.8, 279.4),
    "SRA4": (320.0, 225.0),
    "SRA3": (450.0, 320.0),
}
#: What crop marks need beside the bleed.
MARK_ROOM_MM = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How a booklet is printed. `signature` is a number of pages, 0 for one signature of all."""

    paper: str = "A4"
    signature: int = 0
    paper_thickness_mm: float = 0.0
    bleed_mm: float = 0.0
    has_marks: bool = False
    """Pages are made smaller if the marks would find no room. Without this, marks stand where room is."""
    is_single: bool = False
    """One page a sheet, as large as the page and its marks: for print shops, which impose themselves."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the indices of the pages on it, None for blank, and how deep in the fold it is."""

    left: int | None
    right: int | None
    depth: int
    """Sheets around this one in its signature."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where pages stand on a sheet. Units: points, from the sheet's lower left corner."""

    sheet: tuple[float, float]
    page: tuple[float, float]
    """The trimmed page as it is printed."""
    scale: float
    left: float
    bottom: float
    """Of the lower left page."""
    columns: int


def arrange_sides(count: int, signature: int = 0, *, is_rtl: bool = False) -> Iterator[Side]:
    """The sides in the order of printing: the front of the outermost sheet, its back, and so on.

    Blank pages come last. Books that are read from right to left have their spine on the right.
    """
    total = -(-count // _PAGES_A_SHEET) * _PAGES_A_SHEET
    size = signature or total
    for first in range(0, total, size or 1):
        pages = [index if index < count else None for index in range(first, min(first + size, total))]
        for depth in range(len(pages) // _PAGES_A_SHEET):
            low, high = 2 * depth, len(pages) - 1 - 2 * depth
            for left, right in ((pages[high], pages[low]), (pages[low + 1], pages[high - 1])):
                yield Side(right, left, depth) if is_rtl else Side(left, right, depth)


def place_pages(width_pt: float, height_pt: float, scheme: Scheme) -> Geometry:
    """Fit pages of a size on the sheets of a scheme. They are made smaller if they must be, never larger."""
    room = (scheme.bleed_mm + (MARK_ROOM_MM if scheme.has_marks else 0)) * _PT_PER_MM
    columns = 1 if scheme.is_single else 2
    if scheme.is_single:
        sheet = width_pt + 2 * room, height_pt + 2 * room
    else:
        sheet = PAPERS[scheme.paper][0] * _PT_PER_MM, PAPERS[scheme.paper][1] * _PT_PER_MM
    scale = min(1.0, (sheet[0] - 2 * room) / columns / width_pt, (sheet[1] - 2 * room) / height_pt)
    # Files round their lengths: what lacks a hundredth of a millimetre fits.
    scale = 1.0 if scale > _NEARLY else scale
    page = width_pt * scale, height_pt * scale
    left, bottom = (sheet[0] - columns * page[0]) / 2, (sheet[1] - page[1]) / 2
    return Geometry(sheet, page, scale, left, bottom, columns)


def creep_pt(side: Side, scheme: Scheme) -> float:
    """How far the pages of a side move to the fold: inner sheets stand out, and lose more when trimmed."""
    return side.depth * scheme.paper_thickness_mm * _PT_PER_MM
