"""Pages drawn line by line, so that a test says exactly what stands where.

Helvetica's letters `a`, `e`, `n`, `o` and `u` are equally wide: a line of them has a width that can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

WIDTH_PT, HEIGHT_PT = 420, 595
LEFT_PT, RIGHT_PT, TOP_PT, LEADING_PT, LINES = 51.0, 351.0, 540.0, 14.0, 34
SIZE_PT, INDENT_PT = 10.0, 13.0
_LETTER, _SPACE, _HYPHEN = 0.556, 0.278, 0.333
WORD = "nouae"


@dataclass(frozen=True)
class Drawn:
    """A line of text. A full one is stretched to the right edge; `row` counts from the page's head."""

    text: str
    row: float
    is_full: bool = True
    indent_pt: float = 0.0
    size_pt: float = SIZE_PT
    is_bold: bool = False
    beyond_pt: float = 0.0

    def operators(self) -> str:
        letters = sum(char.isalpha() for char in self.text)
        natural = letters * _LETTER + self.text.count("-") * _HYPHEN + self.text.count(" ") * _SPACE
        room = RIGHT_PT - LEFT_PT - self.indent_pt + self.beyond_pt - natural * self.size_pt
        stretch = room / max(self.text.count(" "), 1) if self.is_full else 0
        font = "Bold" if self.is_bold else "Plain"
        y = TOP_PT - self.row * LEADING_PT
        return (
            f"BT /{font} {self.size_pt} Tf {stretch:.4f} Tw "
            f"1 0 0 1 {LEFT_PT + self.indent_pt} {y} Tm ({self.text}) Tj ET"
        )


@dataclass(frozen=True)
class DrawnPicture:
    """A picture. Units: rows from the page's head, points, pixels."""

    row: float
    height_pt: float
    width_pt: float = 200.0
    width_px: int = 800

    def operators(self) -> str:
        bottom = TOP_PT - self.row * LEADING_PT - self.height_pt
        return f"q {self.width_pt} 0 0 {self.height_pt} {LEFT_PT} {bottom} cm /Picture{self.width_px} Do Q"


Page = tuple[Drawn | DrawnPicture, ...]


def words(count: int = 10, last: str = WORD) -> str:
    """A line of words. Ten of them fill a line with spaces of a quarter of an em."""
    return " ".join([*([WORD] * (count - 1)), last])


def paragraph(row: int, lines: int, *, starts: bool = True, ends: bool = True) -> Page:
    """Lines of a paragraph, or of a part of one."""
    drawn = [Drawn(words(), row + index) for index in range(lines)]
    if starts:
        drawn[0] = Drawn(words(9, "nouaenou"), row, indent_pt=INDENT_PT)
    if ends:
        drawn[-1] = replace(drawn[-1], text=words(4), is_full=False)
    return tuple(drawn)


def full_page(*, starts: bool = True, ends: bool = True) -> Page:
    """A page of two paragraphs."""
    return (*paragraph(0, 15, starts=starts), *paragraph(15, LINES - 15, ends=ends))


def draw_pdf(path: Path, pages: Sequence[Page]) -> Path:
    """Write the file."""
    with pikepdf.new() as pdf:
        fonts = Dictionary(
            {
                name: pdf.make_indirect(
                    Dictionary(
                        Type=Name.Font,
                        Subtype=Name.Type1,
                        BaseFont=Name(f"/{face}"),
                        Encoding=Name.WinAnsiEncoding,
                    )
                )
                for name, face in (("/Plain", "Helvetica"), ("/Bold", "Helvetica-Bold"))
            }
        )
        for parts in pages:
            page = pdf.add_blank_page(page_size=(WIDTH_PT, HEIGHT_PT))
            pictures = {
                f"/Picture{part.width_px}": _picture(pdf, part.width_px)
                for part in parts
                if isinstance(part, DrawnPicture)
            }
            page.obj.Resources = Dictionary(Font=fonts, XObject=Dictionary(pictures))
            content = "\n".join(part.operators() for part in parts)
            page.obj.Contents = pdf.make_stream(content.encode("cp1252"))
        pdf.save(path)
    return path


def _picture(pdf: pikepdf.Pdf, width_px: int) -> pikepdf.Object:
    stream = pdf.make_stream(b"\x80" * width_px * width_px)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = width_px, width_px, 8
    stream.ColorSpace = Name.DeviceGray
    return stream
