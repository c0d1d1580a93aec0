"""Ways to fill a page that would end blank before a picture: another size for pictures, or another place.

The changes are made in the tree of boxes, and can be undone. None takes a picture out of its section, or past
another; text that ends in a colon and the picture that it announces stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from bookmaker.pagemaking.pictures import Hole, Picture

_TEXTS = frozenset({"p", "ul", "ol", "dl", "blockquote"})
#: What part of their leeway pictures give before text is moved instead.
_SLIGHTLY, _HAIR = 0.4, 0.001
#: How blank a page may be that text has been moved to. A part of the page's height.
_FILLED = 0.12
#: A change: boxes and what they had before.
Change = Callable[[], list[tuple[Any, str, Any]]]


def ways_to_fill(hole: Hole) -> Iterator[Change]:
    """Changes that may fill the blank, the best first."""
    need, pictures = hole.measure_figure()
    if not any(picture.height for picture in pictures):
        return
    room = hole.blank - sum(hole.need(index) for index in range(hole.first, hole.figure))
    together = [*hole.on_page, *pictures]
    choices = [(group, _saving(group, need - room)) for group in (pictures, together)]
    for group, saving in choices:
        if saving is not None and saving < _SLIGHTLY:
            yield partial(_shrink, group, saving)
    place, is_full = _place_after_text(hole, room)
    announces = hole.first > 0 and _announces(hole.container.children[hole.first - 1])
    if is_full and not announces:
        yield partial(_move, hole, place - 1)
    for group, saving in choices:
        if saving is not None and saving >= _SLIGHTLY:
            yield partial(_shrink, group, saving)
    if hole.first == hole.figure and not announces:
        yield from _ways_before_text(hole, need, pictures)
    if place > hole.figure + 1:
        yield partial(_move, hole, place - 1)


def undo(done: Sequence[tuple[Any, str, Any]]) -> None:
    """Put boxes back as they were."""
    for box, name, value in reversed(done):
        setattr(box, name, value)


def _saving(pictures: Sequence[Picture], missing: float) -> float | None:
    """What part of their leeway pictures must give for `missing` pixels, or None where that does not help."""
    leeway = sum(picture.leeway for picture in pictures)
    return missing / leeway if 0 < missing <= leeway else None


def _place_after_text(hole: Hole, room: float) -> tuple[int, bool]:
    """Up to which index text can flow up before the figure, in its section; whether that is enough."""
    children, index, place = hole.container.children, hole.figure + 1, hole.figure + 1
    while index < len(children) and children[index].element_tag in _TEXTS:
        room -= hole.need(index)
        index += 1
        if not _announces(children[index - 1]):
            place = index
            if room < _FILLED * hole.page_height:
                return place, True
    return place, False


def _ways_before_text(hole: Hole, need: float, pictures: list[Picture]) -> Iterator[Change]:
    """Put the figure before text of its section that begins on the page, as little before as it can."""
    children, tops = hole.container.children, hole.tops()
    for index in range(hole.figure - 1, 0, -1):
        if index not in tops or children[index].element_tag not in _TEXTS:
            return
        if _announces(children[index - 1]):
            continue
        missing = need - (hole.context.page_bottom - tops[index])
        saving = 0.0 if missing <= 0 else _saving(pictures, missing)
        if saving is not None:
            yield partial(_move_and_shrink, hole, index, pictures, saving)
            return


def _announces(block: Any) -> bool:
    """Whether a text ends in a colon: what follows belongs to it."""
    texts = [box.text for box in block.descendants() if isinstance(box, boxes.TextBox)]
    return bool(texts) and texts[-1].rstrip().endswith(":")


def _move(hole: Hole, index: int) -> list[tuple[Any, str, Any]]:
    """Put the figure where it has this index among its neighbours."""
    before = hole.container.children
    children = list(before)
    children.insert(index, children.pop(hole.figure))
    hole.container.children = children
    return [(hole.container, "children", before)]


def _move_and_shrink(
    hole: Hole, index: int, pictures: Sequence[Picture], saving: float
) -> list[tuple[Any, str, Any]]:
    return [*_move(hole, index), *(_shrink(pictures, saving) if saving else ())]


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
