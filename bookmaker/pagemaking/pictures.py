"""A page that ends blank before a picture: what is there, and how much room it needs.

In: a page that WeasyPrint has laid out, and the tree of boxes that it was made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: CSS pixels for one of a screenshot's: below it, letters of the usual size are smaller than about 5 pt.
_DENSE = 0.48
_LEAST, _LEAST_DENSE = 0.6, 0.72


@dataclass(slots=True)
class Picture:
    """A picture in the tree, as large as it would be. Units: pixels."""

    box: Any
    width: float
    height: float
    is_beside: bool = False
    """Whether the picture before it stands at its side: what it gives, both have given."""

    @property
    def leeway(self) -> float:
        """How much height can be had of it."""
        return 0 if self.is_beside else self.height * (1 - self.least)

    @property
    def least(self) -> float:
        """How small it may become, as a part of its size."""
        natural = self.box.replacement.get_intrinsic_size(1, None)[0] or 0
        return _LEAST_DENSE if self.width < _DENSE * natural else _LEAST


@dataclass(slots=True)
class Hole:
    """The blank end of a page. Units: pixels."""

    context: Any
    page_height: float
    blank: float
    container: Any
    first: int
    """Index in the container of what comes next: a heading or the figure itself."""
    figure: int
    block: Any
    """The container as it is laid out on the page."""
    on_page: list[Picture] = field(default_factory=list)

    @property
    def blank_part(self) -> float:
        """As a part of the page's text area."""
        return self.blank / self.page_height

    def need(self, index: int) -> float:
        """How high a block of the container is."""
        return _height(self._lay_out(index))

    def measure_figure(self) -> tuple[float, list[Picture]]:
        """How much room the figure takes, and its pictures."""
        laid_out = self._lay_out(self.figure)
        return _height(laid_out), _pictures([self.container.children[self.figure]], laid_out)

    def tops(self) -> dict[int, float]:
        """Where each block that begins on the page could begin, below the one before it, by its index."""
        children = [child for child in self.block.children if child.is_in_normal_flow()]
        bottoms = [child.border_box_y() + child.border_height() for child in children]
        return {child.index: y for child, y in zip(children[1:], bottoms, strict=False)}

    def _lay_out(self, index: int) -> Any:
        """Lay out a block by itself, to see how high it is."""
        box = self.container.children[index]
        self.context.create_block_formatting_context()
        box.position_x, box.position_y = self.block.content_box_x(), 0
        laid_out = block_level_layout(self.context, box, -inf, None, self.block, True, [], [], [])[0]
        self.context.finish_block_formatting_context()
        return laid_out


def find_hole(context: Any, page: Any, root_box: Any, resume: Any) -> Hole | None:
    """The blank before a figure that went to the next page; None where the page ends otherwise."""
    if not resume or context.broken_out_of_flow or context.reported_footnotes:
        return None
    container, first, rest = root_box, 0, resume
    while rest:
        if len(rest) > 1:  # a row of a table goes on
            return None
        ((index, rest),) = rest.items()
        if index >= len(container.children):
            return None
        if rest is None or is_figure(container.children[index]):
            first, rest = index, None
        else:
            container = container.children[index]
    figure = first
    while figure < len(container.children) and container.children[figure].element_tag in _HEADINGS:
        figure += 1
    if figure >= len(container.children) or not is_figure(container.children[figure]):
        return None
    laid_out = [box for box in page.descendants() if isinstance(box, boxes.BlockBox)]
    block = next((box for box in reversed(laid_out) if box.element is container.element), None)
    if block is None:
        return None
    bottom = max((_bottom(box) for box in page.descendants()), default=page.content_box_y())
    figures = [child for child in container.children[:first] if is_figure(child)]
    return Hole(
        context=context,
        page_height=page.height,
        blank=context.page_bottom - bottom,
        container=container,
        first=first,
        figure=figure,
        block=block,
        on_page=_pictures(figures, page),
    )


def is_figure(box: Any) -> bool:
    """Whether a block is a figure, or a row of them."""
    return bool(box.element_tag == "figure" or _is_row(box))


def _is_row(box: Any) -> bool:
    return bool(box.element_tag == "div" and box.element.get("class") == "neighbours")


def _bottom(box: Any) -> float:
    is_content = isinstance(box, boxes.LineBox | boxes.ReplacedBox)
    return float(box.position_y + box.height) if is_content else 0.0


def _height(laid_out: Any) -> float:
    return float(laid_out.margin_top + laid_out.border_height())


def _pictures(figures: Sequence[Any], laid_out: Any) -> list[Picture]:
    """The pictures of figures in the tree that are among what is laid out."""
    sizes = {box.element: box for box in laid_out.descendants() if isinstance(box, boxes.ReplacedBox)}
    found: list[Picture] = []
    for figure in figures:
        count = len(found)
        for box in figure.descendants():
            if isinstance(box, boxes.ReplacedBox) and box.element in sizes:
                size, is_beside = sizes[box.element], _is_row(figure) and len(found) > count
                found.append(Picture(box, size.width, size.height, is_beside))
    return found
