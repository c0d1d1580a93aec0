"""Spaces: which of them do not break, told by what stands before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookmaker.renderer.typography.block import Reshape, Swap
from bookmaker.renderer.typography.characters import NBSP, SPACE, WORD

#: XHTML shows a run of spaces as one; as one, rules can see over it.
collapse_spaces = Reshape(re.compile(SPACE + "{2,}"), " ")


def glue(*gaps: str) -> Swap:
    """A step that makes the space in every such gap one that does not break. One pass for all."""
    return Swap(re.compile(f"{SPACE}(?:{'|'.join(gaps)})"), NBSP)


def gap(before: str | Iterable[str], after: str = r"\S") -> str:
    """A gap between two patterns. Each `before` has a fixed width, as look-behinds must."""
    befores = (before,) if isinstance(before, str) else before
    behind = "|".join(f"(?<={one}{SPACE})" for one in befores)
    return f"(?:{behind})(?={after})"


def before_units(units: str) -> str:
    """A gap between a number and a unit. The units are a pattern."""
    return gap(r"\d", f"(?:{units})(?![{WORD}])")


#: 10 000: between groups of three digits.
THOUSANDS = rf"(?<!\d{{4}}{SPACE})" + gap(r"\d", r"\d{3}(?![\d.,]?\d)")
#: Before a dash between words, which no line may begin with.
BEFORE_DASH = gap(r"\S", r"[–—]\s\S")
#: The signs that stand before a number.
AFTER_SIGNS = gap("[№§©]", r"\d")
#: Units that are written alike in every language with Latin letters.
LATIN_UNITS = (
    "[kmcnµμ]?m[²³23]?|km/h|m/s|[kmµμ]?g|[mckdh]?l|ha|[mµμn]?s|min|h|[kMGT]?W|kWh|[km]?V|mA"
    "|[kMG]?Hz|[KkMGTP]i?B|[KkMG]?bit|dB|px|pt|°[CF]|K|%|‰|[€$£₽]"
)
