"""References to pages: where a page of the book's own says `book:ANCHOR`, a printed book says the number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from bookmaker.themes import Theme
from bookmaker.wording import number_in_digits

_PAGE = re.compile(r'(<a class="page" href="book:([^"]*)">).*?</a>', re.DOTALL)
_LEADER = re.compile(r'(<a class="leader" href="book:([^"]*)")>([^<]*)</a>')
#: A longer word may be wider than the column.
_LONGEST_HELD = 20


def refers_to_pages(xhtml: str) -> bool:
    """Whether the markup waits for numbers of pages."""
    return bool(_PAGE.search(xhtml) or _LEADER.search(xhtml))


def set_page_numbers(xhtml: str, numbers: Mapping[str, int], language: str) -> str:
    """Write the numbers of pages, by anchor, where the markup refers to them."""

    def write(found: re.Match[str]) -> str:
        return f"{found[1]}{number_in_digits(numbers[unescape(found[2])], language)}</a>"

    def lead(found: re.Match[str]) -> str:
        number = number_in_digits(numbers[unescape(found[2])], language)
        return f"{found[1]}>{hold_last_word(found[3], number)}</a>"

    return _LEADER.sub(lead, _PAGE.sub(write, xhtml))


def hold_last_word(text: str, number: str = "") -> str:
    """A title as XHTML whose last word stays with its leader and number: no line begins with dots."""
    start, space, last = text.rpartition(" ")
    if len(last) > _LONGEST_HELD:
        start, space, last = text, "", ""
    return f'{start}{space}<span class="held" data-page="{number}">{last}</span>'


def colour_charts(xhtml: str, theme: Theme) -> str:
    """Give charts the theme's colour and face: WeasyPrint 70 takes an SVG's style from the SVG alone."""
    faces = theme.value("--small-face").replace('"', "'")
    style = f'color="{theme.value("--quiet")}" font-family="{faces}"'
    return xhtml.replace("<svg ", f"<svg {style} ")
