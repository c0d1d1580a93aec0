"""Links in print: numbers, addresses and pages, and what needs none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bookmaker.addresses import printed_address, says_address
from bookmaker.exporters.pdf.link_notes import PrintedLinks, digits_of_numbers
from bookmaker.model import ChapterDocument
from bookmaker.pagesizes import PAGE_SIZES

DOCUMENT = ChapterDocument(
    id="c",
    title="C",
    language="en",
    direction="ltr",
    xhtml="",
    headings=(),
    anchors=("c",),
    links=(),
    assets=(),
    missing_images=0,
    remote_images=0,
    undescribed_images=0,
    words=0,
)
POSTS = {"https://example.org/b": "b", "https://example.org/own": "c"}
LINKS = PrintedLinks(
    language="en", digits=3, find_anchor=POSTS.get, is_dead=lambda address: ".invalid" in address
)
_TAGS = re.compile(r"<(?!/?(?:sup|figcaption|section)\b)[^>]*>")


def printed(xhtml: str, links: PrintedLinks = LINKS) -> str:
    """The text with what is added; of its tags, those that matter here, without attributes."""
    text = _TAGS.sub("", links.print_links(DOCUMENT, xhtml))
    return re.sub(r"<(\w+) [^>]*>", r"<\1>", text).replace("\N{NO-BREAK SPACE}", "_")


CASES = {
    "a number and the address": (
        '<a href="https://a.example/x?y=1&amp;z=2">here</a>.',
        "here<sup>1</sup>.<section>Links1. a.example/x?y=1&amp;z=2</section>",
    ),
    "a link that ends within a word": (
        '<a href="https://a.example/">lin</a>k, <a href="https://b.example/"><em>bloc</em></a><em>k</em>.',
        "link<sup>1</sup>, block<sup>2</sup>.<section>Links1. a.example2. b.example</section>",
    ),
    "an address twice": (
        '<a href="https://a.example/">a</a> <a href="https://b.example/">b</a> <a href="https://a.example/">c</a>',
        "a<sup>1</sup> b<sup>2</sup> c<sup>1</sup><section>Links1. a.example2. b.example</section>",
    ),
    "words that are the address": ('<a href="https://www.a.example/x/">a.example/x</a>', "a.example/x"),
    "another chapter": ('<a href="https://example.org/b">b</a>, and', "b (p._000), and"),
    "the same chapter": ('<a href="https://example.org/own">c</a> <a href="#c">d</a>', "c d"),
    "nowhere": ('<a href="https://site.invalid/x">x</a>', "x"),
    "an opening": ('<header class="opening"><a href="https://a.example/">s</a></header>', "s"),
    "a card": ('<div class="card embed"><p><a href="https://a.example/">v</a></p></div>', "v"),
    "code": ('<pre><code><a href="https://a.example/">v</a></code></pre>', "v"),
    "notes of the author": (
        '<a href="https://a.example/">a</a><sup><a role="doc-noteref" href="#n">1</a></sup>',
        "a<sup>[1]</sup><sup>1</sup><section>Links[1] a.example</section>",
    ),
    "a picture with a caption": (
        '<figure><a href="https://a.example/"><img alt="A"/></a><figcaption>Cap</figcaption></figure>',
        "<figcaption>Cap<sup>1</sup></figcaption><section>Links1. a.example</section>",
    ),
    "a picture without one": (
        '<figure><a href="https://a.example/"><img alt="A"/></a></figure>',
        "<figcaption><sup>1</sup></figcaption><section>Links1. a.example</section>",
    ),
    "a letter's address": (
        '<a href="mailto:a@b.example">me</a>',
        "me<sup>1</sup><section>Links1. a@b.example</section>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_print_says_of(name: str) -> None:
    xhtml, expected = CASES[name]
    assert printed(xhtml) == expected


def test_ids_are_unique_and_lead_there_and_back() -> None:
    xhtml = LINKS.print_links(
        DOCUMENT, '<a href="https://a.example/">a</a>, <a href="https://a.example/">b</a>'
    )
    ids, goals = re.findall(r' id="([^"]*)"', xhtml), re.findall(r'href="#([^"]*)"', xhtml)
    assert len(ids) == len(set(ids)) == 2
    assert set(goals) == set(ids)
    assert 'href="https://a.example/">a.example</a>' in xhtml


def test_words_are_those_of_the_books_language() -> None:
    links = replace(LINKS, language="fa", digits=2)
    assert printed('<a href="https://example.org/b">b</a>', links) == "b (ص_۰۰)"


ADDRESSES = {
    "https://www.a.example/": "a.example",
    "https://a.example/x/?utm_source=t&v=1&fbclid=2#part": "a.example/x/?v=1#part",
    "https://a.example/x#:~:text=words": "a.example/x",
    "https://ru.wikipedia.org/wiki/%D0%A1%D1%82%D1%80%D0%B8%D0%B6%D0%B8": "ru.wikipedia.org/wiki/Стрижи",
    "https://xn--e1afmkfd.xn--p1ai/a%20b": "пример.рф/a%20b",
    "https://a.example/" + "x" * 200: "a.example/" + "x" * 89 + "…",
    "mailto:a@b.example": "a@b.example",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_to_be_typed(address: str) -> None:
    assert printed_address(address) == ADDRESSES[address]


def test_a_shortened_address_does_not_say_it() -> None:
    assert says_address("HTTP://A.example/x", "https://a.example/x/")
    assert not says_address("a.example/x…", "https://a.example/xyz")


def test_room_for_numbers_goes_by_the_book_and_not_by_its_last_words() -> None:
    def digits(words: int, page: str = "a5") -> int:
        documents = [replace(DOCUMENT, words=words)] * 60
        return digits_of_numbers(documents, PAGE_SIZES[page])

    assert [digits(20), digits(1200), digits(1300), digits(6000)] == [2, 3, 3, 4]
    assert digits(3500) == 3
    assert digits(3500, "a6") == 4


def test_numbers_of_three_digits_have_the_room_that_they_need() -> None:
    links = "".join(f'<a href="https://site.example/{number}">x</a> ' for number in range(1, 101))
    labels = re.findall(r'<a class="(note-back[^"]*)"[^>]*>(\d+)\.</a>', LINKS.print_links(DOCUMENT, links))
    assert [number for kind, number in labels if "wide" in kind.split()] == ["100"]
