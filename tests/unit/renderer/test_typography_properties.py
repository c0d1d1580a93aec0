"""Whatever the text: nothing but marks and spaces changes, and only once."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bookmaker.renderer.typography import typeset_runs

_PIECES = [
    *"\"'«»„“”‘’ .,;:!?()[]-–—/@№§%…5aя\n\t\u00a0\u2028\ufffc\u200c\u200d\u200e\u0301",
    *(
        "--",
        "---",
        "...",
        " - ",
        " -- ",
        "10-20",
        "2024",
        "10 000",
        "5'10\"",
        "1:30",
        "+7 ",
        "ISO ",
    ),
    *("слово", "word", "в", "не", "бы", "ли ", "г.", "кг", "т.д.", "А.", "С. ", "Пушкин"),
    *("don", "t", "'tis", "'n'", "I", "n - 1", " p. 5", "No. 5", "z.B.", "d.h.", "M. ", "Dr. "),
    *("http://a.b/c", "e@x.org", "a-b.py", "a/b", "www."),
]
_TEXTS = (
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
    | st.text(max_size=12)
    | st.lists(st.sampled_from(list("\"«»„“” a5.\u00a0'")), max_size=14).map("".join)
)
_RUNS = st.lists(_TEXTS, max_size=4)
_LANGUAGES = st.sampled_from(["ru", "uk", "en", "de", "fr"])
_MARKS = re.compile(r"[\s\"'«»„“”‘’‚.…\-–—]")
_COPYRIGHT = re.compile(r"\([cCсС]\)|©")


def letters(text: str) -> str:
    """What must stay: all but spaces, quotes, dashes and full stops."""
    return _MARKS.sub("", text)


def borders(text: str) -> set[int]:
    """After how many letters there is a space between two words."""
    parts = re.split(r"\s+", text.strip())
    counts = [0]
    for part in parts:
        counts.append(counts[-1] + len(letters(part)))
    return {first for first, last in pairwise(counts[1:]) if 0 < first < last}


@settings(max_examples=400, deadline=None)
@given(_RUNS, _LANGUAGES)
def test_a_second_time_changes_nothing(runs: list[str], language: str) -> None:
    once = typeset_runs(runs, language)
    assert typeset_runs(once, language) == once


@settings(max_examples=400, deadline=None)
@given(_RUNS, _LANGUAGES)
def test_every_letter_stays_in_its_run(runs: list[str], language: str) -> None:
    runs = [_COPYRIGHT.sub("", run) for run in runs]
    result = typeset_runs(runs, language)
    assert [letters(run) for run in result] == [letters(run) for run in runs]
    assert all(after == "" for before, after in zip(runs, result, strict=True) if before == "")


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _LANGUAGES)
def test_words_stay_apart(text: str, language: str) -> None:
    text = _COPYRIGHT.sub("", text)
    assert borders(text) <= borders(typeset_runs([text], language)[0])


@settings(max_examples=400, deadline=None)
@given(_RUNS)
def test_borders_of_runs_do_not_matter(runs: list[str]) -> None:
    for language in ("ru", "en", "fr"):
        joined = typeset_runs(["".join(runs)], language)[0]
        assert "".join(typeset_runs(runs, language)) == joined
