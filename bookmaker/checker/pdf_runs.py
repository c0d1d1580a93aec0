"""The runs of text on a PDF's page, in the order of drawing, without page furniture.

In: a page's operators, as WeasyPrint writes them: text in hexadecimal, fonts with a table to Unicode. Out:
runs with their places. Artifacts (ISO 32000-1, 14.8.2.2: running heads, folios) are left out, and so is what
only print says of links, which the program marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf

from bookmaker.artwork import PRINT_ONLY
from bookmaker.checker.pdf_fonts import Font, read_font

_OPERATOR = re.compile(
    rb"\[(?P<array>[^\]]*)\]\s*TJ\b|<(?P<string>[0-9A-Fa-f]*)>\s*Tj\b"
    rb"|(?<![-.0-9])(?P<matrix>(?:-?[.0-9]+\s+){6})(?P<which>Tm|cm)\b"
    rb"|/(?P<font>\S+)\s+(?P<size>-?[.0-9]+)\s+Tf\b"
    rb"|/(?P<tag>[^\s<]+)\s*(?P<mark>(?:<<(?:[^<>]|<[^<>]*>)*>>\s*|/\S+\s+)?(?:BDC|BMC))\b"
    rb"|\b(?P<state>EMC|q|Q|BT)\b"
)
_STRING = re.compile(rb"<([0-9A-Fa-f]*)>")
# A tab is no glyph but a shift, of a third of the size at least.
_TAB = re.compile(rb"<>\s*-(?=[3-9]\d\d\b|\d{4})")
_ACTUAL_TEXT = re.compile(rb"/ActualText\s*(?:<([0-9A-Fa-f]*)>|\(((?:[^()\\]|\\.)*)\))")
_SHIFT = re.compile(rb">\s*(-?[.0-9]*[1-9][.0-9]*)")
_PRINT_ONLY = f"/{PRINT_ONLY} ".encode()
TAB = "\t"
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class _Mark:
    """A stretch of marked content. `text` stands in for what its glyphs say; later runs in it are empty."""

    is_left_out: bool
    text: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font on one line. Units: points in the page's own space. Order: as it is seen."""

    glyphs: tuple[str, ...]
    x_pt: float
    end_pt: float
    y_pt: float
    size_pt: float


def read_runs(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> Iterator[Run]:
    """Read a page. `fonts` are those read already, by object number, and takes in new ones."""
    yield from _Reader(_page_fonts(page, fonts)).read(_content(page))


def _content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def _page_fonts(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> Mapping[bytes, Font]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    named = {}
    for name, font in resources.items():
        key = font.objgen
        if key not in fonts or key == (0, 0):
            fonts[key] = read_font(font)
        named[name[1:].encode()] = fonts[key]
    return named


class _Reader:
    """Follows a page's graphics state as far as text needs it."""

    def __init__(self, fonts: Mapping[bytes, Font]):
        self._fonts = fonts
        self._font: Font | None = None
        self._size = 1.0
        self._page: _Matrix = _IDENTITY
        self._text: _Matrix = _IDENTITY
        self._saved: list[_Matrix] = []
        self._marks: list[_Mark] = []

    def read(self, content: bytes) -> Iterator[Run]:
        for match in _OPERATOR.finditer(content):
            kind = match.lastgroup
            if kind in ("array", "string"):
                if self._font is not None and not any(mark.is_left_out for mark in self._marks):
                    yield self._show(match[0], self._font)
            elif kind == "which":
                self._set_matrix(match)
            elif kind == "size":
                self._font, self._size = self._fonts.get(match["font"]), float(match["size"])
            elif kind == "mark":
                is_left_out = match["tag"] == b"Artifact" or _PRINT_ONLY in match["mark"]
                self._marks.append(_Mark(is_left_out, _actual_text(match["mark"])))
            else:
                self._change_state(match["state"])

    def _set_matrix(self, match: re.Match[bytes]) -> None:
        matrix: _Matrix = tuple(map(float, match["matrix"].split()))  # type: ignore[assignment]
        if match["which"] == b"Tm":
            self._text = matrix
        else:
            self._page = _multiply(matrix, self._page)

    def _change_state(self, operator: bytes) -> None:
        if operator == b"q":
            self._saved.append(self._page)
        elif operator == b"Q" and self._saved:
            self._page = self._saved.pop()
        elif operator == b"EMC" and self._marks:
            self._marks.pop()
        elif operator == b"BT":
            self._text = _IDENTITY

    def _show(self, operands: bytes, font: Font) -> Run:
        glyphs: list[str] = []
        for part in _TAB.split(operands):
            glyphs += [TAB] * bool(glyphs)
            glyphs += font.read(font.codes(b"".join(_STRING.findall(part))))
        codes = font.codes(b"".join(_STRING.findall(operands)))
        width = font.width(codes) - sum(map(float, _SHIFT.findall(operands)))
        length = width * self._size / 1000
        a, b, c, d, e, f = self._text
        g, h, i, j, k, m = self._page
        self._text = (a, b, c, d, e + length * a, f + length * b)
        x = e * g + f * i + k
        end = x + length * (a * g + b * i or a * h + b * j)
        for mark in self._marks:
            if mark.text is not None:
                glyphs, mark.text = [mark.text], ""
        return Run(tuple(glyphs), x, end, e * h + f * j + m, self._size * abs(d * j or c * h))


def _actual_text(properties: bytes) -> str | None:
    """Source: ISO 32000-1, 14.9.4: what a viewer finds in the place of the glyphs."""
    found = _ACTUAL_TEXT.search(properties)
    if found is None:
        return None
    if found[1] is not None:
        data = bytes.fromhex(found[1].decode())
    else:
        data = re.sub(rb"\\(.)", rb"\1", found[2], flags=re.DOTALL)
    is_utf16 = data.startswith(b"\xfe\xff")
    return data[2:].decode("utf-16-be", "replace") if is_utf16 else data.decode("latin-1")


def _multiply(left: _Matrix, right: _Matrix) -> _Matrix:
    """Source: ISO 32000-1, 8.3.4."""
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
