"""Page furniture: running heads and folios, drawn over the chapters' pages at assembly.

Heads are set by WeasyPrint, one page each. Folios are put together from ten digits set the same way, so
that a thousand pages cost ten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookmaker.exporters.pdf.layout import LaidOut, LayoutJob
from bookmaker.exporters.pdf.page_references import sample_reference
from bookmaker.pagesizes import PageSize
from bookmaker.templating import fill_template
from bookmaker.wording import is_rtl, number_in_digits

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Of a bound book, whose heads and folios stand at the outer margin. Units: points, by head."""

    head_widths_pt: Mapping[str, float]
    is_rtl: bool = False

    def is_right(self, number: int) -> bool:
        """Whether a page's outer margin is at its right."""
        return bool(self.head_widths_pt) and (number % 2 == 1) != self.is_rtl


NOWHERE = Outside(head_widths_pt={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Pages of heads, then of digits, and the digits' widths. Units: points."""

    laid_out: LaidOut
    heads: Mapping[str, int]
    """Index of the page that holds each head."""
    digit_widths_pt: tuple[float, ...]
    digit_y_pt: float
    """Upper edge of the digits, from the lower edge of the paper."""
    size: PageSize
    outside: Outside = NOWHERE

    @property
    def geometry(self) -> tuple[object, ...]:
        """All that places of digits depend on."""
        is_bound, is_rtl = bool(self.outside.head_widths_pt), self.outside.is_rtl
        return self.digit_widths_pt, self.digit_y_pt, self.size, is_bound, is_rtl

    @property
    def sample_page(self) -> int:
        """Index of the page that holds the letters of a reference to a page."""
        return len(self.heads) + 10

    def digit_page(self, digit: int) -> int:
        """Index of the page that holds a digit at the left edge of the paper."""
        return len(self.heads) + digit

    def head_shift(self, text: str, number: int) -> float:
        """How far to the right a page's head moves from where it was laid out. Units: points."""
        room = self.size.width_pt - 2 * self.size.side_pt
        at_right = self.outside.is_right(number)
        return max(0.0, room - self.outside.head_widths_pt[text]) if at_right else 0.0

    def folio(self, number: int) -> list[tuple[int, float]]:
        """The digits of a folio, each with its shift to the right, in points."""
        room = self.size.width_pt - self._width_pt(number)
        if not self.outside.head_widths_pt:
            return self._place(number, room / 2)
        side = self.size.side_pt
        return self._place(number, room - side if self.outside.is_right(number) else side)

    def number_before(self, number: int, x_pt: float) -> list[tuple[int, float]]:
        """The digits of a number that ends at `x_pt`, each with its shift to the right, in points."""
        return self._place(number, x_pt - self._width_pt(number))

    def _width_pt(self, number: int) -> float:
        return sum(self.digit_widths_pt[int(char)] for char in str(number))

    def _place(self, number: int, x_pt: float) -> list[tuple[int, float]]:
        placed = []
        for digit in map(int, str(number)):
            placed.append((digit, x_pt))
            x_pt += self.digit_widths_pt[digit]
        return placed


def furniture_job(
    heads: Sequence[str],
    language: str,
    styles: tuple[str, ...],
    fingerprint: str,
    *,
    is_mirrored: bool = False,
) -> LayoutJob:
    """The pages to lay out for a book's furniture, which is mirrored in a bound book."""
    digits = [number_in_digits(digit, language) for digit in range(10)]
    return LayoutJob(
        id="furniture",
        title="furniture",
        language=language,
        direction="rtl" if is_rtl(language) else "ltr",
        body=fill_template(
            "furniture.html.j2",
            heads=[short_head(head) for head in heads],
            digits=digits,
            reference=sample_reference(language),
            mirrored=is_mirrored,
        ),
        styles=styles,
        anchors=tuple(f"{side}{digit}" for digit in range(10) for side in ("before", "after")),
        is_tagged=False,
        fingerprint=fingerprint,
    )


def short_head(title: str) -> str:
    """A running head names a chapter and does not repeat a sentence: at most seven words of its title."""
    words = list(_WORD.finditer(title))
    return title if len(words) <= _MOST_WORDS else f"{title[: words[_MOST_WORDS - 1].end()]}…"


def measure_furniture(
    laid_out: LaidOut, heads: Sequence[str], size: PageSize, *, is_rtl: bool = False
) -> Furniture:
    """Read the widths of digits, and of heads of a bound book, off the anchors on both their sides."""
    places = {place.anchor: place for place in laid_out.places}
    widths = (abs(places[f"after{digit}"].x_pt - places[f"before{digit}"].x_pt) for digit in range(10))
    lengths = {
        text: abs(places[f"head{index}-to"].x_pt - places[f"head{index}-from"].x_pt)
        for index, text in enumerate(heads)
        if f"head{index}-to" in places
    }
    return Furniture(
        laid_out=laid_out,
        heads={text: index for index, text in enumerate(heads)},
        digit_widths_pt=tuple(widths),
        digit_y_pt=places["before0"].y_pt,
        size=size,
        outside=Outside(head_widths_pt=lengths, is_rtl=is_rtl),
    )


def furniture_style(size: PageSize) -> str:
    """Furniture pages have neither margins nor ground of their own: they lie over whole pages."""
    return f"@page {{ size: {size.width_mm}mm {size.height_mm}mm; margin: 0; background: none }}"
