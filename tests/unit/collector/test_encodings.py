"""Encodings: the same words from whatever a text editor saved."""

from __future__ import annotations

import codecs

import pytest

from bookmaker.collector.encodings import bytes_to_text

WORDS = "# Кот\n\nMéow — 猫 🐈\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
        codecs.BOM_UTF16_LE + WORDS.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=["utf8", "utf8-bom", "utf16-le", "utf16-be", "utf32-le", "utf32-be", "crlf", "cr", "utf16-crlf"],
)
def test_every_encoding_gives_the_same_words(data: bytes) -> None:
    outcome = bytes_to_text(data, "cat.md")
    assert outcome.value == WORDS
    assert outcome.diagnostics == ()


def test_bad_bytes_are_shown_and_told_with_their_line() -> None:
    outcome = bytes_to_text(b"one\ntwo\nthr\xe9e\n", "old.md")
    assert outcome.value == "one\ntwo\nthr\ufffde\n"
    (problem,) = outcome.diagnostics
    assert problem.code == "post-bad-encoding"
    assert str(problem.where) == "old.md:3"


def test_half_a_character_at_the_end_costs_no_other() -> None:
    outcome = bytes_to_text(codecs.BOM_UTF16_LE + "end".encode("utf-16-le")[:-1], "cut.md")
    assert outcome.value == "en\ufffd"
    assert [problem.code for problem in outcome.diagnostics] == ["post-bad-encoding"]


def test_control_characters_become_spaces_and_are_told_once() -> None:
    outcome = bytes_to_text(b"one\ntwo\x0cthree\x00four\x0cfive\n", "page.md")
    assert outcome.value == "one\ntwo three four five\n"
    (problem,) = outcome.diagnostics
    assert problem.code == "post-control-characters"
    assert str(problem.where) == "page.md:2"
    assert "U+0000, U+000C" in problem.message


@pytest.mark.parametrize("name", ["ZWNJ", "ZWJ", "LRM", "RLM", "soft hyphen", "NBSP", "NEL", "tab"])
def test_invisible_characters_that_mean_something_stay(name: str) -> None:
    characters = {
        "ZWNJ": "\u200c", "ZWJ": "\u200d", "LRM": "\u200e", "RLM": "\u200f",
        "soft hyphen": "\u00ad", "NBSP": "\u00a0", "NEL": "\u0085", "tab": "\t",
    }  # fmt: skip
    text = f"می{characters[name]}روم"
    outcome = bytes_to_text(text.encode(), "fa.md")
    assert outcome.value == text
    assert outcome.diagnostics == ()
