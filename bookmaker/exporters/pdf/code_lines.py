"""Long lines of code are broken where the page ends, with a mark that says so.

In: a chapter's markup and the page's size. Out: markup with `<span class="turn"></span>` at each break;
the style sheet makes the mark, the new row and its indent of it. Should a face be wider than reckoned, the
layout engine breaks the line once more, without a mark; nothing is ever cut off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape

from bookmaker.pagesizes import PageSize

#: Of the text's size, as print.css has it; letters of a fixed-width face are 0.6 of their own size.
_CODE_SIZE = 0.84
_LETTER = 0.6
#: Padding and border of a block, in letters.
_FRAME = 3.4
_NUMBERS = 6
_INDENTS = {"li": 3, "dd": 3, "blockquote": 3}
#: The mark at a row's end, and the indent of the row that goes on.
_MARK = 1
_HANG = 2
_TURN = '<span class="turn"></span>'
_TAG = re.compile(r"<(/?)(pre|li|dd|blockquote|table)\b([^>]*)>")
_PART = re.compile(r"<[^>]*>|&[^;]*;|.", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_GOOD_ENDS = frozenset(" ,;/")
_TAB = 4
# A row is not left emptier than this to break at a better place.
_LEAST_FILLED = 0.55


def code_columns(size: PageSize) -> int:
    """Letters of code that a line of the page holds."""
    letter_pt = size.text_pt * _CODE_SIZE * _LETTER
    return int(size.text_width_pt / letter_pt - _FRAME)


def break_long_lines(xhtml: str, columns: int) -> str:
    """Put a turn into every line of code that has more than so many columns, and spaces for tabs."""
    if "<pre" not in xhtml:
        return xhtml
    pieces: list[str] = []
    done = narrowing = tables = 0
    for tag in _TAG.finditer(xhtml):
        is_end, name = bool(tag[1]), tag[2]
        if name == "table":
            tables += -1 if is_end else 1
        elif name != "pre":
            narrowing += -_INDENTS[name] if is_end else _INDENTS[name]
        elif not is_end:
            end = xhtml.index("</pre>", tag.end())
            code = _expand_tabs(xhtml[tag.end() : end])
            numbers = _NUMBERS if "data-number=" in code else 0
            room = max(columns - narrowing - numbers, 16)
            pieces += [xhtml[done : tag.end()], code if tables else _break_lines(code, room)]
            done = end
    return "".join([*pieces, xhtml[done:]])


def _expand_tabs(code: str) -> str:
    """A PDF has no tabs: the words around one would be read and copied as one."""
    return "\n".join("".join(_expand(line)) if "\t" in line else line for line in code.split("\n"))


def _expand(line: str) -> Iterator[str]:
    column = 0
    for part in _PART.findall(line):
        width = 0 if part.startswith("<") else _TAB - column % _TAB if part == "\t" else _width(part)
        yield " " * width if part == "\t" else part
        column += width


def _break_lines(code: str, room: int) -> str:
    return "\n".join(
        "".join(_break_line(line, room)) if len(line) > room // 2 and _columns(line) > room else line
        for line in code.split("\n")
    )


def _columns(line: str) -> int:
    return sum(_width(part) for part in _PART.findall(_MARKUP.sub("", line)))


def _break_line(line: str, room: int) -> Iterator[str]:
    """The parts of a line, tags and letters, with turns between them."""
    parts = _PART.findall(line)
    widths = [0 if part.startswith("<") else _width(part) for part in parts]
    left = sum(widths)
    start = 0
    row = room
    while left > row:
        end = _row_end(parts, widths, start, row - _MARK)
        yield from parts[start:end]
        yield _TURN
        left -= sum(widths[start:end])
        start = end
        row = room - _HANG
    yield from parts[start:]


def _row_end(parts: list[str], widths: list[int], start: int, row: int) -> int:
    """Where a row ends: after a space or a comma if one is near, else where the room ends."""
    width, index, good = 0, start, 0
    while index < len(parts) and (width + widths[index] <= row or width == 0):
        width += widths[index]
        index += 1
        if unescape(parts[index - 1]) in _GOOD_ENDS and width >= row * _LEAST_FILLED:
            good = index
    return good or index


@cache
def _width(part: str) -> int:
    character = unescape(part)
    if unicodedata.combining(character[0]) or unicodedata.category(character[0]) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character[0]) in "WF" else 1
