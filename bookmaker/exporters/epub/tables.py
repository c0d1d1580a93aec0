"""Wide tables on narrow screens: each row becomes a block, and each cell says what its column is called.

The style sheet does it; here the cells get what it needs. The table stays a table.
"""

from __future__ import annotations

import re
from html import escape, unescape

from bookmaker.exporters.epub.tags import Tag, iterate_tags

_WIDE = re.compile(r'<table\b[^<>]*\bclass="[^"]*\bchars-\d')
_TEXT = re.compile(r"<[^<>]*>")


def label_cells(xhtml: str) -> str:
    """Write the head of its column into each cell of the wide tables (`data-label`)."""
    if not _WIDE.search(xhtml):
        return xhtml
    pieces, done = [], 0
    column, row, opened, in_head, is_wide = 0, 0, 0, False, False
    heads: list[str] = []
    for tag in iterate_tags(xhtml):
        if tag.name == "table":
            is_wide = tag.kind == "start" and _WIDE.match(xhtml, tag.start) is not None
            heads, row = [], 0
        elif tag.name == "thead":
            in_head = tag.kind == "start"
        elif tag.name == "tr":
            column, row = 0, row + (tag.kind == "start")
        elif is_wide and tag.name in ("td", "th") and tag.kind == "start":
            opened = tag.end
            if not in_head and column < len(heads) and heads[column] and tag.name == "td":
                pieces += [xhtml[done : tag.end - 1], f' data-label="{escape(heads[column])}"']
                done = tag.end - 1
            column += _span(tag)
        elif is_wide and in_head and row == 1 and tag.name in ("td", "th") and tag.kind == "end":
            heads += [_words(xhtml[opened : tag.start])] * (column - len(heads))
    return "".join((*pieces, xhtml[done:]))


def _span(tag: Tag) -> int:
    value = tag.attributes.get("colspan", "1")
    return int(value) if value.isdigit() else 1


def _words(markup: str) -> str:
    return " ".join(unescape(_TEXT.sub("", markup)).split())
