"""A paragraph's boxes as one text with places, and the lines that were chosen for it.

In: a line box before layout, as WeasyPrint builds it. Out: its text, its widths, and where its lines end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.inline import atomic_box

from bookmaker.pagemaking.breaking import Point, choose_breaks
from bookmaker.pagemaking.glyphs import Shaped, shape, shape_hyphen
from bookmaker.pagemaking.measuring import break_opportunities, hyphenation_points

#: What counts as a space between words.
_SPACES = " \u00a0"
_OBJECT = "\ufffc"
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010"
# Scripts that run from right to left, or whose lines end between any two letters, or by a dictionary.
_OTHERS = re.compile(
    "[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u200e\u200f\u202a-\u202e"
    "\u2066-\u2069\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufb1d-\ufefc\uff00-\uffef\t\x0b\x0c]"
)
_SPACING = ("margin_left", "border_left_width", "padding_left"), (
    "padding_right", "border_right_width", "margin_right",
)  # fmt: skip


class NotPlainError(Exception):
    """A paragraph that is left to WeasyPrint."""


@dataclass(slots=True)
class Span:
    """Where a box's text stands in the paragraph's."""

    start: int
    end: int


@dataclass(slots=True)
class Paragraph:
    """A line box, measured. `xs` has a place for every character, and one for the end."""

    line: Any
    width: float
    indent: float
    text: str = ""
    spans: dict[int, Span] = field(default_factory=dict)
    shapes: dict[int, Shaped] = field(default_factory=dict)
    xs: list[float] = field(default_factory=list)
    leaves: list[Any] = field(default_factory=list)
    breaks: dict[int, tuple[Point, Point]] = field(default_factory=dict)
    """By the character with which a line starts: the point before it and the one at its end."""


def measure_paragraph(context: Any, line: Any, width: float, indent: float, block: Any) -> Paragraph:
    """Measure a line box and choose its lines. Raises: NotPlainError."""
    paragraph = Paragraph(line, width, indent)
    pieces: list[str] = []
    widths: list[float] = []
    _walk(context, line, block, paragraph, pieces, widths)
    paragraph.text = "".join(pieces)
    if not paragraph.text.strip() or _OTHERS.search(paragraph.text):
        raise NotPlainError
    paragraph.xs = list(accumulate(widths, initial=0.0))
    size = line.style["font_size"]
    start = _start(paragraph)
    chosen = choose_breaks(start, _points(paragraph), width, indent, size)
    if chosen is None:
        raise NotPlainError
    for before, after in pairwise((start, *chosen)):
        paragraph.breaks[before.start] = (before, after)
    return paragraph


def _start(paragraph: Paragraph) -> Point:
    """The place before the first line."""
    text = paragraph.text
    spaces = len(text) - len(text.lstrip(" "))
    x = paragraph.xs[spaces]
    return Point(end=0, start=spaces, end_x=x, start_x=x, end_spaces=spaces, start_spaces=spaces)


def _walk(
    context: Any, box: Any, block: Any, paragraph: Paragraph, pieces: list[str], widths: list[float]
) -> None:
    """Gather text and widths of all boxes in a box."""
    for child in box.children:
        start = len(widths)
        if not child.is_in_normal_flow() or child.style["position"] != "static" or child.footnote:
            raise NotPlainError
        if isinstance(child, boxes.TextBox):
            if not _is_plain(child):
                raise NotPlainError
            pieces.append(child.text)
            shaped = paragraph.shapes[id(child)] = shape(child.text, child.style, context)
            widths += shaped.advances
            paragraph.leaves.append(child)
        elif isinstance(child, boxes.InlineBox) and not child.is_leader:
            inline.resolve_percentages(child, block)
            left, right = (sum(_px(child, name) for name in names) for names in _SPACING)
            _walk(context, child, block, paragraph, pieces, widths)
            if len(widths) > start:
                widths[start] += left
                widths[-1] += right
            elif left or right:
                raise NotPlainError
        elif isinstance(child, boxes.ReplacedBox):
            inline.resolve_percentages(child, block)
            pieces.append(_OBJECT)
            widths.append(atomic_box(context, child, 0, None, block, [], []).margin_width())
            paragraph.leaves.append(child)
        else:
            raise NotPlainError
        paragraph.spans[id(child)] = Span(start, len(widths))


def _is_plain(box: Any) -> bool:
    """Whether a text is one line if it is broken nowhere, or a break by itself."""
    is_plain = box.style["white_space"] in ("normal", "pre-line", "nowrap")
    return is_plain and ("\n" not in box.text or box.text == "\n")


def _px(box: Any, name: str) -> float:
    value = getattr(box, name)
    return 0.0 if value == "auto" else float(value)


def _points(paragraph: Paragraph) -> list[Point]:
    """All places at which lines may end, in order. The last is the paragraph's end."""
    text, xs = paragraph.text, paragraph.xs
    # How many spaces and letters there are before each character.
    spaces = list(accumulate((char in _SPACES for char in text), initial=0))
    letters = list(accumulate(map(str.isalnum, text), initial=0))
    places = dict.fromkeys(_breaks(paragraph), False)
    for place in _hyphens(paragraph):
        places.setdefault(place, True)
    hyphen = sum(shape_hyphen(paragraph.line.style).advances) if any(places.values()) else 0.0
    found = []
    for place in sorted(places):
        end = place if text[place - 1] not in " \n" else len(text[:place].rstrip(" \n"))
        is_soft = places[place]
        found.append(
            Point(
                end=end,
                start=place,
                end_x=xs[end],
                start_x=xs[place],
                end_spaces=spaces[end],
                start_spaces=spaces[place],
                hyphen_width=hyphen if is_soft else 0.0,
                has_hyphen=is_soft or (end > 0 and text[end - 1] in _HYPHENS),
                is_forced=text[place - 1] == "\n",
                letters=letters[end],
            )
        )
    return found


def _breaks(paragraph: Paragraph) -> Iterator[int]:
    """Places between words, and the end. None lies in a box whose style forbids them."""
    text = paragraph.text
    kept = [paragraph.spans[id(leaf)] for leaf in paragraph.leaves if leaf.style["white_space"] == "nowrap"]
    for place in break_opportunities(text, paragraph.line.style["lang"]):
        if not any(span.start < place < span.end for span in kept):
            yield place
    yield len(text)


def _hyphens(paragraph: Paragraph) -> Iterator[int]:
    """Places within words, by the patterns of each box's language, and after soft hyphens."""
    for leaf in paragraph.leaves:
        if isinstance(leaf, boxes.TextBox) and leaf.style["white_space"] == "normal":
            start = paragraph.spans[id(leaf)].start
            for place in hyphenation_points(leaf.text, leaf.style):
                yield start + place
    if _SOFT_HYPHEN in paragraph.text:
        yield from (found.end() for found in re.finditer(_SOFT_HYPHEN, paragraph.text))
