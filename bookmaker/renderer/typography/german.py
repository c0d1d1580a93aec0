"""German: „…“ with ‚…‘ inside, spaced en dashes, spaces in abbreviations."""

from __future__ import annotations

import re
from itertools import pairwise

from bookmaker.renderer.typography.apostrophes import (
    leading_apostrophes,
    set_inner_apostrophes,
    set_single_quotes,
)
from bookmaker.renderer.typography.block import Reshape, Step
from bookmaker.renderer.typography.characters import EN_DASH, NBSP
from bookmaker.renderer.typography.dashes import double_hyphens, spaced_hyphens
from bookmaker.renderer.typography.ellipses import set_ellipses
from bookmaker.renderer.typography.quotes import QuoteStyle, set_quotes
from bookmaker.renderer.typography.ranges import set_ranges
from bookmaker.renderer.typography.spaces import (
    AFTER_SIGNS,
    BEFORE_DASH,
    LATIN_UNITS,
    THOUSANDS,
    after_abbreviations,
    before_units,
    collapse_spaces,
    gap,
    glue,
)

_SINGLE = ("‚", "‘")
_QUOTES = QuoteStyle(outer=("„", "“"), inner=_SINGLE)
_ELISIONS = ("[Ss]", "[Nn]", "[Nn]e[nmr]?", "[Rr]um", "[Rr]aus", "[Rr]ein", "[Rr]unter", "[Rr]auf")
_ABBREVIATIONS = (
    *("z.B.", "Z.B.", "d.h.", "D.h.", "u.a.", "U.a.", "i.d.R.", "I.d.R.", "o.ä.", "o.Ä.", "z.T."),
    *(
        "Z.T.",
        "u.U.",
        "U.U.",
        "v.a.",
        "V.a.",
        "s.o.",
        "s.u.",
        "i.A.",
        "m.E.",
        "u.v.m.",
        "v.Chr.",
        "n.Chr.",
    ),
)
_MONTHS = (
    *("Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def _open_abbreviations() -> Reshape:
    """`z.B.` to `z. B.`: each match is the full stop between two parts."""
    joints = {
        rf"(?<=\b{first}\.)(?={second}\.)"
        for abbreviation in _ABBREVIATIONS
        for first, second in pairwise(abbreviation.split(".")[:-1])
    }
    return Reshape(re.compile(rf"\.(?:{'|'.join(sorted(joints))})"), "." + NBSP)


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
    _open_abbreviations(),
    glue(
        before_units(
            (*LATIN_UNITS, "Mio\\.", "Mrd\\.", "Tsd\\.", "Uhr", "Millionen", "Milliarden")
        ),
        THOUSANDS,
        AFTER_SIGNS,
        BEFORE_DASH,
        gap(r"\b\w\.", r"(?:\w|Chr)\."),  # z. B., i. d. R.
        gap(r"\d\.", "|".join(_MONTHS)),
        after_abbreviations(("s", "nr", "abb", "tab", "kap", "bd", "art", "abs", "rn"), r"\d"),
        gap([rf"\b{title}\." for title in ("Dr", "Prof", "Hr", "Fr", "St")], "[A-ZÄÖÜ]"),
        gap(r"\b[A-ZÄÖÜ]\.", "[A-ZÄÖÜ][a-zäöüß]{2}"),  # E. T. A. Hoffmann
    ),
)
