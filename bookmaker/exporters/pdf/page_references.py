"""The numbers of pages that chapters refer to, put where their layout left zeros.

In: a chapter's page, and a page of the furniture that has all the letters of such a reference. Out: the
page's operators, with the numbers. A shorter number stands at the end of its room, a longer one is made
narrower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bookmaker.artwork import PAGE_OF
from bookmaker.errors import RenderError
from bookmaker.wording import is_rtl, number_in_digits, wording

if TYPE_CHECKING:
    # Workers, which set samples only, do without.
    import pikepdf

_FONT = "BookmakerReference"
#: The most room between letters. Units: thousandths of the type's size.
_TRACKING = 60
# As `typesetting.tags` and WeasyPrint 70 write them: marked content, its colour, one matrix, and the text.
_MARKED = re.compile(
    rb"/%b <(?P<anchor>[0-9a-f]*)>>>\s*BDC\b[^()]*?"
    rb"(?P<text>/\S+\s+(?P<size>[.0-9]+)\s+Tf\s[^()]*?TJ)\s+ET\b" % PAGE_OF.encode()
)
_SHOWN = re.compile(rb"/(\S+)\s+[.0-9]+\s+Tf|\[([^\]]*)\]\s*TJ")
_STRING = re.compile(rb"<([0-9A-Fa-f]*)>")
_SHIFT = re.compile(rb">\s*(-?[.0-9]+)")
_Fonts = Mapping[str, "pikepdf.Object"]


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
        of_sample = fonts_of(sample)
        self._is_rtl = is_rtl(language)
        glyphs = _read_sample(sample, of_sample)
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
        used = dict.fromkeys(glyph.font for glyph in glyphs)
        #: The fonts that pages with references need: their names and the numbers of the copied objects.
        self.resources = {f"{_FONT}{font}": copy(of_sample[font]) for font in used}

    def describe(self) -> str:
        """All that pages with references get from here."""
        return repr((self.resources, self._before, self._digits, self._after, self._is_rtl))

    def write(self, content: bytes, fonts: _Fonts, number_of: Callable[[str], int]) -> bytes:
        """Put the numbers of pages, by anchor, into a page's operators. `fonts` are the page's own."""

        def fill(found: re.Match[bytes]) -> bytes:
            anchor = bytes.fromhex(found["anchor"].decode()).decode()
            text = self._text(number_of(anchor), _room(found["text"], fonts), found["size"].decode())
            return found[0][: found.start("text") - found.start()] + text + b" ET"

        return _MARKED.sub(fill, content)

    def _text(self, number: int, room: float, size: str) -> bytes:
        digits = [self._digits[int(digit)] for digit in str(number)]
        glyphs = [*self._before, *digits, *self._after]
        taken = sum(glyph.width for glyph in glyphs)
        spare = room - taken
        # A part of the room that is left goes between the letters, where it is not seen; the rest parts them
        # from the word before rather than from the point after.
        tracking = max(0.0, min(_TRACKING, spare / len(glyphs)))
        rest = spare - tracking * len(glyphs)
        pieces = [f"{tracking * float(size) / 1000:.3f} Tc"] if tracking else []
        pieces += [f"[{-rest:.0f}] TJ"] if rest > 0 and not self._is_rtl else []
        font = ""
        for glyph in glyphs:
            if glyph.font != font:
                font = glyph.font
                pieces.append(f"/{_FONT}{font} {size} Tf")
            pieces.append(f"[<{glyph.code}>] TJ")
        if tracking:
            pieces.append("0 Tc")
        if spare < 0:
            pieces = [f"{100 * room / taken:.2f} Tz", *pieces, "100 Tz"]
        return self._in_font(pieces, size)

    def _in_font(self, pieces: list[str], size: str) -> bytes:
        """A shift needs a size, and so a font."""
        return f"/{_FONT}{self._digits[0].font} {size} Tf {' '.join(pieces)}".encode()


def _all_digits(language: str) -> str:
    return number_in_digits(123456789, language).rjust(10, number_in_digits(0, language))


def _read_sample(sample: pikepdf.Page, fonts: _Fonts) -> list[Glyph]:
    """The glyphs of the reference on the sample's page."""
    found = _MARKED.search(sample.obj.Contents.read_bytes())
    return list(_glyphs(found["text"], fonts)) if found else []


def _room(text: bytes, fonts: _Fonts) -> float:
    """The width of the zeros' text with its shifts, which justify it. Units: thousandths of the size."""
    shifts = sum(float(shift) for shown in _SHOWN.finditer(text) for shift in _SHIFT.findall(shown[2] or b""))
    return sum(glyph.width for glyph in _glyphs(text, fonts)) - shifts


def _glyphs(text: bytes, fonts: _Fonts) -> Iterator[Glyph]:
    font, widths = "", {}
    for shown in _SHOWN.finditer(text):
        if shown[1]:
            font = shown[1].decode()
            widths = _widths(fonts[font])
            continue
        codes = b"".join(_STRING.findall(shown[2])).decode()
        for code in re.findall("....", codes):
            yield Glyph(font, code, widths.get(int(code, 16), 0.0))


def _widths(font: pikepdf.Object) -> dict[int, float]:
    """Source: ISO 32000-1, 9.7.4.3; WeasyPrint 70 writes lists only."""
    table = font.DescendantFonts[0].W
    return {
        int(table[index]) + offset: float(width)
        for index in range(0, len(table), 2)
        for offset, width in enumerate(table[index + 1])
    }


def fonts_of(page: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """The fonts of a page by name."""
    return {name.removeprefix("/"): font for name, font in page.obj.Resources.Font.items()}


def pages_with_references(anchors: Mapping[str, int]) -> frozenset[int]:
    """The indexes of a section's pages that refer to others. `anchors`: page index by anchor."""
    return frozenset(page for anchor, page in anchors.items() if "--page-" in anchor)
