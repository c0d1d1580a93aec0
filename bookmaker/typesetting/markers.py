"""Marks of list items are drawn where they are read.

WeasyPrint 70 places them absolutely, and so draws them after all else of the page: who copies a page got the
marks of all its lists at its end.
"""

from __future__ import annotations

from typing import Any


def draw_markers_in_order(box: Any) -> None:
    """Take the marks below a box into the flow. They have their places already and keep them."""
    children = getattr(box, "children", ())
    for index, child in enumerate(children):
        inner = getattr(child, "_box", child)
        if inner is not child and getattr(inner, "is_outside_marker", False):
            inner.style["position"] = "static"
            children = box.children = (*children[:index], inner, *children[index + 1 :])
        draw_markers_in_order(inner)
