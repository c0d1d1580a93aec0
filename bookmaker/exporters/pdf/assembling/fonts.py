"""Font programs of the assembled book: one for each face, with the glyphs that any section draws."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import pikepdf
import uharfbuzz
from pikepdf import Name

from bookmaker.artwork import FONT_MARK
from bookmaker.cache import Store
from bookmaker.exporters.pdf.assembling.copying import reference
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.exporters.pdf.layout import LaidOut

# What PDF does not use. Source: ISO 32000-1, 9.9, table 126 lists what it does.
_DROPPED_TABLES = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ",
)  # fmt: skip
# What fonts with outlines of CFF begin with. Source: OpenType specification, "Table Directory".
_OPENTYPE = b"OTTO"
_PROGRAM_KEYS = (Name.FontFile2, Name.FontFile3)


class FontPrograms:
    """The fonts that sections name: each is embedded once, with the glyphs that any of them draws."""

    def __init__(self, objects: Objects, sections: Iterable[LaidOut]):
        self._objects = objects
        self._glyphs: dict[str, set[int]] = {}
        for section in sections:
            for key, glyphs in section.fonts:
                self._glyphs.setdefault(key, set()).update(glyphs)
        self._numbers = {key: objects.allocate() for key in sorted(self._glyphs)}

    def number(self, key: str) -> int:
        """The object of a font program."""
        return self._numbers[key]

    def refer(self, resources: pikepdf.Object, find: Callable[[str], int]) -> None:
        """Put references in the place of the marks that a section's fonts have. `find` gives numbers."""
        fonts = resources.get(Name.Font)
        for font in fonts.values() if fonts is not None else ():
            if Name.DescendantFonts not in font:
                continue
            descriptor = font.DescendantFonts[0].FontDescriptor
            for name in _PROGRAM_KEYS:
                mark = descriptor[name].read_bytes()[4:] if name in descriptor else b""
                if mark.startswith(FONT_MARK):
                    descriptor[name] = reference(find(mark.removeprefix(FONT_MARK).decode()))

    def embed(self, store: Store) -> None:
        """Write each face's subset."""
        for key, number in self._numbers.items():
            data = subset_font(store.take(key), int(key.rsplit("-", 1)[1]), self._glyphs[key])
            packed = zlib.compress(data, 9)
            kind = b"/Subtype /OpenType" if data.startswith(_OPENTYPE) else b"/Length1 %d" % len(data)
            dictionary = b"<< %b /Filter /FlateDecode /Length %d >>" % (kind, len(packed))
            self._objects.write_stream(number, dictionary, packed)


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
