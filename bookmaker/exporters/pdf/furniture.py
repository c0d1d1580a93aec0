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
class Furniture:
    """Pages of heads, then of digits, and the digits' widths. Units: points."""

    laid_out: LaidOut
    heads: Mapping[str, int]
    """Index of the page that holds each head."""
    digit_widths_pt: tuple[float, ...]
    digit_y_pt: float
    """Upper edge of the digits, from the lower edge of the paper."""

    @property
    def sample_page(self) -> int:
        """Index of the page that holds the letters of a reference to a page."""
        return len(self.heads) + 10

    def digit_page(self, digit: int) -> int:
        """Index of the page that holds a digit at the left edge of the paper."""
        return len(self.heads) + digit

    def folio(self, number: int, page_width_pt: float) -> list[tuple[int, float]]:
        """The digits of a centred folio: page index and shift to the right, in points."""
        return self._place(number, (page_width_pt - self._width_pt(number)) / 2)

    def number_before(self, number: int, x_pt: float) -> list[tuple[int, float]]:
        """The digits of a number that ends at `x_pt`: page index and shift to the right, in points."""
        return self._place(number, x_pt - self._width_pt(number))

    def _width_pt(self, number: int) -> float:
        return sum(self.digit_widths_pt[int(char)] for char in str(number))

    def _place(self, number: int, x_pt: float) -> list[tuple[int, float]]:
        placed = []
        for digit in map(int, str(number)):
            placed.append((self.digit_page(digit), x_pt))
            x_pt += self.digit_widths_pt[digit]
        return placed


def furniture_job(
    heads: Sequence[str], language: str, styles: tuple[str, ...], fingerprint: str
) -> LayoutJob:
    """The pages to lay out for a book's furniture."""
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


def measure_furniture(laid_out: LaidOut, heads: Sequence[str]) -> Furniture:
    """Read the digits' widths off the anchors on both their sides."""
    places = {place.anchor: place for place in laid_out.places}
    widths = (abs(places[f"after{digit}"].x_pt - places[f"before{digit}"].x_pt) for digit in range(10))
    return Furniture(
        laid_out=laid_out,
        heads={text: index for index, text in enumerate(heads)},
        digit_widths_pt=tuple(widths),
        digit_y_pt=places["before0"].y_pt,
    )


def furniture_style(size: PageSize) -> str:
    """Furniture pages have neither margins nor ground of their own: they lie over whole pages."""
    return f"@page {{ size: {size.width_mm}mm {size.height_mm}mm; margin: 0; background: none }}"
