"""Which fonts are embedded when a book is assembled, under which name they wait, and as what."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from functools import cache

import fontTools
from weasyprint.pdf.fonts import Font

#: Tables of pictures, which WeasyPrint draws as such.
_PICTURES = ("CBDT", "CBLC", "SVG ", "COLR")


def can_wait(font: Font, to_unicode: Mapping[int, str]) -> bool:
    """Variable fonts, collections, pictures among CFF outlines and missing glyphs are left to WeasyPrint."""
    kind = font.file_content[:4]
    is_special = kind == b"ttcf" or (kind == b"OTTO" and _has_pictures(font))
    return bool(to_unicode) and not (is_special or "fvar" in font.tables or font.missing)


def font_key(font: Font) -> str:
    """The key of the program that will be embedded."""
    maker = fontTools.version if _has_pictures(font) else ""
    return f"font-{_digest(font.file_content, maker)}-{font.index}"


def font_program(font: Font) -> bytes:
    """The program that will be embedded: of a font of pictures, one whose glyphs are empty.

    Source: WeasyPrint 70, `Font.clean`, which does so with each section's subset.
    """
    if not _has_pictures(font):
        return bytes(font.file_content)
    # Here, because few sections have such a font, and a book's first leaves it for all the others.
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    face = TTFont(io.BytesIO(font.file_content), recalcTimestamp=False)
    if "glyf" not in face:
        face["loca"], face["glyf"] = newTable("loca"), newTable("glyf")
    face["glyf"].glyphOrder = face.getGlyphOrder()
    face["glyf"].glyphs = {name: Glyph() for name in face.getGlyphOrder()}
    for table in _PICTURES:
        if table in face:
            del face[table]
    file = io.BytesIO()
    face.save(file)
    return file.getvalue()


def _has_pictures(font: Font) -> bool:
    return bool(font.png or font.svg or font.colr)


@cache
def _digest(data: bytes, maker: str) -> str:
    digest = hashlib.blake2b(data, digest_size=16)
    digest.update(maker.encode())
    return digest.hexdigest()
