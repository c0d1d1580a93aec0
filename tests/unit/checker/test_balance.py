"""The balance of words: lost, doubled, added, glued and split words are told apart."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmaker.checker.text import balance_words
from bookmaker.checker.words import JOINT, Piece, pieces_to_words
from tests.unit.checker.reading import PRINTED, faults, source_words, text_words

TEXT = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (TEXT, []),
        ("One, two – three. Four «five» six: seven eight nine… ten!", []),
        ("one two four five six seven eight nine ten", ["lost: three"]),
        ("one two seven eight nine ten", ["lost: three four five six"]),
        ("one two three three four five six seven eight nine ten", ["doubled: three"]),
        (f"one two three {TEXT}", ["doubled: one two three"]),
        ("one two twenty three four five six seven eight nine ten", ["added: twenty"]),
        ("onetwo three four five six seven eight nine ten", ["glued: one two"]),
        ("one twothreefour five six seven eight nine ten", ["glued: two three four"]),
        ("one two three four five six seven ei ght nine ten", ["split: ei ght"]),
        ("six seven eight nine ten one two three four five", []),
        ("one two three four five siks seven eight nine ten", ["lost: six", "added: siks"]),
    ],
)
def test_each_fault_is_told_by_its_name(file: str, found: list[str]) -> None:
    assert faults(TEXT, file) == found


@dataclass(frozen=True, slots=True)
class Case:
    """A body in Markdown, the file's text, and what is found."""

    body: str
    file: str
    found: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "case",
    [
        Case("при**мер** слов", "пример слов"),
        Case("при**мер** слов", "при мер слов"),
        Case("слово[^1] ещё\n\n[^1]: Сноска.", "слово1 ещё 1. Сноска."),
        Case("слово[^1] ещё\n\n[^1]: Сноска.", "слово ещё Сноска."),
        Case("[text](https://example.org/path)", "text"),
        Case("[text](https://example.org/path)", "[text](https://example.org/path)",
             ("added: https example org path",)),
        Case("text\n{: .small}", "text {: .small}", ("added: small",)),
        Case("a list\n\n1. one\n1. two", "a list one two"),
        Case("```sh\nls -l\n```", "Bash ls -l"),
        Case("| time |\n|---|\n| nine |", "time nine"),
        Case("words of a line\nof the next", "words of a lineof the next", ("glued: line of",)),
    ],
    ids=lambda case: case.file,
)  # fmt: skip
def test_what_marks_leave_open_is_no_fault(case: Case) -> None:
    assert faults(source_words(case.body), case.file) == list(case.found)


def test_hyphens_at_the_ends_of_lines_are_undone() -> None:
    file = pieces_to_words([Piece(text=f"экс{JOINT}перт какой{JOINT}то", line=1)])
    assert balance_words(text_words("эксперт какой-то"), file, PRINTED).findings == ()


def test_a_line_may_end_in_a_long_word_of_code_without_a_hyphen() -> None:
    file = text_words("verylongna\nmeofafunction")
    assert balance_words(text_words("verylongnameofafunction"), file, PRINTED).findings == ()


def test_a_tables_head_may_be_repeated_in_a_pdf() -> None:
    source = source_words("| time | what |\n|---|---|\n| nine | bread |\n| ten | rest |")
    pages = [Piece(text="time what nine bread", line=3, is_page=True)]
    pages += [Piece(text="time what ten rest", line=4, is_page=True)]
    assert balance_words(source, pieces_to_words(pages), PRINTED).findings == ()


def test_the_line_of_a_lost_word_is_the_sources() -> None:
    source = source_words("one two\n\nthree two\n")
    (finding,) = balance_words(source, text_words("one two three"), PRINTED).findings
    assert (finding.fault, finding.words, finding.line) == ("lost", ("two",), 11)


def test_numbers_are_those_of_the_words() -> None:
    balance = balance_words(text_words(TEXT), text_words("one two fivesix nine ten ten"), PRINTED)
    assert (balance.source_words, balance.file_words) == (10, 6)
    assert {fault: balance.count(fault) for fault in ("lost", "doubled", "glued", "split", "added")} == {
        "lost": 4, "doubled": 1, "glued": 1, "split": 0, "added": 0,
    }  # fmt: skip


_WORDS = st.lists(st.sampled_from([f"word{letter}" for letter in "abcdefghij"]), min_size=1, max_size=30)


@given(_WORDS)
def test_a_text_balances_with_itself(words: list[str]) -> None:
    assert faults(" ".join(words), " ".join(words)) == []


@given(_WORDS, st.data())
def test_any_word_that_is_missing_is_missed(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    assert faults(" ".join(words), " ".join(words[:place] + words[place + 1 :])) == [f"lost: {words[place]}"]
