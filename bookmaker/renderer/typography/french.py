"""French: « … » with “…” inside, and a space that does not break before high punctuation.

The space is U+00A0 throughout: the narrow U+202F is better, but faces such as PT Serif lack it.
"""

from __future__ import annotations

import re

from bookmaker.renderer.typography.abbreviations import after_abbreviations
from bookmaker.renderer.typography.apostrophes import set_inner_apostrophes
from bookmaker.renderer.typography.block import Reshape, Step
from bookmaker.renderer.typography.characters import EN_DASH, NBSP, SPACE, SPACES
from bookmaker.renderer.typography.dashes import double_hyphens, leading_hyphens, spaced_hyphens
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

_QUOTES = QuoteStyle(outer=("«", "»"), inner=("“", "”"), has_spaces=True)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# What ends a sentence or a clause: a face like `:)` and a time like 10:30 do not.
_END = r"(?=\s|\Z|[\"»”])"
_HIGH = rf"[!?;:](?:(?<=[!?])(?=[!?]*(?:\s|\Z|[\"»”)\]…]))|(?<=[;:]){_END})"

_SPACE_INSIDE = (
    Reshape(re.compile(rf"«{SPACE}?(?![\s»])"), "«" + NBSP, "«"),
    Reshape(re.compile(rf"[»{SPACES}](?:(?<=[^\s«]{SPACE})»|(?<=[^\s«]»))"), NBSP + "»", "»"),
)
_SPACE_BEFORE = Reshape(re.compile(rf"(?<=[\w\ufffc%)\]»”]){_HIGH}"), NBSP + r"\g<0>")

STEPS: tuple[Step, ...] = (
    collapse_spaces,
    set_ellipses,
    double_hyphens(EN_DASH),
    leading_hyphens(),
    spaced_hyphens(EN_DASH),
    set_ranges,
    *_SPACE_INSIDE,
    set_quotes(_QUOTES),
    *_SPACE_INSIDE,
    set_inner_apostrophes,
    _SPACE_BEFORE,
    glue(
        gap(r"\S", _HIGH),
        before_units(f"{LATIN_UNITS}|{_MONTHS}|millions?|milliards?|euros?|F"),
        THOUSANDS,
        AFTER_SIGNS,
        BEFORE_DASH,
        gap([r"\b[nN]°", r"\b[nN]os", r"\b[nN]º"], r"\d"),
        after_abbreviations(("p", "pp", "fig", "chap", "vol", "art", "éd"), r"\d"),
        gap([r"\bM\.", r"\bMM\.", r"\bMme", r"\bMlle", r"\bDr", r"\bMe"], "[A-ZÀ-Ý]"),
        gap(r"\b[A-ZÀ-Ý]\.", r"[A-ZÀ-Ý]\.|[A-ZÀ-Ý][a-zà-ÿ]{2}"),
    ),
)
