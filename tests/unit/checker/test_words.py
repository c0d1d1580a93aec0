"""What a word is, and what makes no difference to it."""

from __future__ import annotations

import pytest

from bookmaker.checker.words import JOINT, Piece, fold_loosely, pieces_to_words
from tests.unit.checker.reading import text_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One, two — three…", "one two three"),
        ("don't don’t", "don t don t"),
        ("м'ята мʼята м’ята", "м ята м ята м ята"),
        ("ﬁne eﬃcient", "fine efficient"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Straße STRASSE", "strasse strasse"),
        ("10\u202f000\u00a0кг", "10 000 кг"),
        ("۲۰۱۴ ２０１４", "2014 2014"),
        ("می\u200cکنم", "می\u200cکنم"),
        ("a\u200c b", "a b"),
        ("за\u0301мок", "за\u0301мок"),
        ("हिन्दी में", "हिन्दी में"),
        ("漢字かな text", "漢 字 か な text"),
        ("snake_case x-ray", "snake case x ray"),
        ("1️⃣ first", "first"),
        ("Collective\ufe0f", "collective"),
        ("✂ ☕ 🎉", ""),
        ("\u200fتست\u200e test", "تست test"),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: str) -> None:
    assert " ".join(word.text for word in text_words(text)) == words


def test_a_pdf_has_neither_joiners_nor_marks_that_can_be_relied_on() -> None:
    words = pieces_to_words([Piece(text="می\u200cکنم آنِ мой", line=1)], fold_loosely)
    assert [word.text for word in words] == ["میکنم", "ان", "мой"]


def test_lines_are_counted_and_pages_are_not() -> None:
    pieces = [Piece(text="a\nb\n\nc ", line=5), Piece(text="d\ne", line=7, is_page=True)]
    assert [(word.text, word.line) for word in pieces_to_words(pieces)] == [
        ("a", 5), ("b", 6), ("c", 8), ("d", 7), ("e", 7),
    ]  # fmt: skip


def test_words_may_join_over_pieces_and_hyphens_but_not_over_spaces() -> None:
    pieces = [Piece(text=text, line=1) for text in ("при", "мер и", " ", f"экс{JOINT}перт", "")]
    assert [(word.text, word.may_join) for word in pieces_to_words(pieces)] == [
        ("при", False), ("мер", True), ("и", False), ("экс", False), ("перт", True),
    ]  # fmt: skip


def test_an_aside_parts_nothing_and_follows_the_word_it_stands_in() -> None:
    pieces = [
        Piece(text="при", line=1),
        Piece(text=" in brackets ", line=1, kind="silent", aside=True),
        Piece(text="мер", line=1),
        Piece(text=" next", line=1),
    ]
    words = pieces_to_words(pieces)
    assert [word.text for word in words] == ["при", "мер", "in", "brackets", "next"]
    assert words[1].may_join and not words[4].may_join


def test_lines_that_begin_are_marked() -> None:
    words = pieces_to_words([Piece(text="a b\nc\n", line=1), Piece(text="d", line=2, is_page=True)])
    assert [word.after_break for word in words] == [False, False, True, True]
