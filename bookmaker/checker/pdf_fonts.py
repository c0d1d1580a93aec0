"""What the glyphs of a PDF's fonts stand for, and how wide they are. Source: ISO 32000-1, 9.7 and 9.10.3."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

import pikepdf

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_DEFAULT_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Font:
    """A font as text is read from it. Units: `widths` in thousandths of the size."""

    code_bytes: int
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float

    def codes(self, digits: bytes) -> tuple[int, ...]:
        """The glyphs that a hexadecimal string shows."""
        data = bytes.fromhex(digits.decode())
        return struct.unpack(f">{len(data) // 2}H", data) if self.code_bytes == 2 else tuple(data)

    def width(self, codes: Iterable[int]) -> float:
        """The width of glyphs in a row."""
        return sum(map(self.widths.get, codes, repeat(self.default_width)))

    def read(self, codes: Iterable[int]) -> tuple[str, ...]:
        """What glyphs stand for; some stand for nothing, some for several letters."""
        return tuple(map(self.texts.get, codes, repeat("")))


def read_font(font: pikepdf.Object) -> Font:
    """Read a font's dictionary."""
    is_composite = font.get("/Subtype") == "/Type0"
    unicode_map = font.get("/ToUnicode")
    texts = _texts(unicode_map.read_bytes()) if unicode_map is not None else {}
    if not is_composite:
        first = int(font.get("/FirstChar", 0))
        widths = {first + index: float(width) for index, width in enumerate(font.get("/Widths", []))}
        return Font(1, texts, widths, 0)
    descendant = font.DescendantFonts[0]
    default = float(descendant.get("/DW", _DEFAULT_WIDTH))
    return Font(2, texts, _composite_widths(descendant.get("/W", pikepdf.Array())), default)


def _texts(unicode_map: bytes) -> dict[int, str]:
    texts: dict[int, str] = {}
    for kind, section in _SECTION.findall(unicode_map):
        if kind == b"bfchar":
            texts.update({int(code, 16): _text(text) for code, text in _CHAR.findall(section)})
        else:
            for low, high, text, several in _RANGE.findall(section):
                texts.update(_range_texts(int(low, 16), int(high, 16), text, several))
    return texts


def _range_texts(low: int, high: int, text: bytes, several: bytes) -> dict[int, str]:
    if several:
        return {low + index: _text(one) for index, one in enumerate(_HEX.findall(several))}
    first = _text(text)
    return {low + step: first[:-1] + chr(ord(first[-1]) + step) for step in range(high - low + 1)}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _composite_widths(array: pikepdf.Object) -> dict[int, float]:
    """Source: ISO 32000-1, 9.7.4.3: `c [w1 w2 …]`, or `first last w`."""
    widths: dict[int, float] = {}
    items = list(array)
    place = 0
    while place < len(items):
        first, second = int(items[place]), items[place + 1]
        if isinstance(second, pikepdf.Array):
            widths.update({first + index: float(width) for index, width in enumerate(second)})
            place += 2
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(items[place + 2])))
            place += 3
    return widths
