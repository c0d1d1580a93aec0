"""A page that ends blank before a picture: what is there, and the ways to fill it.

In: a page that WeasyPrint has laid out, and the tree of boxes that it was made of. The changes are made in
that tree, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_TEXTS = frozenset({"p", "ul", "ol", "dl", "blockquote"})
#: CSS pixels for one of a screenshot's: below it, letters of the usual size are smaller than about 5 pt.
_DENSE = 0.48
_LEAST, _LEAST_DENSE = 0.6, 0.72
#: What part of their leeway pictures give before text is moved instead.
_SLIGHTLY, _HAIR = 0.4, 0.001
#: How blank a page may be that text has been moved to. A part of the page's height.
_FILLED = 0.12
#: A change: boxes and what they had before.
Change = Callable[[], list[tuple[Any, str, Any]]]


@dataclass(slots=True)
class Picture:
    """A picture in the tree, as large as it would be. Units: pixels."""

    box: Any
    width: float
    height: float

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


def find_hole(context: Any, page: Any, root_box: Any, resume: Any) -> Hole | None:
    """The blank before a figure that went to the next page; None where the page ends otherwise."""
    if not resume or context.broken_out_of_flow or context.reported_footnotes:
        return None
    container, first, rest = root_box, 0, resume
    while rest:
        ((index, rest),) = rest.items()
        if index >= len(container.children):
            return None
        if rest is None or container.children[index].element_tag == "figure":
            first, rest = index, None
        else:
            container = container.children[index]
    figure = first
    while figure < len(container.children) and container.children[figure].element_tag in _HEADINGS:
        figure += 1
    if figure >= len(container.children) or container.children[figure].element_tag != "figure":
        return None
    laid_out = [box for box in page.descendants() if isinstance(box, boxes.BlockBox)]
    block = next((box for box in reversed(laid_out) if box.element is container.element), None)
    if block is None:
        return None
    bottom = max((_bottom(box) for box in page.descendants()), default=page.content_box_y())
    return Hole(
        context=context,
        page_height=page.height,
        blank=context.page_bottom - bottom,
        container=container,
        first=first,
        figure=figure,
        block=block,
        on_page=_pictures_before(container, first, page),
    )


def ways_to_fill(hole: Hole) -> Iterator[Change]:
    """Changes that may fill the blank, the best first."""
    need, pictures = _measure_figure(hole)
    if not any(picture.height for picture in pictures):
        return
    room = hole.blank - sum(_need(hole, index) for index in range(hole.first, hole.figure))
    together = [*hole.on_page, *pictures]
    choices = [(group, _saving(group, need - room)) for group in (pictures, together)]
    for group, saving in choices:
        if saving is not None and saving < _SLIGHTLY:
            yield partial(_shrink, group, saving)
    place, is_full = _place_after_text(hole, room)
    announces = hole.first > 0 and _announces(hole.container.children[hole.first - 1])
    if is_full and not announces:
        yield partial(_move, hole, place)
    for group, saving in choices:
        if saving is not None and saving >= _SLIGHTLY:
            yield partial(_shrink, group, saving)
    if place > hole.figure + 1:
        yield partial(_move, hole, place)


def undo(done: Sequence[tuple[Any, str, Any]]) -> None:
    """Put boxes back as they were."""
    for box, name, value in reversed(done):
        setattr(box, name, value)


def _bottom(box: Any) -> float:
    is_content = isinstance(box, boxes.LineBox | boxes.ReplacedBox)
    return float(box.position_y + box.height) if is_content else 0.0


def _pictures_before(container: Any, first: int, page: Any) -> list[Picture]:
    """The pictures of the figures that stand on the page."""
    laid_out = {box.element: box for box in page.descendants() if isinstance(box, boxes.ReplacedBox)}
    return [
        Picture(box, laid_out[box.element].width, laid_out[box.element].height)
        for child in container.children[:first]
        if child.element_tag == "figure"
        for box in child.descendants()
        if isinstance(box, boxes.ReplacedBox) and box.element in laid_out
    ]


def _lay_out(hole: Hole, box: Any) -> Any:
    """Lay out a block by itself, to see how high it is."""
    hole.context.create_block_formatting_context()
    box.position_x, box.position_y = hole.block.content_box_x(), 0
    laid_out = block_level_layout(hole.context, box, -inf, None, hole.block, True, [], [], [])[0]
    hole.context.finish_block_formatting_context()
    return laid_out


def _need(hole: Hole, index: int) -> float:
    laid_out = _lay_out(hole, hole.container.children[index])
    return float(laid_out.margin_top + laid_out.border_height())


def _measure_figure(hole: Hole) -> tuple[float, list[Picture]]:
    """How much room the figure takes, and its pictures."""
    figure = hole.container.children[hole.figure]
    laid_out = _lay_out(hole, figure)
    sizes = {box.element: box for box in laid_out.descendants() if isinstance(box, boxes.ReplacedBox)}
    pictures = [
        Picture(box, sizes[box.element].width, sizes[box.element].height)
        for box in figure.descendants()
        if isinstance(box, boxes.ReplacedBox) and box.element in sizes
    ]
    return float(laid_out.margin_top + laid_out.border_height()), pictures


def _saving(pictures: Sequence[Picture], missing: float) -> float | None:
    """What part of their leeway pictures must give for `missing` pixels, or None where it is not enough."""
    leeway = sum(picture.height * (1 - picture.least) for picture in pictures)
    return missing / leeway if missing <= leeway else None


def _place_after_text(hole: Hole, room: float) -> tuple[int, bool]:
    """Up to which index text can flow up before the figure, in its section; whether that is enough."""
    children, index, place = hole.container.children, hole.figure + 1, hole.figure + 1
    while index < len(children) and children[index].element_tag in _TEXTS:
        room -= _need(hole, index)
        index += 1
        if not _announces(children[index - 1]):
            place = index
            if room < _FILLED * hole.page_height:
                return place, True
    return place, False


def _announces(block: Any) -> bool:
    """Whether a text ends in a colon: what follows belongs to it."""
    texts = [box.text for box in block.descendants() if isinstance(box, boxes.TextBox)]
    return bool(texts) and texts[-1].rstrip().endswith(":")


def _move(hole: Hole, place: int) -> list[tuple[Any, str, Any]]:
    """Put the figure after the text that ends before `place`."""
    before = hole.container.children
    children = list(before)
    children.insert(place - 1, children.pop(hole.figure))
    hole.container.children = children
    return [(hole.container, "children", before)]


def _shrink(pictures: Sequence[Picture], saving: float) -> list[tuple[Any, str, Any]]:
    """Make pictures smaller by a part of their leeway, and a hair more, for rounding."""
    done = []
    for picture in pictures:
        size = 1 - (1 - picture.least) * saving - _HAIR
        done.append((picture.box, "style", picture.box.style))
        style = picture.box.style.copy()
        style["width"] = Dimension(picture.width * size, "px")
        style["height"] = Dimension(picture.height * size, "px")
        style["max_width"] = style["max_height"] = Dimension(inf, "px")
        picture.box.style = style
    return done
