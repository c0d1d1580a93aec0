"""What is left of a line when all is set goes to its spaces, so that the line ends where it should.

A part of a line that Pango has shaped anew loses the kerning beside spaces that are stretched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline


def even_out(box: Any, correction: float) -> None:
    """Make each space of a line wider by `correction`. Units: pixels."""
    shift = 0.0
    for leaf in _leaves(box):
        leaf.translate(shift, 0)
        if isinstance(leaf, boxes.TextBox):
            leaf.justification_spacing += correction
            leaf.pango_layout.justification_spacing = leaf.justification_spacing
            change = correction * inline.count_expandable_spaces(leaf)
            leaf.width += change
            shift += change
    _move_inlines(box)


def _leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child)
        else:
            yield child


def _move_inlines(box: Any) -> None:
    """Put inline boxes around their parts again."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox) and child.children:
            _move_inlines(child)
            left = child.margin_left + child.border_left_width + child.padding_left
            child.position_x = child.children[0].position_x - left
            last = child.children[-1]
            child.width = last.position_x + last.margin_width() - child.content_box_x()
