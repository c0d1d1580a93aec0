"""A finished PDF put on sheets, ready to print and fold.

Pages become forms, drawn where `imposition` says. Links and tags stay behind: paper has neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.cache import replacing
from bookmaker.errors import ExportError
from bookmaker.exporters.pdf.imposition import Geometry, Scheme, Side, arrange_sides, creep_pt, place_pages

_PT_PER_MM = 72 / 25.4
#: Marks keep off the trimmed page, and are as long as this. Units: points.
_GAP, _LENGTH = 3 * _PT_PER_MM, 4 * _PT_PER_MM
# Between the page and what goes on around it no hair of paper may show.
_OVERLAP = 0.5
_LINE = "0.25 w 0 0 0 1 K"
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Imposed:
    """What was made: sheets of paper, sides with something on them or not, and the pages' scale."""

    sheets: int
    sides: int
    scale: float


def impose_pdf(source: Path, target: Path, scheme: Scheme) -> Imposed:
    """Put a PDF's pages on sheets. Raises: ExportError where it is no PDF that can be read, OSError."""
    try:
        book = pikepdf.open(source)
    except pikepdf.PdfError as error:
        raise ExportError(
            f"{source} is not a PDF that can be read: {error}", "build the book anew"
        ) from error
    with book, pikepdf.new() as pdf:
        press = _Press(book, pdf, scheme)
        sides = list(_sides(len(book.pages), scheme, is_rtl=_is_rtl(book)))
        for side in sides:
            press.print_side(side)
        _copy_information(book, pdf)
        with replacing(target) as temporary:
            pdf.save(
                temporary,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
            )
    return Imposed(len(sides) // (1 if scheme.is_single else 2), len(sides), press.geometry.scale)


def _sides(count: int, scheme: Scheme, *, is_rtl: bool) -> Iterator[Side]:
    if scheme.is_single:
        return (Side(index, None, 0) for index in range(count))
    return arrange_sides(count, scheme.signature, is_rtl=is_rtl)


class _Press:
    """Draws sides of sheets."""

    def __init__(self, book: pikepdf.Pdf, pdf: pikepdf.Pdf, scheme: Scheme):
        self.book = book
        self.pdf = pdf
        self.scheme = scheme
        box = book.pages[0].mediabox
        self.size = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
        self.geometry: Geometry = place_pages(*self.size, scheme)
        self.bleed = scheme.bleed_mm * _PT_PER_MM

    def print_side(self, side: Side) -> None:
        """Add a page to the file: one side of a sheet."""
        forms = Dictionary()
        pieces: list[str] = []
        for column, index in enumerate((side.left, side.right)[: self.geometry.columns]):
            if index is None:
                continue
            leaf = self.book.pages[index]
            forms[f"/P{column}"] = self.pdf.copy_foreign(leaf.as_form_xobject())
            pieces += self._draw_page(column, creep_pt(side, self.scheme), float(leaf.trimbox[0]))
        pieces += self._marks()
        contents = self.pdf.make_stream("\n".join(pieces).encode())
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *(round(length, 3) for length in self.geometry.sheet)]),
            Resources=Dictionary(XObject=forms),
            Contents=contents,
        )
        page.TrimBox = _array(self._trim)
        page.BleedBox = _array(_grown(self._trim, self.bleed))
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))

    @property
    def _trim(self) -> _Box:
        """The paper that is left when the sheet is trimmed."""
        place = self.geometry
        return (
            place.left,
            place.bottom,
            place.left + place.columns * place.page[0],
            place.bottom + place.page[1],
        )

    def _draw_page(self, column: int, creep: float, page_left: float) -> Iterator[str]:
        """Draw a page, cut at the fold; where it bleeds, a larger copy goes on around it.

        `page_left` is where the page begins in its own space: those of a bound book have moved.
        """
        place, bleed = self.geometry, self.bleed
        width, height = place.page
        left = place.left + column * width
        towards_fold = 0.0 if place.columns == 1 else creep if column == 0 else -creep
        at_left, at_right = column == 0, column == place.columns - 1
        clip = (
            left - (bleed if at_left else 0),
            place.bottom - bleed,
            left + width + (bleed if at_right else 0),
            place.bottom + height + bleed,
        )
        yield f"q {_rectangle(clip)} W n"
        x, y = left + towards_fold, place.bottom
        if bleed:
            grown_x, grown_y = (width + 2 * bleed) / width, (height + 2 * bleed) / height
            # Only around the page: paper is not painted, and what is below would show.
            inner = _grown((left, place.bottom, left + width, place.bottom + height), -_OVERLAP)
            yield f"q {_rectangle(clip)} {_rectangle(inner)} W* n"
            scale = grown_x * place.scale, grown_y * place.scale
            yield self._call(column, scale, (x - bleed - page_left * scale[0], y - bleed))
            yield "Q"
        yield self._call(column, (place.scale, place.scale), (x - page_left * place.scale, y))
        yield "Q"

    def _call(self, column: int, scale: tuple[float, float], origin: tuple[float, float]) -> str:
        return f"q {scale[0]:.5f} 0 0 {scale[1]:.5f} {origin[0]:.3f} {origin[1]:.3f} cm /P{column} Do Q"

    def _marks(self) -> Iterator[str]:
        """Crop marks at the corners and, dashed, marks of the fold: where there is room on the sheet."""
        left, bottom, right, top = self._trim
        gap = max(_GAP, self.bleed)
        width, height = self.geometry.sheet
        yield f"q {_LINE}"
        for y in (bottom, top):
            if left > gap:
                yield _line(max(0, left - gap - _LENGTH), y, left - gap, y)
                yield _line(right + gap, y, min(width, right + gap + _LENGTH), y)
        if bottom > gap:
            for x in (left, right):
                yield _line(x, max(0, bottom - gap - _LENGTH), x, bottom - gap)
                yield _line(x, top + gap, x, min(height, top + gap + _LENGTH))
            if self.geometry.columns == 2:
                fold = (left + right) / 2
                yield "[2 2] 0 d"
                yield _line(fold, max(0, bottom - gap - _LENGTH), fold, bottom - gap)
                yield _line(fold, top + gap, fold, min(height, top + gap + _LENGTH))
        yield "Q"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"


def _rectangle(box: _Box) -> str:
    return f"{box[0]:.3f} {box[1]:.3f} {box[2] - box[0]:.3f} {box[3] - box[1]:.3f} re"


def _grown(box: _Box, by: float) -> _Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _array(numbers: Sequence[float]) -> Array:
    return Array([round(number, 3) for number in numbers])


def _is_rtl(book: pikepdf.Pdf) -> bool:
    preferences = book.Root.get(Name.ViewerPreferences)
    return preferences is not None and preferences.get(Name.Direction) == Name.R2L


def _copy_information(book: pikepdf.Pdf, pdf: pikepdf.Pdf) -> None:
    for name in (Name.Title, Name.Author, Name.CreationDate, Name.ModDate, Name.Producer):
        if name in book.docinfo:
            pdf.docinfo[name] = book.docinfo[name]
    if Name.Lang in book.Root:
        pdf.Root.Lang = book.Root.Lang
    # Duplex printers turn the paper over its short edge. Source: ISO 32000-1, 12.2.
    pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"), Duplex=Name.DuplexFlipShortEdge)
