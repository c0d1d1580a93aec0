"""The text of an EPUB, post by post."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.checker.epub_text import read_epub
from bookmaker.checker.words import pieces_to_words
from bookmaker.errors import ExportError
from tests.unit.checker.small_files import write_epub


def read(path: Path, bodies: dict[str, str], ids: set[str]) -> dict[str, str]:
    """Printed words by post; silent ones in brackets."""
    text = read_epub(write_epub(path / "a.epub", bodies), ids)
    assert text.language == "ru"
    return {
        name: " ".join(
            word.text if word.kind == "printed" else f"({word.text})" for word in pieces_to_words(pieces)
        )
        for name, pieces in text.posts.items()
    }


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>при<b>мер</b> и <i>ещё</i></p>", "пример и ещё"),
        ("<p>one</p><p>two</p>three<br/>four", "one two three four"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ('<p>x <img src="a.png" alt="A sun"/> y</p>', "x (a) (sun) y"),
        ('<p>word<a role="doc-noteref" href="#n">1</a> next</p>', "word (1) next"),
        ('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math> is</p>', "is"),
        ('<p class="missing">[Нет картинки: sun.png]</p> after', "(нет) (картинки) (sun) (png) after"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", "漢 kan"),
    ],
)
def test_words_are_those_that_a_reader_sees(tmp_path: Path, markup: str, words: str) -> None:
    chapter = f'<section><h1 id="post">Title</h1>{markup}</section>'
    found = read(tmp_path, {"post": chapter}, {"post"})
    assert found == {"post": f"title {words}"}


def test_posts_begin_at_their_ids_and_end_at_those_of_others(tmp_path: Path) -> None:
    bodies = {
        "part": '<h1 id="part-one">Part one</h1>',
        "run": '<h1 id="run">Notes</h1><h2 id="first">First</h2><p>a</p><h2 id="second">Second</h2><p>b</p>',
        "third": '<h1 id="third">Third</h1><h2 id="third--head">Head</h2><p>c</p>',
        "end": '<h1 id="imprint">End</h1>',
    }
    assert read(tmp_path, bodies, {"first", "second", "third"}) == {
        "first": "first a",
        "second": "second b",
        "third": "third head c",
    }


def test_very_deep_markup_is_read(tmp_path: Path) -> None:
    deep = "<blockquote>" * 1500 + "<p>here</p>" + "</blockquote>" * 1500
    assert read(tmp_path, {"post": f'<h1 id="post">T</h1>{deep}'}, {"post"}) == {"post": "t here"}


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", b"", b"text"])
def test_what_is_no_epub_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.epub"
    path.write_bytes(data)
    with pytest.raises(ExportError, match="cannot be read as an EPUB"):
        read_epub(path, set())
