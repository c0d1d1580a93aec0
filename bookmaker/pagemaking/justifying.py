"""Straight edges of lines that WeasyPrint fills: Arabic, Persian, Hebrew, and what else is not plain.

To spread a space WeasyPrint 70 has it shaped by itself, and adds what it spreads to the width that the text
had before. But by itself a space comes from the first font of the stack, and in a text from the font of its
letters: in Amiri it is half a point wider than in PT Serif, and a line of twelve words ends six points early.
And it indents first lines on the left, whichever way they run.

A line that only holes would fill ends where its words do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout, line_size

_own_justify_line, _own_text_align = inline.justify_line, inline.text_align
#: What a line may lack that nobody sees. Units: pixels.
_UNSEEN = 0.1
#: By how much more a space may become wider. Units: ems.
_HOLE_EM = 1.2


def install() -> None:
    """Justify lines here from now on, in this process."""
    inline.justify_line = justify_line
    inline.text_align = align_text


def align_text(context: Any, line: Any, available_width: float, last: bool) -> float:
    """How far a line has to move. Source: WeasyPrint 70, `layout.inline.text_align`, whose face this has."""
    last = last or vars(line).get("is_ragged", False)
    offset = float(_own_text_align(context, line, available_width, last))
    if line.style["direction"] == "rtl" and line.text_indent:
        for child in line.children:
            if child.is_in_normal_flow():
                child.translate(dx=-line.text_indent)
    return offset


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Fill a line. Source: WeasyPrint 70, `layout.inline.justify_line`, whose face this has."""
    count = inline.count_expandable_spaces(line)
    if not count:
        return
    if line.style["direction"] == "rtl":
        _forget_last_space(line)
    spacing = extra_width / count
    if makes_holes(spacing, line.style):
        return
    lost = {id(box): _lost_width(box, spacing) for box in _spaced_texts(line)}
    missing = sum(lost.values())
    if abs(missing) < _UNSEEN:
        _own_justify_line(context, line, extra_width)
    else:
        _spread(context, line, spacing + missing / count, lost, 0.0)


def makes_holes(spacing: float, style: Any) -> bool:
    """Whether a line looks worse filled than ragged. Units: pixels more for each space."""
    return bool(spacing > _HOLE_EM * style["font_size"])


def _forget_last_space(line: Any) -> None:
    """Undo a move to the left: it is for texts that are drawn with the space that was taken off their end."""
    children = [child for child in line.children if child.is_in_normal_flow()]
    last = children[-1]
    while isinstance(last, boxes.InlineBox) and last.children:
        last = last.children[-1]
    shift = line.position_x + line.text_indent - min(child.position_x for child in children)
    end = shift + max(child.position_x + child.margin_width() for child in children)
    # Sometimes the space still counts in the text's width: then all is as it should be.
    fits = end < line.position_x + line.width + _UNSEEN
    if shift > 0 and fits and isinstance(last, boxes.TextBox) and last.pango_layout.text != last.text:
        last.pango_layout = Layout(last.style)
        last.pango_layout.set_text(last.text)
        for child in children:
            child.translate(dx=shift, ignore_floats=True)


def _spaced_texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        if inline.count_expandable_spaces(box):
            yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _spaced_texts(child)


def _lost_width(box: Any, spacing: float) -> float:
    """By how much a text is narrower than it is taken to be when its spaces are spread."""
    layout = Layout(box.style, spacing)
    layout.set_text(box.text, justify=True)
    width, _ = line_size(layout.get_first_line()[0], box.style)
    return float(box.width + spacing * inline.count_expandable_spaces(box) - width)


def _spread(context: Any, box: Any, spacing: float, lost: dict[int, float], advance: float) -> float:
    """Spread spaces, and move what stands to their right. Returns how far the next box has to move."""
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        after = inline.add_word_spacing(context, box, spacing, advance)
        if id(box) in lost:
            box.width -= lost[id(box)]
        return float(after - lost.get(id(box), 0.0))
    box.position_x += advance
    before = advance
    for child in box.children if box.style["direction"] == "ltr" else reversed(box.children):
        if child.is_in_normal_flow():
            advance = _spread(context, child, spacing, lost, advance)
    box.width += advance - before
    return advance
