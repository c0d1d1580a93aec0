"""Tables: what heads a column says so, and each table knows how much room its words need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class, remove_keeping_tail
from bookmaker.renderer.xhtml import Element, text_of

_BREAKS = re.compile(r"[\s\u200b\u2010-\u2015-]+")
_IDEOGRAPH = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_WIDE_LETTER = re.compile("[mwMWжмшщыюфЖМШЩЫЮФ@%—]")
# Longer words are hyphenated; what is no word, an address or a name in code, is broken where it must be.
_LONGEST_WORD = 10
_LONGEST_PLAIN_WORD = 20
#: What is no word stays whole up to the most characters of these that leave the table in `_COMFORTABLE`.
_LONGEST_UNBROKEN = (28, 20, 14)
_PUNCTUATION = ".,:;!?()\"'«»“”„"
#: Rows with more characters in a cell may be parted between pages; a line that ends early counts for so many.
_TALL, _LINE = 500, 25
_PADDING = 2
_PICTURE = 12
_STEP = 10
#: Up to this many characters every page has room, and most have.
_ROOMY, _COMFORTABLE = 40, 60
_MOST = 300


def set_tables(passage: Passage) -> None:
    """Give tables heads, scopes and their class of width."""
    for table in list(passage.root.iter("table")):
        _drop_empty_head(table)
        _lift_head(table)
        _set_scopes(table)
        _mark_tall_rows(table)
        _set_width(table)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, and none of the tables within it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _drop_empty_head(table: Element) -> None:
    """Authors write a head of empty cells where they want none: their dialect of Markdown asks for one."""
    head = table.find("thead")
    if head is None or next(_body_rows(table), None) is None:
        return
    if not text_of(head) and head.find(".//img") is None and head.find(".//*[@id]") is None:
        remove_keeping_tail(head)


def _body_rows(table: Element) -> Iterator[Element]:
    return (row for row in _rows(table) if row.getparent() is table or row.getparent().tag != "thead")  # type: ignore[union-attr]


def _lift_head(table: Element) -> None:
    """A first row of `th` alone is a head, which print repeats on each page."""
    rows = list(_rows(table))
    if table.find("thead") is not None or len(rows) < 2 or not len(rows[0]):
        return
    if any(cell.tag != "th" or cell.get("rowspan", "1") != "1" for cell in rows[0]):
        return
    body = rows[0].getparent()
    if all(cell.tag == "th" for cell in rows[1]) or body is None:
        return
    head = etree.Element("thead")
    (rows[0] if body is table else body).addprevious(head)
    head.append(rows[0])


def _set_scopes(table: Element) -> None:
    """Tell those who hear a table what each heading is of. Source: WCAG technique H63."""
    for row in _rows(table):
        is_head = row.getparent() is not None and row.getparent().tag == "thead"  # type: ignore[union-attr]
        for cell in row.iterchildren("th"):
            if "scope" not in cell.attrib:
                cell.set("scope", "col" if is_head else "row")


def _mark_tall_rows(table: Element) -> None:
    for row in _rows(table):
        if any(_room_for(cell) > _TALL for cell in row):
            add_class(row, "tall")


def _room_for(cell: Element) -> int:
    ends = sum(1 for _ in cell.iter("br", "p", "li"))
    return len("".join(cell.itertext())) + _LINE * ends


def _set_width(table: Element) -> None:
    """The class `chars-N`: N characters side by side, in steps, are the least in which the table fits."""
    tries = ((most, _table_width(table, most)) for most in _LONGEST_UNBROKEN)
    unbroken, width = next(
        (most, width) for most, width in tries if width <= _COMFORTABLE or most == min(_LONGEST_UNBROKEN)
    )
    if width > _ROOMY:
        add_class(table, f"chars-{min(_MOST, -(-width // _STEP) * _STEP)}")
    for row in _rows(table):
        for cell in row:
            _mark_breaks(cell, unbroken)


def _table_width(table: Element, unbroken: int) -> int:
    columns: dict[int, int] = {}
    for row in _rows(table):
        index = 0
        for cell in row:
            span = int(value) if (value := cell.get("colspan", "1")).isdigit() else 1
            if span == 1:
                columns[index] = max(columns.get(index, 0), _least_width(cell, unbroken))
            index += min(span, _MOST)
    return sum(columns.values()) + _PADDING * len(columns)


def _least_width(cell: Element, unbroken: int) -> int:
    """How many characters a cell needs side by side."""
    width = _PICTURE if cell.find(".//img") is not None else 1
    for word in _words(cell):
        most = (1 if _IDEOGRAPH.search(word) else _LONGEST_WORD) if _is_letters(word) else unbroken
        width = max(width, _width(word[:most]))
    return width


def _mark_breaks(cell: Element, unbroken: int) -> None:
    """Mark cells whose words are broken where they must."""
    for word in _words(cell):
        length = len(word) + len(_IDEOGRAPH.findall(word))
        if length > (_LONGEST_PLAIN_WORD if _is_letters(word) else unbroken):
            add_class(cell, "long" if _is_letters(word) else "unbroken")


def _words(cell: Element) -> list[str]:
    return _BREAKS.split("".join(cell.itertext()))


def _is_letters(word: str) -> bool:
    return word.strip(_PUNCTUATION).isalpha()


def _width(word: str) -> int:
    """How many characters of middling width a word is wide."""
    wide = len(_IDEOGRAPH.findall(word)) + 0.6 * len(_WIDE_LETTER.findall(word))
    return round(len(word) + wide + 0.4 * sum(letter.isupper() for letter in word))
