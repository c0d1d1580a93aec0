"""The text of a PDF, post by post: lines, directions, hyphens, furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.checker.pdf_text import read_pdf
from bookmaker.checker.words import pieces_to_words
from bookmaker.errors import ExportError
from tests.unit.checker.small_files import line, shown, write_pdf


def read(path: Path, *pages: str, starts: dict[str, tuple[int, float]] | None = None) -> dict[str, str]:
    """Words by post: `+` where two may be one, silent ones in brackets."""
    places = starts or {"post": (0, 750)}
    text = read_pdf(write_pdf(path / "a.pdf", list(pages), places), set(places))
    found = {}
    for name, pieces in text.posts.items():
        shown_words = ""
        for word in pieces_to_words(pieces):
            shown_words += "+" if word.may_join else " "
            shown_words += word.text if word.kind == "printed" else f"({word.text})"
        found[name] = shown_words.strip()
    return found


FONT = "/F 10 Tf"
PAGES = {
    "two lines": ([line("one two"), line("three", y=688)], "one two three"),
    "a hyphen at a line's end": ([line("hy-"), line("phen", y=688)], "hy+phen"),
    "runs that touch": ([line("bo"), line("ld", x=60)], "bold"),
    "a small gap": ([line("bo"), line("ld", x=63)], "bo+ld"),
    "cells of a table": ([line("bo"), line("ld", x=120)], "bo ld"),
    "markers are drawn last": ([line("item"), line("1. ", x=30)], "item (1)"),
    "a raised number": ([line("word"), line("1", x=70, y=704, size=6)], "word 1"),
    "right to left": ([line("בא cd")], "cd אב"),
    "right to left in runs": ([line("ba"), line(" א", x=60)], "א ba"),
    "a marker in two runs": (
        [line("ab", y=712), line(" .", x=80), line("۲", x=90), line("אב", x=70)],
        "ab (2) בא",
    ),
    "a sentence that ends with a number": (
        [line(".", x=50), line("۲", x=55), line(" אב", x=60)],
        "בא 2",
    ),
    "a paragraph that runs to the left": ([line(" ab", x=90), line("cd", x=80)], "cd ab"),
    "page furniture": (["/Artifact <</Type /Pagination>> BDC", line("head"), "EMC", line("text")], "text"),
    "what only print says": (
        [
            line("word"),
            "/Link <</MCID 1/BookmakerPrintOnly true>> BDC",
            line("12", x=70, y=704, size=6),
            "EMC",
        ],
        "word",
    ),
    "marked text": (["/P <</MCID 1>> BDC", line("text"), "EMC"], "text"),
    "what viewers are told": (
        ["/Span <</ActualText <FEFF044F>>> BDC", line("a"), line("b", x=55), "EMC"],
        "я",
    ),
    "moved axes": (["q 1 0 0 -1 0 800 cm", f"BT 1 0 0 -1 50 90 Tm {FONT} [{shown('up')}] TJ ET Q"], "up"),
    "a tab": ([f"BT 1 0 0 1 50 700 Tm {FONT} [{shown('a')}0<>-3000{shown('b')}0] TJ ET"], "a b"),
    "kerning": ([f"BT 1 0 0 1 50 700 Tm {FONT} [{shown('a')}-80{shown('b')}120{shown('c')}] TJ ET"], "abc"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(tmp_path: Path, name: str) -> None:
    pieces, words = PAGES[name]
    assert read(tmp_path, "\n".join(pieces)) == {"post": words}


def test_a_word_goes_on_over_the_page(tmp_path: Path) -> None:
    drawn = [line("text", y=700), line("begin-", y=60), line("code", y=300), line("1. ", x=30, y=60)]
    assert read(tmp_path, "\n".join(drawn), line("ning")) == {"post": "text code (1) begin+ning"}


def test_posts_begin_at_their_destinations(tmp_path: Path) -> None:
    first = "\n".join([line("front", y=700)])
    second = "\n".join([line("one", y=700), line("more", y=600), line("two", y=500)])
    third = line("more", y=700)
    starts = {"first": (1, 750.0), "first--head": (1, 620.0), "second": (1, 510.0), "other": (2, 705.0)}
    found = read(tmp_path, first, second, third, starts=starts)
    assert found["first"] == "one more"
    assert found["second"] == "two"
    assert found["other"] == "more"


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ExportError, match="cannot be read as a PDF"):
        read_pdf(path, set())
