"""What stands where on a PDF's pages: lines of text and pictures, as PDFium finds them.

In: a file of any program. Out: for each page its lines from top to bottom and its pictures. Nothing is
judged here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bookmaker.checker.typography.sheet import Glyph, Line, Picture, Sheet, glyphs_to_lines

_PICTURE_DEPTH = 4
_NAME_BYTES = 128
_MONOSPACED = ("mono", "courier", "consol", "code")
_BOLD_WEIGHT = 600
#: Names of fonts, in small letters, with characters that they lack.
Missing = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Face:
    """What all letters of a stretch of text share. Units: points on the page."""

    size_pt: float
    is_bold: bool
    is_monospaced: bool
    name: str = ""


def read_sheets(path: Path, missing: Missing = frozenset()) -> Iterator[Sheet]:
    """Read a file's pages, one by one. `missing` are fonts with characters that they lack."""
    document = pypdfium2.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            yield _read_page(page, index, missing)
            page.close()
    finally:
        document.close()


def _read_page(page: Any, index: int, missing: Missing) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    lines = glyphs_to_lines(list(_glyphs(text, missing)))
    text.close()
    return Sheet(
        index=index,
        width_pt=width,
        height_pt=height,
        lines=tuple(line for line in lines if not _is_off(line, width, height)),
        pictures=tuple(_pictures(page)),
    )


def _is_off(line: Line, width: float, height: float) -> bool:
    return line.right_pt < 0 or line.left_pt > width or not 0 <= line.y_pt <= height


def _glyphs(text: Any, missing: Missing) -> Iterator[Glyph]:
    """Letters in the order of drawing. PDFium's own additions, such as ends of lines, are left out."""
    raw, faces = text.raw, {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        char = _character(raw, index)
        if not char or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        item = pdfium.FPDFText_GetTextObject(raw, index)
        key = ctypes.addressof(item.contents) if item else 0
        if key not in faces:
            faces[key] = _face(item, raw, index)
        face = faces[key]
        yield Glyph(
            char=char,
            left_pt=box.left,
            right_pt=box.right,
            y_pt=y.value,
            size_pt=face.size_pt,
            is_bold=face.is_bold,
            is_monospaced=face.is_monospaced,
            is_missing=pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1 or (face.name, char) in missing,
        )


def _character(raw: Any, index: int) -> str:
    """A character; PDFium gives some in two halves, and tells a hyphen within a word by a code of its own."""
    code = pdfium.FPDFText_GetUnicode(raw, index)
    if code in (2, 0xFFFE):
        return "-"
    if 0xDC00 <= code < 0xE000:
        return ""
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(raw, index + 1)
        return chr(0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF))
    return chr(code)


def _face(item: Any, raw: Any, index: int) -> _Face:
    size, matrix = ctypes.c_float(1), pdfium.FS_MATRIX()
    if not item:
        return _Face(pdfium.FPDFText_GetFontSize(raw, index), False, False)
    pdfium.FPDFTextObj_GetFontSize(item, size)
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    font = pdfium.FPDFTextObj_GetFont(item)
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
    name = buffer.value.decode("utf-8", "replace").lower()
    is_bold = "bold" in name or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    scale = abs(matrix.d) or abs(matrix.b) or 1
    return _Face(size.value * scale, is_bold, any(part in name for part in _MONOSPACED), name)


def _pictures(page: Any) -> Iterator[Picture]:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_PICTURE_DEPTH):
        left, bottom, right, top = item.get_bounds()
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(item.raw, width, height)
        yield Picture(left, bottom, right, top, width.value, height.value)
