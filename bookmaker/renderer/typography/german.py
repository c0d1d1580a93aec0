"""German: „…“ with ‚…‘ inside, spaced en dashes, spaces in abbreviations."""

from __future__ import annotations

from bookmaker.renderer.typography.abbreviations import after_abbreviations, open_abbreviations
from bookmaker.renderer.typography.apostrophes import (
    leading_apostrophes,
    set_inner_apostrophes,
    set_single_quotes,
)
from bookmaker.renderer.typography.block import Step
from bookmaker.renderer.typography.characters import EN_DASH
from bookmaker.renderer.typography.dashes import double_hyphens, spaced_hyphens
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

_SINGLE = ("‚", "‘")
_QUOTES = QuoteStyle(outer=("„", "“"), inner=_SINGLE)
_ELISIONS = "[Ss]|[Nn](?:e[nmr]?)?|[Rr](?:um|aus|ein|unter|auf)"
_ABBREVIATIONS = (
    *("z.B.", "d.h.", "u.a.", "i.d.R.", "o.ä.", "o.Ä.", "z.T.", "u.U.", "v.a.", "s.o.", "s.u."),
    *("i.A.", "m.E.", "u.v.m.", "v.Chr.", "n.Chr."),
)
_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

STEPS: tuple[Step, ...] = (
    collapse_spaces,
    set_ellipses,
    double_hyphens(EN_DASH),
    spaced_hyphens(EN_DASH),
    set_ranges,
    set_quotes(_QUOTES),
    set_inner_apostrophes,
    leading_apostrophes(_ELISIONS),
    set_single_quotes(_SINGLE),
    open_abbreviations(*_ABBREVIATIONS),
    glue(
        before_units(rf"{LATIN_UNITS}|(?:Mio|Mrd|Tsd)\.|Uhr|Millionen|Milliarden"),
        THOUSANDS,
        AFTER_SIGNS,
        BEFORE_DASH,
        gap(r"\b\w\.", r"(?:\w|Chr)\."),  # z. B., i. d. R.
        gap(r"\d\.", _MONTHS),
        after_abbreviations(("s", "nr", "abb", "tab", "kap", "bd", "art", "abs", "rn"), r"\d"),
        gap([rf"\b{title}\." for title in ("Dr", "Prof", "Hr", "Fr", "St")], "[A-ZÄÖÜ]"),
        gap(r"\b[A-ZÄÖÜ]\.", "[A-ZÄÖÜ][a-zäöüß]{2}"),  # E. T. A. Hoffmann
    ),
)
