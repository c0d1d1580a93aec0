"""The numbers of pages that chapters refer to, put where their layout left zeros.

In: a chapter's page, and a page of the furniture that has all the letters of such a reference. Out: the
page's operators, with the numbers. A shorter number stands at the end of its room, a longer one is made narrower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf

from bookmaker.artwork import DIGITS, PAGE_OF
from bookmaker.errors import RenderError
from bookmaker.wording import is_rtl, number_in_digits, wording

_FONT = "BookmakerReference"
# As `typesetting.tags` and WeasyPrint 70 write them: marked content, its colour, one matrix, and the text.
_MARKED = re.compile(
    rb"<<(?P<properties>[^()]*?/%b <(?P<anchor>[0-9a-f]*)>[^()]*?)>>\s*BDC\b(?P<before>[^()]*?)"
    rb"(?P<text>/\S+\s+(?P<size>[.0-9]+)\s+Tf\s[^()]*?TJ)\s+ET\b" % PAGE_OF.encode()
)
_DIGITS = re.compile(rb"/%b (\d+)" % DIGITS.encode())
_SHOWN = re.compile(rb"/(\S+)\s+[.0-9]+\s+Tf|\[([^\]]*)\]\s*TJ")
_STRING = re.compile(rb"<([0-9A-Fa-f]*)>")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of one of the furniture's fonts. Units: `width` in thousandths of the type's size."""

    font: str
    code: str
    width: float


def sample_reference(language: str) -> str:
    """A reference with all digits, to be set once in a book."""
    return wording(language, "page_reference", number=_all_digits(language))


class PageReferences:
    """Writes references to pages in the letters that the furniture's sample has."""

    def __init__(self, sample: pikepdf.Page, language: str, copy: Callable[[pikepdf.Object], int]):
        self._fonts = {name.removeprefix("/"): font for name, font in sample.obj.Resources.Font.items()}
        self._copy = copy
        self._is_rtl = is_rtl(language)
        glyphs = _read_sample(sample, self._fonts)
        text = sample_reference(language)
        if len(glyphs) != len(text):
            raise RenderError(
                f"the letters of {text!r} cannot be told apart", "choose other fonts in --style"
            )
        before, _, after = text.partition(_all_digits(language))
        # The order of glyphs is that in which they are seen.
        start = len(after if self._is_rtl else before)
        self._before, self._digits, self._after = (
            glyphs[:start],
            glyphs[start : start + 10],
            glyphs[start + 10 :],
        )

    def resources(self) -> dict[str, int]:
        """The fonts that pages with references need: their names and the numbers of the copied objects."""
        used = dict.fromkeys(glyph.font for glyph in (*self._before, *self._digits, *self._after))
        return {f"{_FONT}{font}": self._copy(self._fonts[font]) for font in used}

    def write(self, content: bytes, numbers: Mapping[str, int]) -> bytes:
        """Put the numbers of pages, by anchor, into a page's operators."""

        def fill(found: re.Match[bytes]) -> bytes:
            anchor = bytes.fromhex(found["anchor"].decode()).decode()
            digits = _DIGITS.search(found["properties"])
            room = int(digits[1]) if digits else 0
            text = self._text(numbers[anchor], room, found["size"].decode())
            return found[0][: found.start("text") - found.start()] + text + b" ET"

        return _MARKED.sub(fill, content)

    def _text(self, number: int, room: int, size: str) -> bytes:
        digits = [self._digits[int(digit)] for digit in str(number)]
        glyphs = [*self._before, *digits, *self._after]
        taken = sum(glyph.width for glyph in glyphs)
        spare = room * self._digits[0].width - sum(glyph.width for glyph in digits)
        # The word before it is further off rather than the point after it.
        pieces = [f"[{-spare:.0f}] TJ"] if spare > 0 and not self._is_rtl else []
        font = ""
        for glyph in glyphs:
            if glyph.font != font:
                font = glyph.font
                pieces.append(f"/{_FONT}{font} {size} Tf")
            pieces.append(f"[<{glyph.code}>] TJ")
        if spare < 0:
            pieces = [f"{100 * (taken + spare) / taken:.2f} Tz", *pieces, "100 Tz"]
        return self._in_font(pieces, size)

    def _in_font(self, pieces: list[str], size: str) -> bytes:
        """A shift needs a size, and so a font."""
        return f"/{_FONT}{self._digits[0].font} {size} Tf {' '.join(pieces)}".encode()


def _all_digits(language: str) -> str:
    return number_in_digits(123456789, language).rjust(10, number_in_digits(0, language))


def _read_sample(sample: pikepdf.Page, fonts: Mapping[str, pikepdf.Object]) -> list[Glyph]:
    """The glyphs of the reference on the sample's page."""
    found = _MARKED.search(sample.obj.Contents.read_bytes())
    glyphs: list[Glyph] = []
    font, widths = "", {}
    for shown in _SHOWN.finditer(found["text"] if found else b""):
        if shown[1]:
            font = shown[1].decode()
            widths = _widths(fonts[font])
            continue
        codes = b"".join(_STRING.findall(shown[2])).decode()
        for code in re.findall("....", codes):
            glyphs.append(Glyph(font, code, widths.get(int(code, 16), 0.0)))
    return glyphs


def _widths(font: pikepdf.Object) -> dict[int, float]:
    """Source: ISO 32000-1, 9.7.4.3; WeasyPrint 70 writes lists only."""
    table = font.DescendantFonts[0].W
    return {
        int(table[index]) + offset: float(width)
        for index in range(0, len(table), 2)
        for offset, width in enumerate(table[index + 1])
    }


def pages_with_references(anchors: Mapping[str, int]) -> frozenset[int]:
    """The indexes of a section's pages that refer to others. `anchors`: page index by anchor."""
    return frozenset(page for anchor, page in anchors.items() if "--page-" in anchor)
