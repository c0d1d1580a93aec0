"""Whatever is mended, every word stays, in its order and apart from its neighbours; the time is linear."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bookmaker.renderer import markdown
from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.mending.addresses import clean_address
from bookmaker.renderer.xhtml import html_to_tree, tree_to_xhtml
from tests.unit.renderer.mended import mend_html

_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_PARTING = frozenset("p br h1 h2 h3 h4 h5 h6 li ul ol div td tr hr img blockquote pre".split())
_GAP = re.compile(r"[\s,.;:!?()«»]+")

_MARKS = ("*", "**", "***", "****", "_", "__", "`", "~~", "\\")
_WORDS = (
    "a",
    "word",
    "слово",
    "字",
    "x2",
    "2",
    "kwargs",
    "1)",
    "(",
    ")",
    ":",
    ",",
    ".",
    "«",
    "—",
    "/",
    "•",
    ">",
)
_SPACES = (" ", " ", " ", "\n", "  \n", "\n\n", "\u00a0", "\u200b")
_LINKS = ("[", "](u)", "[ ](u)", "![](i)", "<br>", "<b>", "</b>", "<p>", "</p>", "- ", "1. ", "# ", "> ")
_BODIES = st.lists(st.sampled_from(_MARKS + _MARKS + _WORDS + _SPACES + _LINKS), max_size=40).map("".join)
_HTML = st.lists(
    st.sampled_from(
        ("<b>", "</b>", "<a href='u'>", "</a>", "<br>", "<p>", "</p>", "<i>", "</i>", *_WORDS, " ", " ")
    ),
    max_size=40,
).map("".join)


@contextmanager
def _unmended() -> Iterator[None]:
    """Without the rule inside the parser."""
    ruler = markdown._parser().inline.ruler2
    ruler.disable("mend_emphasis")
    try:
        yield
    finally:
        ruler.enable("mend_emphasis")


def _words(xhtml: str) -> list[str]:
    """Words less their marks: asterisks and underscores may have become tags."""

    def part(tag: re.Match[str]) -> str:
        return " " if tag[2] in _PARTING else ""

    bare = (re.sub(r"[\W_]+", "", piece) for piece in _GAP.split(_TAG.sub(part, xhtml)))
    return [word for word in bare if word]


@given(_BODIES)
@settings(max_examples=600, deadline=None)
def test_mending_markdown_keeps_every_word(body: str) -> None:
    with _unmended():
        before = tree_to_xhtml(html_to_tree(markdown_to_html(body, 1).html))
    after = tree_to_xhtml(mend_html(markdown_to_html(body, 1).html).root)
    etree.fromstring(f"<div>{after}</div>")
    assert _words(after) == _words(before)


@given(_HTML)
@settings(max_examples=400, deadline=None)
def test_mending_html_keeps_every_word(html: str) -> None:
    before = tree_to_xhtml(html_to_tree(html))
    after = tree_to_xhtml(mend_html(html).root)
    etree.fromstring(f"<div>{after}</div>")
    assert _words(after) == _words(before)


@given(st.text(alphabet="a*_ \n.,:(字", max_size=60))
@settings(max_examples=600, deadline=None)
def test_mending_asterisks_keeps_every_word(body: str) -> None:
    with _unmended():
        before = tree_to_xhtml(html_to_tree(markdown_to_html(body, 1).html))
    assert _words(tree_to_xhtml(mend_html(markdown_to_html(body, 1).html).root)) == _words(before)


@given(st.text(alphabet="https:/?&=#q%20@[].acomgle", max_size=60))
def test_any_address_is_taken(address: str) -> None:
    assert clean_address(clean_address(address)) == clean_address(address)


def test_a_tree_of_many_breaks_and_links_is_mended_in_a_moment() -> None:
    html = "<p>" + "a<br>[<a href='u'> </a><b> b </b>" * 10_000 + "</p>"
    start = time.process_time()
    mend_html(html)
    assert time.process_time() - start < 5
