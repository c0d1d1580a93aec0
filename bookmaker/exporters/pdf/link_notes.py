"""What print says of a chapter's links: where those lead that no finger can follow.

In: a chapter's markup. Out: the same with a number after each link that leads out of the book, the addresses
in a list at the end, and a page after each link to another chapter. That page's number is not known here:
zeros keep its place, and `page_references` puts it there. What is added has the class `print-only`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from bookmaker.addresses import printed_address, says_address
from bookmaker.exporters.blocks import ADDRESSES
from bookmaker.model import ChapterDocument
from bookmaker.pagesizes import PageSize
from bookmaker.wording import number_in_digits, wording

# An opening and a card show their addresses, and code is counted by the letter.
_TOKEN = re.compile(
    r'<header class="opening.*?</header>|<div class="card\b.*?</div>|<pre\b.*?</pre>'
    # A link may end within a word, which goes on before anything is said of it.
    r"|<a\b(?P<attributes>[^>]*)>(?P<content>.*?)</a>(?:(?:<(?:em|strong|b|i)>)?\w+)?|<figure\b|</figcaption>|</figure>",
    re.DOTALL,
)
_HREF = re.compile(r'\bhref="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
#: On a page as wide and high as the type's size in points times a millimetre: so many of ten letters.
_WORDS = 1.4
#: The last number that surely has room in the width that the styles give it.
_MOST_NARROW = 99
_NOTE_REFERENCE = 'role="doc-noteref"'


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLinks:
    """What all chapters of a book have in common. `language` is the book's."""

    language: str
    digits: int
    """How many digits a page's number has room for."""
    find_anchor: Callable[[str], str | None]
    is_dead: Callable[[str], bool]

    def print_links(self, document: ChapterDocument, xhtml: str) -> str:
        """Add what print says to a chapter's markup."""
        return _Chapter(self, document, has_notes=_NOTE_REFERENCE in xhtml).print(xhtml)


def digits_of_numbers(documents: Sequence[ChapterDocument], size: PageSize) -> int:
    """The digits of a book's last page number, by a guess that other words in a chapter hardly change.

    A chapter's layout depends on it, and shall not depend on what the others say.
    """
    words = sum(document.words for document in documents)
    pictures = sum(len(document.assets) for document in documents)
    letters_wide, lines = size.text_width_mm / size.text_pt, size.text_height_mm / size.text_pt
    pages = words / (_WORDS * letters_wide * lines) + pictures / 2 + len(documents) / 2
    return 2 if pages < 50 else max(3, len(str(round(pages))))


class _Chapter:
    """One chapter, in the order of its text."""

    def __init__(self, book: PrintedLinks, document: ChapterDocument, *, has_notes: bool):
        self.book = book
        self.id = document.id
        self.own = frozenset(document.anchors)
        # The author's own notes are numbered, too: brackets tell the two apart.
        self.mark = "[{}]" if has_notes else "{}"
        self.numbers: dict[str, int] = {}
        self.pages = 0
        self.figure: list[str] | None = None
        """The numbers that wait for the end of a picture's caption."""

    def print(self, xhtml: str) -> str:
        return _TOKEN.sub(self._add, xhtml) + self._list()

    def _add(self, token: re.Match[str]) -> str:
        if token["content"] is not None:
            return token[0] + self._after(token)
        if token[0] == "<figure":
            self.figure = []
        elif token[0].startswith("</") and self.figure is not None:
            waiting, self.figure = "".join(self.figure), None if token[0] == "</figure>" else []
            is_caption = token[0] == "</figcaption>"
            return waiting + token[0] if is_caption or not waiting else _captioned(waiting) + token[0]
        return token[0]

    def _after(self, link: re.Match[str]) -> str:
        """What stands after a link."""
        href = _HREF.search(link["attributes"])
        address = unescape(href[1]) if href else "#"
        if address.startswith("#") or self.book.is_dead(address):
            return ""
        anchor = self.book.find_anchor(address)
        if anchor is not None:
            return self._page(anchor) if anchor not in self.own else ""
        words = unescape(_TAG.sub("", link["content"]))
        if says_address(words, address):
            return ""
        number = self._number(address)
        if self.figure is not None and not words.strip():
            # Beside a picture there is no room.
            self.figure.append(number)
            return ""
        return number

    def _page(self, anchor: str) -> str:
        self.pages += 1
        zeros = number_in_digits(0, self.book.language) * self.book.digits
        words = wording(self.book.language, "page_reference", number=zeros)
        place = f'id="{self.id}--page-{self.pages}" data-page-of="{anchor}"'
        return f' <span class="page-reference print-only" {place}>{words}</span>'

    def _number(self, address: str) -> str:
        is_new = address not in self.numbers
        number = self.numbers.setdefault(address, len(self.numbers) + 1)
        name = f"{self.id}--link-{number}"
        back = f' id="{name}-from"' if is_new else ""
        attributes = f'class="print-only" role="doc-noteref" href="#{name}"{back}'
        return f'<sup class="link-number"><a {attributes}>{self._mark(number)}</a></sup>'

    def _mark(self, number: int) -> str:
        return self.mark.format(number_in_digits(number, self.book.language))

    def _list(self) -> str:
        """The addresses, each once."""
        if not self.numbers:
            return ""
        language = self.book.language
        label = f'<p class="label print-only" lang="{language}">{wording(language, "addresses")}</p>'
        items = "".join(self._item(address, number) for address, number in self.numbers.items())
        return f'<section class="footnotes {ADDRESSES}">{label}<ol>{items}</ol></section>'

    def _item(self, address: str, number: int) -> str:
        name = f"{self.id}--link-{number}"
        mark = self._mark(number) if "[" in self.mark else f"{self._mark(number)}."
        name_of_back = escape(wording(self.book.language, "back"))
        kind = "note-back print-only" if number <= _MOST_NARROW else "note-back print-only wide"
        back = f'class="{kind}" role="doc-backlink" href="#{name}-from"'
        back = f'<a {back} aria-label="{name_of_back}">{mark}</a>'
        shown = escape(printed_address(address))
        goal = f'<a class="print-only" href="{escape(address)}">{shown}</a>'
        return f'<li class="note" id="{name}">{back} {goal}</li>'


def _captioned(numbers: str) -> str:
    return f"<figcaption>{numbers}</figcaption>"
