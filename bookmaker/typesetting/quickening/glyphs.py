"""Glyphs on their way into a page: read in one piece, written from what was written before."""

from __future__ import annotations

from typing import Any

from weasyprint.draw.text import draw_first_line
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import get_pango_font_key

from bookmaker.pagemaking.glyphs import EMPTY, FIELDS, RISE, SHIFT, WIDTH, keep_font, read_fields
from bookmaker.pagemaking.rows import TELLS_SIZE, Row, has_outlines, pieces_of, to_operand
from bookmaker.typesetting.quickening.patch import Patch

_own_add_font = Stream.add_font
_font_keys: dict[int, tuple[Any, Any, float]] = {}


def _add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    """Ask Pango once what a font is."""
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in _font_keys:
        keep_font(pango_font)
        _font_keys[address] = get_pango_font_key(pango_font)
    key, _, font_size = _font_keys[address]
    if key not in self._fonts:
        return _own_add_font(self, pango_font)  # type: ignore[no-any-return]
    return self._fonts[key], font_size


def _draw_first_line(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Draw a line of plain glyphs; what is out of the ordinary is left to WeasyPrint."""
    pieces = None
    if not isinstance(box.pango_layout, Row) and text_overflow != "ellipsis" and block_ellipsis == "none":
        pieces = _write_runs(stream, box)
    if pieces is None:
        return draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)
    if pieces:
        stream.set_text_matrix(*matrix.values)
    for font_name, font_size, string in pieces:
        stream.set_font_size(font_name, font_size)
        stream.show_text(string)
    return []


def _write_runs(stream: Any, box: Any) -> list[tuple[str, float, str]] | None:
    """Font, size and operand of each stretch of a line; None where a glyph is not plain."""
    if not box.text.strip() or box.style["font_size"] < 1e-6:
        return []
    layout = box.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    stretches: list[tuple[Any, float, list[str]]] = []
    previous = font = pieces = None
    run = first_line.runs[0]
    # Pango ends a run where the spacing changes: at each space of a justified line.
    while run != ffi.NULL:
        item = run.data
        run = run.next
        pango_font = item.item.analysis.font
        if pango_font != previous:
            previous = pango_font
            font, size = stream.add_font(pango_font)
            if not has_outlines(font):
                return None
            size = size if TELLS_SIZE else box.style["font_size"]
            pieces = pieces_of(font, pango_font, size, stream)
            stretches.append((font.hash, size, []))
        string = _write_run(item, layout, font, pieces)
        if string is None:
            return None
        stretches[-1][2].append(string)
    return [(name, size, "".join(strings)) for name, size, strings in stretches]


def _write_run(item: Any, layout: Any, font: Any, pieces: Any) -> str | None:
    fields = read_fields(item.glyphs)
    glyphs = fields[::FIELDS]
    if any(fields[RISE::FIELDS]) or max(glyphs) >= EMPTY:
        return None
    if not font.to_unicode.keys() >= set(glyphs):
        _note_texts(glyphs, item, layout.text.encode(), font)
    measured = zip(glyphs, fields[WIDTH::FIELDS], fields[SHIFT::FIELDS], strict=True)
    return to_operand("".join([pieces[glyph] for glyph in measured]))


def _note_texts(glyphs: list[int], item: Any, text: bytes, font: Any) -> None:
    """Note what each glyph stands for, the first time that it is drawn."""
    starts = item.glyphs.log_clusters
    offset, length = item.item.offset, item.item.length
    is_rtl = item.item.analysis.level % 2
    last = len(glyphs) - 1
    for index, glyph in enumerate(glyphs):
        if glyph in font.to_unicode:
            continue
        if is_rtl:
            end = length if index == 0 else starts[index - 1]
        else:
            end = length if index == last else starts[index + 1]
        font.to_unicode[glyph] = text[offset + starts[index] : offset + end].decode()


PATCHES = (
    Patch(_own_add_font, _add_font, Stream),
    Patch(draw_first_line, _draw_first_line),
)
