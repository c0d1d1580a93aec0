"""English: “…” with ‘…’ inside, apostrophes, dashes.

The author chooses the dash: ` - ` and ` -- ` become a spaced en dash, which does not begin a line;
`word--word` becomes an em dash without spaces. Dashes that stand already are kept.
"""

from __future__ import annotations

import re

from bookmaker.renderer.typography.abbreviations import after_abbreviations
from bookmaker.renderer.typography.apostrophes import (
    leading_apostrophes,
    set_inner_apostrophes,
    set_single_quotes,
)
from bookmaker.renderer.typography.block import Step, Swap
from bookmaker.renderer.typography.characters import APOSTROPHE, EN_DASH
from bookmaker.renderer.typography.dashes import (
    closed_double_hyphens,
    double_hyphens,
    spaced_hyphens,
)
from bookmaker.renderer.typography.ellipses import set_ellipses
from bookmaker.renderer.typography.quotes import QuoteStyle, set_quotes
from bookmaker.renderer.typography.ranges import set_ranges
from bookmaker.renderer.typography.spaces import (
    AFTER_SIGNS,
    BEFORE_DASH,
    LATIN_UNITS,
    THOUSANDS,
    before_units,
    collapse_spaces,
    gap,
    glue,
)

_SINGLE = ("‘", "’")
_QUOTES = QuoteStyle(outer=("“", "”"), inner=_SINGLE)
# What English leaves out at the beginning of a word, and the century of a decade.
_ELISIONS = (
    r"[Tt](?:is|was|were|wixt|ween|il)|[Ee]m|[Cc](?:ause|uz|os)|[Bb]out|[Rr]ound|[Nn](?:eath|uff)"
    r"|\d\ds?"
)
# rock 'n' roll, the 1990's
_AND = Swap(re.compile(r"'(?<=\s')([nN])'(?=\s)"), rf"{APOSTROPHE}\1{APOSTROPHE}", "'")
_DECADE = Swap(re.compile(r"'(?<=\d')(?=s\b)"), APOSTROPHE, "'")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

STEPS: tuple[Step, ...] = (
    collapse_spaces,
    set_ellipses,
    double_hyphens(EN_DASH),
    closed_double_hyphens(".,!?…)\ufffc"),
    spaced_hyphens(EN_DASH),
    set_ranges,
    set_quotes(_QUOTES),
    closed_double_hyphens("”"),
    set_inner_apostrophes,
    _DECADE,
    _AND,
    leading_apostrophes(_ELISIONS),
    set_single_quotes(_SINGLE),
    glue(
        before_units(rf"{LATIN_UNITS}|{_MONTHS}|(?:m|b|tr)illion|[ap]\.m\."),
        THOUSANDS,
        AFTER_SIGNS,
        BEFORE_DASH,
        gap([rf"\b{month}" for month in _MONTHS.split("|")], r"\d{1,2}\b(?!:)"),
        # The case matters: “No. 5” is a number, “I said no. 5 came” is not.
        gap([r"\bNo\.", r"\bNos\."], r"\d"),
        after_abbreviations(("p", "pp", "fig", "figs", "vol", "ch", "sec", "eq", "ed", "art"), r"\d"),
        gap([rf"\b{title}\." for title in ("Mr", "Mrs", "Ms", "Dr", "Prof", "St")], "[A-Z]"),
        gap(r"\b[A-Z]\.", r"[A-Z]\.|[A-Z][a-z’'-]{2}"),  # J. R. R. Tolkien
    ),
)
