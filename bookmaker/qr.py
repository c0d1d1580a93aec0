"""QR codes for print: an address in, a drawing and the `img` that shows it out. The home of segno.

Whoever makes a section's markup puts `qr_image(address)` into it; when the section is laid out, `draw_codes`
finds these images and draws them. Nothing else has to be passed on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import quote, unquote

import segno
from segno.encoder import DataOverflowError

from bookmaker.artwork import Artwork

_SCHEME = "qr:"
_IMAGE = re.compile(r'<img [^>]*?\bsrc="qr:([^"]*)"')
#: Dark and light squares around the code, which a camera needs. Source: ISO/IEC 18004, 5.3.8.
_QUIET_SQUARES = 4
#: The squares' part of the picture has at least this side, and a square at least that one.
_SMALLEST_MM, _SMALLEST_SQUARE_MM = 14, 0.4
#: Above this (an address of some 250 letters), a code would be larger than what it stands beside.
_MOST_SQUARES = 65


def qr_image(address: str) -> str:
    """The element that shows an address as a QR code, at its size; nothing where the address is too long.

    Its class is `qr`. Its alternative text says what it is: PDF/UA wants one of every picture.
    """
    squares = _squares(address) if address else 0
    if not squares:
        return ""
    width_mm = (squares + 2 * _QUIET_SQUARES) * max(_SMALLEST_MM / squares, _SMALLEST_SQUARE_MM)
    # Quoted, because WeasyPrint looks for pictures by addresses that it has quoted itself.
    source = _SCHEME + quote(address, safe="")
    return f'<img class="qr" src="{source}" alt="QR: {escape(address)}" style="width: {width_mm:.2f}mm"/>'


def draw_codes(xhtml: str) -> dict[str, Artwork]:
    """The drawings of all `qr_image`s in a section's markup, by the addresses of the pictures."""
    return {_SCHEME + quoted: draw_code(unquote(quoted)) for quoted in dict.fromkeys(_IMAGE.findall(xhtml))}


def draw_code(address: str) -> Artwork:
    """Draw a QR code of error level M with its quiet zone. Units: one to a square. Raises: ValueError."""
    rows = _rows(address)
    side = len(rows) + 2 * _QUIET_SQUARES
    # One path for all squares: between two paths that touch, viewers let a hair of paper shine through.
    runs = (
        f"{_QUIET_SQUARES + run.start()} {side - _QUIET_SQUARES - row - 1} {run.end() - run.start()} 1 re"
        for row, squares in enumerate(rows)
        for run in re.finditer(b"\x01+", squares)
    )
    paper = f"1 g 0 0 {side} {side} re f 0 g"
    return Artwork(operators="\n".join((paper, *runs, "f")).encode(), width=side, height=side)


def _squares(address: str) -> int:
    """Squares on a side, or 0 where the code would be too large."""
    try:
        count = len(_rows(address))
    except DataOverflowError:
        return 0
    return count if count <= _MOST_SQUARES else 0


@lru_cache(maxsize=1024)
def _rows(address: str) -> tuple[bytes, ...]:
    """The code's squares from the top, 1 for a dark one."""
    return tuple(bytes(row) for row in segno.make(address, error="m", micro=False, boost_error=False).matrix)
