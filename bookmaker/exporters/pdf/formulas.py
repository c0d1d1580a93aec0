"""The formulas of a section, from MathML, which WeasyPrint does not know, to pictures in the line.

In: a section's markup. Out: the markup with an `img` for each `math`, and what draws these. The pictures are
outlines: sharp at any size, on the baseline, as high as the letters around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from bookmaker.artwork import Artwork

if TYPE_CHECKING:
    from bookmaker.exporters.pdf.drawing import Drawing


# The renderer's serialiser escapes < and > in text and attributes: no other > ends a tag. Letters that
# follow without a space belong to the formula's word: n-th, «n-го».
_MATH = re.compile(r"(<math [^>]*>.*?</math>)(\w*)", re.DOTALL)
_SOURCE = re.compile(r' alttext="([^"]*)"')
# Stands for the rest of a formula whose first piece has been described. A picture needs some words.
_REST = "…"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A section whose formulas are pictures, under addresses that `artworks` knows."""

    xhtml: str
    artworks: Mapping[str, Artwork] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """For each formula that is shown as TeX: its TeX, and why."""


def draw_formulas(xhtml: str) -> Drawn:
    """Draw all formulas of a section. One that cannot be drawn is shown as TeX."""
    if "<math " not in xhtml:
        return Drawn(xhtml)
    # Here, because few sections need it: it reads a font of a megabyte and a half.
    from bookmaker.exporters.pdf.drawing import DrawingError, draw_formula

    pictures = _Pictures()
    problems: list[str] = []

    def draw(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[1])
        tex = source[1] if source else ""
        try:
            drawings = draw_formula(found[1])
        except DrawingError as error:
            problems.append(f"{unescape(tex)}: {error}")
            return f'<code class="math">{tex}</code>{found[2]}'
        images = pictures.add(drawings[0], tex)
        for number, drawing in enumerate(drawings[1:], 1):
            # No break before an operator. Both spaces widen where the line is justified.
            space = "\N{NO-BREAK SPACE}" if number % 2 else " "
            images += space + pictures.add(drawing, _REST)
        return f'<span style="white-space: nowrap">{images}{found[2]}</span>' if found[2] else images

    drawn = _MATH.sub(draw, xhtml)
    return Drawn(drawn, pictures.artworks, tuple(problems))


class _Pictures:
    """The pictures of one section; the same formula is one picture."""

    def __init__(self) -> None:
        self.artworks: dict[str, Artwork] = {}
        self._addresses: dict[Artwork, str] = {}

    def add(self, drawing: Drawing, description: str) -> str:
        """The element that shows a drawing. `description` is escaped already."""
        address = self._addresses.setdefault(drawing.artwork, f"formula:{len(self._addresses)}")
        self.artworks[address] = drawing.artwork
        style = f"width: {drawing.width_ex:.3f}ex; vertical-align: {-drawing.depth_ex:.3f}ex"
        return f'<img class="math" src="{address}" alt="{description or _REST}" style="{style}"/>'
