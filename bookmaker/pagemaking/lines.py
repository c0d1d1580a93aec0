"""Lines of justified paragraphs, set as `paragraph` has chosen them, not as WeasyPrint's first fit would.

WeasyPrint 70 fills each line with what fits and knows nothing of the next: spaces become wide, many lines in
a row end in hyphens, and a line can end early within a link. Where a paragraph is plain (text, inline boxes
and pictures in the line, from left to right, beside no float), its lines are set here; all others stay with
WeasyPrint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.inline import atomic_box
from weasyprint.text.line_break import Layout, first_line_metrics

from bookmaker.pagemaking.breaking import Point
from bookmaker.pagemaking.evening import even_out
from bookmaker.pagemaking.justifying import makes_holes
from bookmaker.pagemaking.paragraph import NotPlainError, Paragraph, measure_paragraph
from bookmaker.pagemaking.rows import SPACES, make_row

# Rounding must never leave WeasyPrint with something to justify. Units: pixels.
_HAIR = 1e-6
_SAME_WIDTH = 0.01
_NO_FLOATS = {"left": 0, "right": 0}
_first_fit = inline.split_inline_box
_plans: WeakKeyDictionary[Any, dict[int, tuple[Any, Paragraph | None]]] = WeakKeyDictionary()


def install() -> None:
    """Set lines here from now on, in this process."""
    inline.split_inline_box = split_inline_box


def split_inline_box(
    context: Any, box: Any, position_x: float, max_x: float, bottom_space: Any, skip_stack: Any, *rest: Any
) -> Any:
    """Set the next line. Source: WeasyPrint 70, `layout.inline.split_inline_box`, whose face this has."""
    block, *_, first_letter_style, first_line_style = rest
    if isinstance(box, boxes.LineBox) and not (first_letter_style or first_line_style):
        paragraph = _plan(context, box, position_x, max_x, block)
        chosen = paragraph.breaks.get(_character(paragraph, skip_stack)) if paragraph else None
        if paragraph and chosen:
            return _set(context, paragraph, chosen, position_x, max_x, block)
    return _first_fit(context, box, position_x, max_x, bottom_space, skip_stack, *rest)


def _plan(context: Any, box: Any, position_x: float, max_x: float, block: Any) -> Paragraph | None:
    """The lines chosen for a line box, or None where it is WeasyPrint's. Chosen once a box and width."""
    if context is None or any(_reaches_down_to(box, shape) for shape in context.excluded_shapes):
        return None
    style = box.style
    if style["text_align_all"] != "justify" or style["direction"] != "ltr" or style["font_size"] == 0:
        return None
    indent = box.text_indent
    plans = _plans.setdefault(context, {})
    known = plans.get(id(box))
    if known is not None and known[0] is box:
        paragraph = known[1]
        # A line that is not the first comes without the indent.
        if paragraph is None or abs(paragraph.width - (max_x - position_x + indent)) < _SAME_WIDTH:
            return paragraph
        if len(paragraph.breaks) == 0:
            return None
    try:
        paragraph = measure_paragraph(context, box, max_x - position_x + indent, indent, block)
    except NotPlainError:
        paragraph = None
    plans[id(box)] = (box, paragraph)
    return paragraph


def _reaches_down_to(box: Any, shape: Any) -> bool:
    """Whether a float stands beside a line."""
    return bool(shape.position_y + shape.margin_height() > box.position_y)


def _character(paragraph: Paragraph, skip_stack: Any) -> int:
    """The place in a paragraph's text that a resume point of WeasyPrint means."""
    box, start = paragraph.line, 0
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        if isinstance(box, boxes.TextBox):
            return start + len(box.text.encode()[:index].decode())
        if index >= len(box.children):
            return paragraph.spans[id(box)].end if box is not paragraph.line else len(paragraph.text)
        box = box.children[index]
        start = paragraph.spans[id(box)].start
    return start


@dataclass(slots=True)
class _Setter:
    """One line in the making."""

    context: Any
    paragraph: Paragraph
    before: Point
    after: Point
    block: Any
    stretch: float = 0.0

    @property
    def is_last(self) -> bool:
        return self.after.start >= len(self.paragraph.text)

    def children(self, box: Any, x: float) -> list[Any]:
        """The parts of a box's children that stand in this line, from `x` on."""
        found = []
        for child in box.children:
            span = self.paragraph.spans[id(child)]
            child.position_y = box.position_y
            part = self._part(child, span.start, span.end, x)
            if part is not None:
                found.append(part)
                x = part.position_x + part.margin_width()
        return found

    def _part(self, box: Any, start: int, end: int, x: float) -> Any:
        low, high = self.before.start, self.after.start
        is_inside = low <= start < high or (self.is_last and start == high)
        if isinstance(box, boxes.InlineBox):
            overlaps = start < high and end > low
            return self._inline(box, start, end, x) if overlaps or (start == end and is_inside) else None
        if isinstance(box, boxes.TextBox):
            return self._text(box, max(low, start) - start, min(self.after.end, end) - start, x)
        return self._atom(box, x) if is_inside and start < end else None

    def _inline(self, box: Any, start: int, end: int, x: float) -> Any:
        inline.resolve_percentages(box, self.block)
        box.margin_left = 0 if box.margin_left == "auto" else box.margin_left
        box.margin_right = 0 if box.margin_right == "auto" else box.margin_right
        is_start = start >= self.before.start
        is_end = end <= self.after.start and (end < self.after.start or self.is_last or end > start)
        left = box.margin_left + box.border_left_width + box.padding_left if is_start else 0
        part = box.copy_with_children(self.children(box, x + left))
        part.remove_decoration(start=not is_start, end=not is_end)
        part.position_x = x
        _finish(part)
        return part

    def _text(self, box: Any, low: int, high: int, x: float) -> Any:
        if high <= low:
            return None
        inline.resolve_percentages(box, self.block)
        span = self.paragraph.spans[id(box)]
        has_hyphen = self.after.hyphen_width and span.start < self.after.end <= span.end
        hyphen = box.style["hyphenate_character"] if has_hyphen else ""
        shaped = self.paragraph.shapes[id(box)]
        row = make_row(shaped, low, high, hyphen, box.style, self.stretch)
        if row is None:
            return self._shape_anew(box, box.text[low:high] + hyphen, x)
        outline, spaces = row.parts[0].outline, sum(row.text.count(space) for space in SPACES)
        return self._place(box, row, x, row.width + spaces * self.stretch, outline.height, outline.baseline)

    def _shape_anew(self, box: Any, text: str, x: float) -> Any:
        """A part of a text as Pango sets it."""
        layout = Layout(box.style, self.stretch)
        layout.set_text(text, justify=True)
        line, _ = layout.get_first_line()
        layout, _, _, width, height, baseline = first_line_metrics(line, text, layout, None, True, box.style)
        return self._place(box, layout, x, width, height, baseline)

    def _place(self, box: Any, layout: Any, x: float, width: float, height: float, baseline: float) -> Any:
        part = box.copy_with_text(layout.text)
        part.position_x, part.width, part.height = x, width, height
        part.pango_layout, part.justification_spacing = layout, self.stretch
        line_height, _ = inline.strut(box.style)
        part.margin_top = part.margin_bottom = (line_height - height) / 2
        part.baseline = baseline + part.margin_top
        return part

    def _atom(self, box: Any, x: float) -> Any:
        part = atomic_box(self.context, box, x, None, self.block, [], [])
        part.position_x = x
        return part


def _set(
    context: Any, paragraph: Paragraph, chosen: tuple[Point, Point], position_x: float, max_x: float,
    block: Any,
) -> Any:  # fmt: skip
    """Set a line and say where the next begins, in WeasyPrint's manner."""
    before, after = chosen
    line, room = paragraph.line, max_x - position_x
    setter = _Setter(context, paragraph, before, after, block)
    spaces = after.end_spaces - before.start_spaces
    natural = after.end_x + after.hyphen_width - before.start_x
    is_closing = after.is_forced or setter.is_last
    stretch = (room - natural) / spaces if spaces else 0.0
    is_ragged = makes_holes(stretch, line.style)
    is_stretched = spaces > 0 and (not is_closing or natural > room) and not is_ragged
    if is_stretched:
        setter.stretch = stretch
    new = line.copy_with_children(setter.children(line, position_x))
    if is_stretched:
        end = max((part.position_x + part.margin_width() for part in new.children), default=position_x)
        even_out(new, (position_x + room - end) / spaces)
    _finish(new)
    if is_stretched:
        new.width += _HAIR
    new.is_ragged = is_ragged
    resume = None if setter.is_last else _resume(paragraph, line, after.start)
    return new, resume, after.is_forced and not setter.is_last, "x", "x", dict(_NO_FLOATS)


def _finish(box: Any) -> None:
    """Give a box of parts its width and its place on the line. Source: WeasyPrint, `split_inline_box`."""
    box.width = 0
    if box.children:
        last = box.children[-1]
        box.width = last.position_x + last.margin_width() - box.content_box_x()
    inline._adjust_line_height(box)


def _resume(paragraph: Paragraph, box: Any, place: int) -> Any:
    """WeasyPrint's way of naming a place: indexes of boxes, then bytes of text."""
    start = 0
    for index, child in enumerate(box.children):
        span = paragraph.spans[id(child)]
        if span.end > place:
            if isinstance(child, boxes.TextBox):
                start = len(child.text[: place - span.start].encode())
                return {index: {start: None} if start else None}
            if isinstance(child, boxes.InlineBox) and (span.start < place or child.children):
                return {index: _resume(paragraph, child, place) if span.start < place else None}
            return {index: None}
    return None
