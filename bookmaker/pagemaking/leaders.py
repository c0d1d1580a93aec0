"""Leaders in one piece: the dots between an entry of a list and its page.

WeasyPrint 70 makes a box of each dot and draws it by itself: half of what a page of contents costs. And it
forgets the indent of a line, so that the numbers of entries with a hanging indent do not stand in a column.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline
from weasyprint.layout.leader import handle_leader, leader_index
from weasyprint.text.line_break import Layout, first_line_metrics


def install() -> None:
    """Set leaders here from now on, in this process."""
    inline.handle_leader = set_leader


def set_leader(context: Any, line: Any, containing_block: Any) -> None:
    """Fill a line's leader. Source: WeasyPrint 70, `layout.leader.handle_leader`, whose face this has."""
    path, leader = leader_index(line)
    is_plain = line.style["direction"] == "ltr" and not context.excluded_shapes
    if leader is None or not leader.children or not is_plain:
        handle_leader(context, line, containing_block)
        return
    last = [child for child in line.children if child.is_in_normal_flow()][-1]
    edge = containing_block.content_box_x() + containing_block.width
    extra = edge - last.position_x - last.margin_width()
    (dot,) = leader.children
    room = dot.width + extra
    leader.children = _repeat(dot, room, leader.position_x + room) if dot.width > 0 else ()
    line.width = containing_block.width
    _widen(line, path, extra)


def _repeat(dot: Any, room: float, end: float) -> tuple[Any, ...]:
    """As many dots as there is room for, to the right: those of all lines stand below one another."""
    count = int(room // dot.width)
    if count < 1:
        return ()
    text = dot.text * count
    layout = Layout(dot.style)
    layout.set_text(text)
    found, _ = layout.get_first_line()
    layout, _, _, width, *_ = first_line_metrics(found, text, layout, None, False, dot.style)
    whole = dot.copy_with_text(text)
    whole.pango_layout, whole.width = layout, width
    whole.position_x = end - width
    return (whole,)


def _widen(box: Any, path: Any, extra: float) -> None:
    """Widen the boxes that hold the leader, and move what follows it."""
    while path is not None:
        index, path = path
        for child in box.children[index + 1 :]:
            if child.is_in_normal_flow():
                child.translate(dx=extra)
        box = box.children[index]
        box.width += extra
