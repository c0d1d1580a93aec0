"""Measures of boxes: percentages, and margin boxes that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.layout.page import make_margin_boxes
from weasyprint.layout.percent import resolve_percentages

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


PATCHES = (
    Patch(resolve_percentages, _resolve_percentages),
    Patch(make_margin_boxes, _make_margin_boxes),
)
