"""Tables that no type size makes fit the page become records: each row a block, each cell with its heading.

In: a chapter's markup, in which the renderer wrote how many characters a table needs side by side
(`chars-120`). Out: markup. Tables that can be shrunk to fit are left to the style sheet.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from bookmaker.pagesizes import PageSize

Element = etree._Element
#: Average width of a character in text of size 1.
_CHARACTER = 0.5
_SMALLEST_PT = 5.2
#: Of the text's size, as print.css has it for tables with room.
_TABLE_SIZE = 0.88
#: The classes that the renderer gives.
_STEPS = range(50, 310, 10)
_EPUB = "http://www.idpf.org/2007/ops"
_WIDE = re.compile(r'<table\b[^>]*\bclass="[^"]*\bchars-(\d+)')
_TAG = re.compile(r"<(/?)table\b[^>]*>")


def most_characters(size: PageSize) -> int:
    """How many characters the smallest type that can be read sets side by side on the page."""
    return int(size.text_width_pt / (_SMALLEST_PT * _CHARACTER))


def table_style(size: PageSize) -> str:
    """The rules that set each table in type small enough for the page."""
    rules = []
    for characters in _STEPS:
        type_pt = max(
            _SMALLEST_PT, min(size.text_pt * _TABLE_SIZE, size.text_width_pt / characters / _CHARACTER)
        )
        rules.append(f"table.chars-{characters} {{ font-size: {type_pt / size.text_pt:.3f}em }}")
    return "\n".join(rules)


def stack_wide_tables(xhtml: str, most: int) -> str:
    """Turn the tables that need more than `most` characters into records."""
    if all(int(found[1]) <= most for found in _WIDE.finditer(xhtml)):
        return xhtml
    pieces: list[str] = []
    done = depth = start = 0
    for tag in _TAG.finditer(xhtml):
        if not tag[1] and depth == 0:
            start = tag.start()
        depth += -1 if tag[1] else 1
        found = _WIDE.match(xhtml, start)
        if depth == 0 and found and int(found[1]) > most:
            pieces += [xhtml[done:start], _to_records(xhtml[start : tag.end()])]
            done = tag.end()
    return "".join([*pieces, xhtml[done:]])


def _to_records(markup: str) -> str:
    root = etree.fromstring(f'<div xmlns:epub="{_EPUB}" class="records">{markup}</div>')
    table = root[0]
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    heads = [row for row in rows if row.getparent() is not None and row.getparent().tag == "thead"]  # type: ignore[union-attr]
    body = [row for row in rows if row not in heads]
    # An anchor in a heading would be there once for each row.
    if not body or any(head.find(".//*[@id]") is not None for head in heads):
        return markup
    labels = _labels(heads)
    root.remove(table)
    caption = table.find("caption")
    if caption is not None:
        _move(caption, etree.SubElement(root, "p", {"class": "caption"}))
    for row in body:
        _add_record(root, row, labels)
    return re.sub(rf' xmlns:epub="{_EPUB}"', "", etree.tostring(root, encoding="unicode"))


def _labels(heads: list[Element]) -> dict[int, str]:
    """What heads each column; of several rows of headings, all that stand above it."""
    labels: dict[int, str] = {}
    for head in heads:
        index = 0
        for cell in head:
            text = " ".join("".join(cell.itertext()).split())
            for column in range(index, index + _span(cell)):
                if text:
                    labels[column] = f"{labels[column]}, {text}" if column in labels else text
            index += _span(cell)
    return labels


def _add_record(root: Element, row: Element, labels: dict[int, str]) -> None:
    record = etree.SubElement(root, "div", {"class": "record"})
    if row.get("id"):
        record.set("id", row.get("id", ""))
    index = 0
    for cell in row:
        field = etree.SubElement(record, "div", {"class": "field"})
        _move(cell, field)
        if labels.get(index) and ("".join(field.itertext()).strip() or len(field)):
            label = etree.Element("span", {"class": "label"})
            label.text = f"{labels[index]}: "
            label.tail, field.text = field.text, None
            field.insert(0, label)
        index += _span(cell)


def _move(source: Element, target: Element) -> None:
    target.text = source.text
    target.extend(deepcopy(child) for child in source)
    for name in ("id", "lang", "dir"):
        if name in source.attrib:
            target.set(name, source.get(name, ""))
    if source.tag == "th":
        target.set("class", "field head")


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors("table"), None)


def _span(cell: Element) -> int:
    value = cell.get("colspan", "1")
    return int(value) if value.isdigit() else 1
