"""Font programs of the assembled book: one for each face, with the glyphs that any section draws."""

from __future__ import annotations

import zlib

import pikepdf
import uharfbuzz
from pikepdf import Name

from bookmaker.artwork import FONT_MARK
from bookmaker.cache import Store
from bookmaker.exporters.pdf.layout import LaidOut
from bookmaker.exporters.pdf.writing import PdfWriter, reference

# What PDF does not use. Source: ISO 32000-1, 9.9, table 126 lists what it does.
_DROPPED_TABLES = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ",
)  # fmt: skip
_PROGRAM_KEYS = (Name.FontFile2, Name.FontFile3)


class FontPrograms:
    """Collects the fonts that sections name, and embeds each once, when all glyphs are known."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._numbers: dict[tuple[str, pikepdf.Name], int] = {}
        self._glyphs: dict[str, set[int]] = {}

    def add(self, resources: pikepdf.Object, laid_out: LaidOut) -> None:
        """Note the fonts of a section's resources and the glyphs it draws."""
        for key, glyphs in laid_out.fonts:
            self._glyphs.setdefault(key, set()).update(glyphs)
        fonts = resources.get(Name.Font)
        for font in fonts.values() if fonts is not None else ():
            if Name.DescendantFonts not in font:
                continue
            descriptor = font.DescendantFonts[0].FontDescriptor
            for name in _PROGRAM_KEYS:
                if name not in descriptor:
                    continue
                mark = descriptor[name].read_bytes()[4:]
                if mark.startswith(FONT_MARK):
                    descriptor[name] = reference(self._number(mark.removeprefix(FONT_MARK).decode(), name))

    def embed(self, store: Store) -> None:
        """Write each face's subset."""
        for (key, name), number in sorted(self._numbers.items(), key=lambda pair: pair[1]):
            data = subset_font(store.take(key), int(key.rsplit("-", 1)[1]), self._glyphs[key])
            packed = zlib.compress(data, 9)
            kind = b"/Length1 %d" % len(data) if name == Name.FontFile2 else b"/Subtype /OpenType"
            dictionary = b"<< %b /Filter /FlateDecode /Length %d >>" % (kind, len(packed))
            self._writer.write_stream(number, dictionary, packed)

    def _number(self, key: str, name: pikepdf.Name) -> int:
        if (key, name) not in self._numbers:
            self._numbers[key, name] = self._writer.allocate()
        return self._numbers[key, name]


def subset_font(program: bytes, index: int, glyphs: set[int]) -> bytes:
    """Keep the outlines of some glyphs under their old numbers.

    Two passes: the first empties the others, the second cuts the empty ones off the end.
    """
    face = uharfbuzz.Face(program, index)
    flags = uharfbuzz.SubsetFlags
    common = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE
    emptied = _subset(face, glyphs, common | flags.RETAIN_GIDS)
    cut = _subset(emptied, set(range(max(glyphs) + 1)), common | flags.NO_HINTING)
    return bytes(cut.blob.data)


def _subset(face: uharfbuzz.Face, glyphs: set[int], flags: uharfbuzz.SubsetFlags) -> uharfbuzz.Face:
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED_TABLES)
    wanted.flags = flags
    return uharfbuzz.subset(face, wanted)
