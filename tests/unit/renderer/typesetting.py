"""How the tests of typography write text: ⍽ is a space that does not break, | a border of runs."""

from __future__ import annotations

from bookmaker.renderer.typography import typeset_runs

OBJECT = "\ufffc"
NBSP = "\u00a0"


def typeset(text: str, language: str) -> str:
    """Typeset text in the notation of the tests, and check that a second time changes nothing."""
    runs = tuple(text.replace("⍽", NBSP).split("|"))
    result = typeset_runs(runs, language)
    assert len(result) == len(runs)
    assert typeset_runs(result, language) == result
    return "|".join(result).replace(NBSP, "⍽")
