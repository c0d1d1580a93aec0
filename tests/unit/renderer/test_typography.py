"""The typography pass as a whole: runs, objects, languages, and text that is not to be touched."""

from __future__ import annotations

import pytest

from benchmarks.hostile import TYPOGRAPHY
from bookmaker.renderer.typography import typeset_runs
from tests.unit.renderer.typesetting import OBJECT, typeset

RUNS = [
    # Quotes open in one run and close in another.
    ("ru", 'Он сказал: "|важное| слово".', "Он⍽сказал: «|важное| слово»."),
    ("ru", '"|Роман "|Война| и мир|""', "«|Роман „|Война| и⍽мир|“»"),
    ("en", "It|'|s |'|quoted|'", "It|’|s |‘|quoted|’"),
    ("fr", 'Il dit "|oui|".', "Il dit «⍽|oui|⍽»."),
    # What changes its length on a border.
    ("ru", "и так.|..", "и⍽так…|"),
    ("ru", "слово -|- слово", "слово⍽—| слово"),
    ("ru", "№|5", "№⍽|5"),
    ("ru", "т.|д.", "т.⍽|д."),
    ("fr", "Ah|!", "Ah|⍽!"),
    ("ru", "и | так", "и⍽|так"),
    # Words and numbers that meet over a border.
    ("ru", "в |доме", "в⍽|доме"),
    ("ru", "кто| бы", "кто|⍽бы"),
    ("ru", "10|-|20", "10|–|20"),
    ("ru", "кто-|то пошёл", "кто-|то пошёл"),
    # Empty runs stay empty.
    ("ru", '|в||"доме"||', "|в||«доме»||"),
]


@pytest.mark.parametrize(("language", "runs", "expected"), RUNS)
def test_rules_see_across_runs(language: str, runs: str, expected: str) -> None:
    assert typeset(runs, language) == expected


OBJECTS = [
    ("ru", "в |◻| и |◻| - да", "в⍽|◻| и⍽|◻|⍽— да"),
    ("ru", '"|◻|" - это', "«|◻|»⍽— это"),
    ("ru", '"|◻|-слово" и "|◻|"', "«|◻|-слово» и⍽«|◻|»"),
    ("ru", "|◻| бы и|◻|то же", "|◻|⍽бы и|◻|то⍽же"),
    ("en", "|◻|'s value", "|◻|’s value"),
    ("fr", "le mot |◻|! et |◻|: «|◻|»", "le mot |◻|⍽! et |◻|⍽: «⍽|◻|⍽»"),
]


@pytest.mark.parametrize(("language", "runs", "expected"), OBJECTS)
def test_objects_count_as_letters_and_stay(language: str, runs: str, expected: str) -> None:
    assert typeset(runs.replace("◻", OBJECT), language) == expected.replace("◻", OBJECT)


UNTOUCHED = [
    "https://example.org/a--b?x=1...2&q=10-20;",
    "www.example.org/2010-2020/",
    "first--last@example.org",
    "a-b.py",
    "10-20.png",
    "report--final.pdf",
    "docs/10-20/its--x",
    r"C:\temp\a--b",
    "../...",
    "--flag -v --dry-run=10",
    "C++",
    "e-mail",
    ":-) ;-) :-D",
    "-1",
    "5'10\"",
    '27"',
    "2024-03-13",
    "2024-03",
    "8-800-555-35-35",
    "+7 (495) 123-4567",
    "978-1-4842-5107-2",
    "ISO 9001-2015",
    "1.2-3",
    "GPT-3",
    "x-1-2",
    "50-50",
    "3-2",
    "a/10-20",
    "n - 1",
    "10 - 5 = 5",
    "-->",
    "----",
    "....",
    "12:30",
    "std::vector",
    "سلام\u200cها\u200f",
]


@pytest.mark.parametrize("language", ["ru", "uk", "en", "de"])
@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_not_prose_is_left(text: str, language: str) -> None:
    assert typeset_runs([text], language)[0].replace("\u00a0", " ") == text


@pytest.mark.parametrize("language", ["fa", "ar", "he", "zh", "ja", "es", "", "x-klingon"])
def test_other_languages_are_left(language: str) -> None:
    runs = ('"a" - b...  5 kg', "", "'x'\u200c!")
    assert typeset_runs(runs, language) == runs


@pytest.mark.parametrize("language", ["ru-RU", "RU", "ru_RU", "ru-Cyrl-RU"])
def test_the_first_subtag_decides(language: str) -> None:
    assert typeset('"а"', language) == "«а»"


def test_no_runs_give_no_runs() -> None:
    assert typeset_runs([], "ru") == ()
    assert typeset_runs(["", ""], "ru") == ("", "")


def test_forced_line_break_begins_a_line() -> None:
    assert typeset("- Да?\u2028- Нет.", "ru") == "—⍽Да?\u2028—⍽Нет."


@pytest.mark.parametrize("language", ["ru", "en", "de", "fr"])
@pytest.mark.parametrize("piece", TYPOGRAPHY)
def test_hostile_texts_keep_their_letters(piece: str, language: str) -> None:
    text = piece * 30_000
    (result,) = typeset_runs([text], language)
    assert [letter for letter in result if letter.isalnum()] == [
        letter for letter in text if letter.isalnum()
    ]
