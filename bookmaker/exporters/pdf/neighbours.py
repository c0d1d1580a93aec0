"""Tall pictures that follow each other, such as a telephone's screenshots, stand side by side.

In: a chapter's markup, in which every picture says its size in pixels. Out: markup in which such figures, in
their order and with their captions, are in a row (`div.neighbours`), all of one height. Only where each is
hardly smaller than it would be alone: alone, a tall picture is as large as the page's height lets it be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from bookmaker.exporters.pdf.page import picture_height_mm
from bookmaker.pagesizes import PageSize

#: Height for width, from which a picture is tall; and how small it may become, as a part of its size alone.
_TALL, _LEAST = 1.25, 0.72
_GAP_MM = 4.0
#: Pictures of few pixels are set so that these are not seen.
_DOTS_PER_MM = 150 / 25.4
_FIGURE = re.compile(r'<figure(?: class="tall")?(?: id="[^"]*")?>(?:(?!</?figure\b).)*</figure>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_SIZE = re.compile(r'\b(width|height)="(\d+)"')


@dataclass(frozen=True, slots=True)
class _Tall:
    """A tall picture's figure, with its width for height, and how high it would be alone."""

    start: int
    end: int
    ratio: float
    height_mm: float


def set_side_by_side(xhtml: str, size: PageSize) -> str:
    """Put tall pictures that follow each other in rows."""
    column_mm = size.text_width_mm
    pieces: list[str] = []
    done = 0
    for run in _runs(xhtml, column_mm, picture_height_mm(size)):
        for row in _rows(run, column_mm):
            height_mm = _height_mm(row, column_mm)
            pieces += [xhtml[done : row[0].start], '<div class="neighbours">']
            for figure in row:
                style = f'style="width: {100 * height_mm * figure.ratio / column_mm:.2f}%"'
                markup = xhtml[figure.start : figure.end]
                pieces.append(markup.replace("<figure", f"<figure {style}", 1))
            pieces.append("</div>")
            done = row[-1].end
    return "".join([*pieces, xhtml[done:]])


def _runs(xhtml: str, column_mm: float, most_mm: float) -> Iterator[list[_Tall]]:
    """Tall pictures between which nothing stands, two or more."""
    run: list[_Tall] = []
    for found in _FIGURE.finditer(xhtml):
        if run and xhtml[run[-1].end : found.start()].strip():
            if len(run) > 1:
                yield run
            run = []
        tall = _read(found, column_mm, most_mm)
        if tall:
            run.append(tall)
        # What is not tall stands between the others.
    if len(run) > 1:
        yield run


def _read(found: re.Match[str], column_mm: float, most_mm: float) -> _Tall | None:
    images = _IMAGE.findall(found[0])
    sizes = dict(_SIZE.findall(images[0])) if len(images) == 1 else {}
    width, height = int(sizes.get("width", 0)), int(sizes.get("height", 0))
    if not width or height < _TALL * width:
        return None
    ratio = width / height
    return _Tall(found.start(), found.end(), ratio, min(most_mm, column_mm / ratio, height / _DOTS_PER_MM))


def _rows(run: Sequence[_Tall], column_mm: float) -> Iterator[Sequence[_Tall]]:
    """The fewest rows of pictures that are not too small, about equally long. None for what stands alone."""
    while len(run) > 1:
        longest = next((n for n in range(len(run), 1, -1) if _is_legible(run[:n], column_mm)), 1)
        count = ceil(len(run) / ceil(len(run) / longest))
        if count > 1 and _is_legible(run[:count], column_mm):
            yield run[:count]
        else:
            count = 1
        run = run[count:]


def _height_mm(row: Sequence[_Tall], column_mm: float) -> float:
    """How high the pictures of a row are: together as wide as the column, and none larger than alone."""
    room_mm = column_mm - _GAP_MM * (len(row) - 1)
    return min(room_mm / sum(figure.ratio for figure in row), *(figure.height_mm for figure in row))


def _is_legible(row: Sequence[_Tall], column_mm: float) -> bool:
    return _height_mm(row, column_mm) >= _LEAST * max(figure.height_mm for figure in row)
