"""Letters that a PDF's fonts lack: the text is there, and nothing or a box is drawn for it.

In: the file. Out: for each font, the characters whose glyph its program does not hold.
Source: ISO 32000-1, 9.7.4: in an embedded font a character's code is the glyph's number, or is mapped to it.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from bookmaker.checker.pdf_fonts import read_font

_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc", "Mn"})


def missing_characters(pdf: pikepdf.Pdf) -> frozenset[tuple[str, str]]:
    """Pairs of a font's name, in small letters, and a character that it lacks."""
    found: set[tuple[str, str]] = set()
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", {}).values():
            if font.objgen in seen or font.get("/Subtype") != "/Type0":
                continue
            seen.add(font.objgen)
            name = str(font.BaseFont)[1:].lower()
            found.update((name, char) for char in _lacking(font))
    return frozenset(found)


def _lacking(font: pikepdf.Object) -> Iterator[str]:
    program = font.DescendantFonts[0].FontDescriptor.get("/FontFile2")
    if program is None or font.DescendantFonts[0].get("/CIDToGIDMap", "/Identity") != "/Identity":
        return
    try:
        outlines = TTFont(io.BytesIO(program.read_bytes()), lazy=True)
        places = outlines["loca"]
    except (TTLibError, KeyError):
        return
    count = len(places) - 1
    for glyph, text in read_font(font).texts.items():
        is_seen = len(text) == 1 and unicodedata.category(text) not in _INVISIBLE
        if is_seen and (glyph == 0 or glyph >= count or places[glyph] == places[glyph + 1]):
            yield text
