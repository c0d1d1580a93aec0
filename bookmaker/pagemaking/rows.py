"""Rows of glyphs: a line's part of a text, set and drawn from the glyphs that were measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout

from bookmaker.pagemaking.glyphs import DECORATIONS, Glyph, Outline, Shaped, shape_hyphen

_TO_UNITS = 1 / FROM_UNITS
# Source: WeasyPrint 70, draw/text.py, on the older Pango.
TELLS_SIZE = pango.pango_version() >= 14802
#: What is made wider in a justified line.
SPACES = " \u00a0"
_SPACE = re.compile(f"[{SPACES}]")
_whole_line = drawing.draw_first_line


class Pieces(dict[Glyph, str]):
    """How a glyph of some width and shift is written with a font at a size, and what is to be made up."""

    def __init__(self, font: Any, pango_font: Any, font_size: float, stream: Any):
        super().__init__()
        self._font, self._pango_font, self._size, self._stream = font, pango_font, font_size, stream

    def __missing__(self, key: Glyph) -> str:
        piece = self[key] = self.write(*key)
        return piece

    def write(self, glyph: int, width: float, shift: int) -> str:
        """One glyph. Units: Pango's."""
        font, size = self._font, self._size
        if glyph not in font.widths:
            box = self._stream.logical_rect
            pango.pango_font_get_glyph_extents(self._pango_font, glyph, self._stream.ink_rect, box)
            font.widths[glyph] = round(box.width * 1000 * FROM_UNITS / size)
        offset = shift / size
        kerning = int(font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size)
        # WeasyPrint writes adjustments of nothing too: half the length of a page.
        before = f">{-offset}<" if offset else ""
        return f"{before}{glyph:04x}>{kerning}<" if kerning else f"{before}{glyph:04x}"


def pieces_of(font: Any, pango_font: Any, size: float, stream: Any) -> Pieces:
    """The pieces of a font at a size."""
    sizes = font.__dict__.setdefault("pieces", {})
    if size not in sizes:
        sizes[size] = Pieces(font, pango_font, size, stream)
    return sizes[size]  # type: ignore[no-any-return]


def has_outlines(font: Any) -> bool:
    """Whether a font of WeasyPrint's is drawn as letters are, and not as pictures."""
    return not (font.bitmap or font.png or font.svg or font.colr) and type(font.to_unicode) is dict


def to_operand(pieces: str) -> str:
    """Pieces one after the other as what PDF shows."""
    return f"<{pieces}>" if not pieces.endswith("<") else f"<{pieces[:-1]}"


class Row(Layout):  # type: ignore[misc]
    """Glyphs where WeasyPrint keeps a Pango layout of a line; Pango is asked only by who asks for `layout`.

    `width` is without `justification_spacing`, by which each space is set wider. Units: pixels.
    """

    def __init__(self, parts: tuple[Part, ...], stretch: float):
        self.parts, self.justification_spacing = parts, stretch
        self.width = sum(part.width for part in parts)
        self.text = "".join(part.text for part in parts)
        self.max_width, self.first_line_direction = None, 0
        self.__dict__.update(zip(DECORATIONS, parts[0].outline.decorations, strict=True))

    def __getattr__(self, name: str) -> Any:
        if name not in ("layout", "language"):
            raise AttributeError(name)
        super().reactivate(self.style)
        return self.__dict__[name]

    def reactivate(self, style: Any) -> None:
        """Nothing, until somebody asks."""
        self.style = style

    def deactivate(self) -> None:
        """Let go of what was asked for."""
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)

    def draw(self, stream: Any, font_size: float, matrix: Any) -> bool:
        """Write the glyphs into a page; False where only WeasyPrint knows how."""
        if not self.text.strip():
            return True
        pango_font = self.parts[0].outline.font
        font, size = stream.add_font(pango_font)
        if not has_outlines(font):
            return False
        pieces = pieces_of(font, pango_font, size if TELLS_SIZE else font_size, stream)
        written = "".join([piece for part in self.parts for piece in self._write(part, pieces)])
        for part in self.parts:
            part.note_texts(font.to_unicode)
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(font.hash, size if TELLS_SIZE else font_size)
        stream.show_text(to_operand(written))
        return True

    def _write(self, part: Part, pieces: Pieces) -> list[str]:
        written = [pieces[glyph] for glyph in part.glyphs]
        if self.justification_spacing:
            wider = self.justification_spacing * _TO_UNITS
            for index in part.spaces():
                glyph, width, shift = part.glyphs[index]
                written[index] = pieces.write(glyph, width + wider, shift)
        return written


@dataclass(frozen=True, slots=True)
class Part:
    """Some characters of a text, and their glyphs."""

    outline: Outline
    text: str
    low: int
    glyphs: Sequence[Glyph]
    width: float

    def spaces(self) -> Iterator[int]:
        """The glyphs that are spaces."""
        starts = self.outline.starts
        first = starts[self.low]
        for space in _SPACE.finditer(self.text):
            yield starts[self.low + space.start()] - first

    def note_texts(self, texts: dict[int, str]) -> None:
        """Note what each glyph stands for, the first time that it is drawn: a letter, several, or nothing."""
        if texts.keys() >= {glyph for glyph, _, _ in self.glyphs}:
            return
        starts = self.outline.starts[self.low : self.low + len(self.text) + 1]
        cuts = [place for place, start in enumerate(starts) if start >= 0]
        for place, end in pairwise(cuts):
            first, last = starts[place] - starts[0], starts[end] - starts[0] - 1
            for index in range(first, last + 1):
                texts.setdefault(self.glyphs[index][0], self.text[place:end] if index == last else "")


def make_row(shaped: Shaped, low: int, high: int, hyphen: str, style: Any, stretch: float) -> Row | None:
    """Characters `low` to `high` of a text as a row; None where they cannot be cut out of it."""
    part = _cut(shaped, low, high)
    if part is None or not hyphen:
        return Row((part,), stretch) if part else None
    end = _cut(shape_hyphen(style), 0, len(hyphen))
    return Row((part, end), stretch) if end and end.outline.font == part.outline.font else None


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    """Draw a line. Source: WeasyPrint 70, `draw.text.draw_first_line`, whose face this has."""
    row, is_whole = textbox.pango_layout, text_overflow != "ellipsis" and block_ellipsis == "none"
    if is_whole and isinstance(row, Row) and row.draw(stream, textbox.style["font_size"], matrix):
        return []
    return _whole_line(stream, textbox, text_overflow, block_ellipsis, matrix)  # type: ignore[no-any-return]


def install() -> None:
    """Draw rows from now on, in this process."""
    drawing.draw_first_line = draw_first_line


def _cut(shaped: Shaped, low: int, high: int) -> Part | None:
    outline = shaped.outline
    if outline is None:
        return None
    first, last = outline.starts[low], outline.starts[high]
    if first < 0 or last < 0:
        return None
    width = sum(shaped.advances[low:high])
    return Part(outline, shaped.text[low:high], low, outline.glyphs[first:last], width)
