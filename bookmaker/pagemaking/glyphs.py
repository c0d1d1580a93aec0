"""Glyphs of text, asked of Pango once: their widths choose the lines of a paragraph, which are cut from them.

A text in one font whose glyphs all stand on the line can be cut between any two of its letters. Pango would
shape each line anew to set it, and again to draw it, space by space where it is justified.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.line_break import create_layout, line_size

ffi.cdef("gpointer g_object_ref (gpointer object);")
# Source: pango-glyph.h: glyph, width, both offsets, and a field of bits.
_GLYPH_BYTES = ffi.sizeof("PangoGlyphInfo")
FIELDS = _GLYPH_BYTES // 4
WIDTH, SHIFT, RISE = 1, 2, 3
#: Glyphs from here on are none.
EMPTY = pango.PANGO_GLYPH_EMPTY

#: A glyph, its width, and how far it is shifted. Units: Pango's.
Glyph = tuple[int, int, int]
#: A font, what Pango says of its glyphs, and the byte of the text that each stands for.
_Run = tuple[Any, list[int], list[int]]
# Few glyphs differ: a long text has each of them once.
_known: dict[Glyph, Glyph] = {}
_fonts: dict[int, Any] = {}


@dataclass(frozen=True, slots=True)
class Outline:
    """Glyphs of one font, in order. `starts` has the first glyph of each character, or -1 within a ligature;
    and the number of all glyphs.

    Units: height and baseline are pixels.
    """

    font: Any
    glyphs: Sequence[Glyph]
    starts: Sequence[int]
    height: float
    baseline: float
    decorations: tuple[float | None, ...]
    """Places of lines under and through the text, in the order of `DECORATIONS`."""


#: What WeasyPrint's `Layout` knows of decorations.
DECORATIONS = (
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text, how far each of its characters moves the pen, and its glyphs where they can be cut.

    Units: pixels.
    """

    text: str
    advances: Sequence[float]
    outline: Outline | None = None


def shape(text: str, style: Any, context: Any) -> Shaped:
    """Ask Pango for a text on one long line: what kerning across a line's end would change, nobody sees."""
    if text == "\n":
        return Shaped(text, (0.0,))
    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    places = _bytes_of(text)
    by_byte = [0] * (places[-1] + 1)
    runs = list(_runs(line))
    for _, fields, clusters in runs:
        for cluster, width in zip(clusters, fields[WIDTH::FIELDS], strict=True):
            by_byte[cluster] += width
    outline = _outline(runs, places, line, layout) if _is_plain(runs, style) else None
    layout.deactivate()
    return Shaped(text, [by_byte[place] * FROM_UNITS for place in places[:-1]], outline)


def shape_hyphen(style: Any) -> Shaped:
    """What a style puts at the end of a parted word, asked for once."""
    kept = style.__dict__.get("hyphen")
    if kept is None:
        kept = style.__dict__["hyphen"] = shape(style["hyphenate_character"], style, None)
    return kept  # type: ignore[no-any-return]


def _runs(line: Any) -> Iterator[_Run]:
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        start, clusters = item.item.offset, ffi.unpack(item.glyphs.log_clusters, item.glyphs.num_glyphs)
        places = [start + cluster for cluster in clusters]
        yield item.item.analysis.font, read_fields(item.glyphs), places


def read_fields(glyphs: Any) -> list[int]:
    """What Pango says of some glyphs, `FIELDS` numbers each."""
    size_bytes = glyphs.num_glyphs * _GLYPH_BYTES
    return memoryview(ffi.buffer(glyphs.glyphs, size_bytes)).cast("B").cast("i").tolist()


def _bytes_of(text: str) -> Sequence[int]:
    """Where each character begins in UTF-8, and where the last ends."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate((len(char.encode()) for char in text), initial=0))


def _is_plain(runs: Sequence[_Run], style: Any) -> bool:
    """Whether all glyphs are of one font, from left to right, on the line, and as far apart as it says."""
    if not runs or style["letter_spacing"] != "normal" or style["word_spacing"]:
        return False
    font = runs[0][0]
    return all(
        run_font == font
        and not any(fields[RISE::FIELDS])
        and max(fields[::FIELDS]) < EMPTY
        and all(low <= high for low, high in pairwise(clusters))
        for run_font, fields, clusters in runs
    )


def _outline(runs: Sequence[_Run], places: Sequence[int], line: Any, layout: Any) -> Outline:
    glyphs: list[Glyph] = []
    first_of_byte: dict[int, int] = {}
    for _, fields, clusters in runs:
        measured = zip(fields[::FIELDS], fields[WIDTH::FIELDS], fields[SHIFT::FIELDS], strict=True)
        for cluster, glyph in zip(clusters, measured, strict=True):
            first_of_byte.setdefault(cluster, len(glyphs))
            glyphs.append(_known.setdefault(glyph, glyph))
    _, height = line_size(line, layout.style)
    return Outline(
        font=keep_font(runs[0][0]),
        glyphs=glyphs,
        starts=[*(first_of_byte.get(place, -1) for place in places[:-1]), len(glyphs)],
        height=height,
        baseline=pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS,
        decorations=tuple(getattr(layout, name, None) for name in DECORATIONS),
    )


def keep_font(font: Any) -> Any:
    """A Pango font that lives on when its text's layout does not, so that no other takes its address."""
    address = int(ffi.cast("uintptr_t", font))
    if address not in _fonts:
        gobject.g_object_ref(font)
        _fonts[address] = font
    return _fonts[address]
