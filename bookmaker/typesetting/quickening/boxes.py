"""Measures of boxes: percentages, and margin boxes that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import make_margin_boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.preferred import inline_min_content_width

from bookmaker.typesetting.quickening.patch import Patch

_SIDES = ("top", "right", "bottom", "left")
_OF_WIDTH = (
    "margin_left",
    "margin_right",
    "padding_left",
    "padding_right",
    "width",
    "min_width",
    "max_width",
)
_OF_WIDTH_BUT_PAGES = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_OF_HEIGHT = ("min_height", "max_height")
_MEASURES = (*_OF_WIDTH, *_OF_WIDTH_BUT_PAGES, *_OF_HEIGHT, "height")
_RADII = tuple(f"border_{edge}_{side}_radius" for edge in ("top", "bottom") for side in ("left", "right"))
_NO_RADII = dict.fromkeys(_RADII, (0, 0))
_EMPTY = ("normal", "inhibit", "none")
_MARGIN_BOXES = (
    *(f"@{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")),
    *(f"@{edge}-{place}" for edge in ("left", "right") for place in ("top", "middle", "bottom")),
    *(f"@{edge}-{side}-corner" for edge in ("top", "bottom") for side in ("left", "right")),
)  # fmt: skip


def _fixed_measures(style: Any) -> dict[str, Any] | None:
    """The used values of a style that refers to no other box: lengths and `auto` only. Else None."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    used: dict[str, Any] = {}
    for name in _MEASURES:
        value = style[name]
        if value == "auto":
            used[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) != "px":
            return None
        else:
            used[name] = value.value
    for side in _SIDES:
        name = f"border_{side}_width"
        used[name] = style[name]
    return used


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    """Resolve a style's measures once where no percentage is among them. A tenth of the layout."""
    # Flex and grid layout change the styles of their items.
    if not (box.is_flex_item or box.is_grid_item):
        kept = box.style.__dict__
        if "fixed_measures" not in kept:
            kept["fixed_measures"] = _fixed_measures(box.style)
        fixed = kept["fixed_measures"]
        if fixed is not None:
            box.__dict__.update(fixed)
            return
    resolve_percentages(box, containing_block)


def _make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """Make no boxes for pages whose style has none: sixteen a page, laid out and thrown away."""
    styles = (context.style_for(page.page_type, name) for name in _MARGIN_BOXES)
    if any(style is not None and style["content"] not in _EMPTY for style in styles):
        yield from make_margin_boxes(context, page, state)


def _page_values(self: Any) -> tuple[Any, Any]:
    """The names of pages that a box begins and ends on, which its first and last children can tell."""
    return _page_value(self, 0, iter), _page_value(self, -1, reversed)


def _page_value(box: Any, side: int, order: Callable[[Any], Iterator[Any]]) -> Any:
    """What the innermost box at one side says. WeasyPrint takes both ways at each step down."""
    values = []
    while box is not None and getattr(type(box), "page_values", None) is _page_values:
        values.append(box.style["page"])
        box = next(filter(_is_parted, order(box.children)), None)
    if box is not None:
        values.append(box.page_values()[side])
    return next(filter(None, reversed(values)), values[0])


def _is_parted(box: Any) -> bool:
    return bool(box.is_in_normal_flow() or box.is_floated())


def _least_line_width(
    context: Any, box: Any, outer: bool = True, skip_stack: Any = None, first_line: bool = False,
    is_line_start: bool = False,
) -> Any:  # fmt: skip
    """How wide a line is at least is asked for every line of a page with a float, for its place beside it."""
    is_line = first_line and isinstance(box, boxes.LineBox)
    if is_line and all(
        shape.position_y + shape.margin_height() <= box.position_y for shape in context.excluded_shapes
    ):
        return 0
    return inline_min_content_width(context, box, outer, skip_stack, first_line, is_line_start)


def _layout_box_backgrounds(
    page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Most boxes have neither grounds nor round corners, which is seen once a style."""
    is_other = style is not None or box is page or isinstance(box, AbsolutePlaceholder)
    if is_other or not _is_bare(box.style):
        layout_box_backgrounds(page, box, get_image, layout_children, style)
        return
    box.__dict__.update(_NO_RADII)
    box.background = None
    if layout_children:
        for child in box.all_children():
            _layout_box_backgrounds(page, child, get_image)


def _is_bare(style: Any) -> bool:
    kept = style.__dict__.get("is_bare")
    if kept is None:
        kept = style.__dict__["is_bare"] = (
            all((0, "px") in style[name] for name in _RADII)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and get_color(style, "background_color").alpha == 0
            and not any(value for _, value in style["background_image"])
            and not style["box_shadow"]
        )
    return bool(kept)


PATCHES = (
    Patch(boxes.ParentBox.page_values, _page_values, boxes.ParentBox),
    Patch(inline_min_content_width, _least_line_width),
    Patch(layout_box_backgrounds, _layout_box_backgrounds),
    Patch(resolve_percentages, _resolve_percentages),
    Patch(make_margin_boxes, _make_margin_boxes),
)
