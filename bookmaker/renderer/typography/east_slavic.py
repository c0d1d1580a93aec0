"""What Russian and Ukrainian typography share; each language brings its words.

Source: A. E. Milchin, L. K. Cheltsova, the publisher's and author's handbook (Справочник издателя и
автора), on what may not part at the end of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bookmaker.renderer.typography.abbreviations import after_abbreviations, open_abbreviations
from bookmaker.renderer.typography.apostrophes import set_inner_apostrophes
from bookmaker.renderer.typography.block import Reshape, Step
from bookmaker.renderer.typography.characters import ANY_SPACE, EM_DASH, JOINED, NBSP, SPACE, WORD
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

_UPPER = "А-ЯЁІЇЄҐ"
_LOWER = "а-яёіїєґ"
_QUOTES = QuoteStyle(outer=("«", "»"), inner=("„", "“"), takes_curly=True)
# Units that look like short words: no space after them is kept together, see `_short_words`.
_SHORT_UNITS = ("[гмлтч]", "(?:кг|мг|км|см|мм|дм|нм|мл|га|шт)")
# т. д., н. э., к. т. н., И. о., т. ін.
_ABBREVIATED_PAIRS = gap(rf"\b[{_UPPER}{_LOWER}]\.", rf"(?:[{_LOWER}]|ін|зв)\.")
# А. С. Пушкин, Пушкин А. С.: neither the initials nor the name stand alone.
_INITIALS = (
    gap((rf"\b[{_UPPER}]\.", r"\bДж\."), rf"[{_UPPER}]\.|[{_UPPER}][{_LOWER}ʼ’'-]{{2}}"),
    gap(f"[{_LOWER}]", rf"[{_UPPER}]\.{ANY_SPACE}?[{_UPPER}]\."),
)
_NAME = f"[{_UPPER}][{_LOWER}]{{2}}"
_MISSING_AFTER_INITIAL = rf"""\.(?:
    (?<=\b[{_UPPER}]\.)(?=[{_UPPER}]\.\s?{_NAME})            # А.С. Пушкин, the first
  | (?<=\b[{_UPPER}]\.[{_UPPER}]\.)(?={_NAME})               # А.С.Пушкин, the second
  | (?<=\b[{_UPPER}]\.\s[{_UPPER}]\.)(?={_NAME})             # А. С.Пушкин
  | (?<=[{_LOWER}]\s[{_UPPER}]\.)(?=[{_UPPER}]\.(?![\w.]))   # Пушкин А.С.
)"""
# Each match is the one character that the missing space follows.
_MISSING_SPACES = (
    Reshape(re.compile(r"№(?=\d)"), "№" + NBSP, "№"),
    open_abbreviations("т.д.", "т.п.", "т.е.", "т.к.", "т.н.", "т.ч.", "т.о.", "н.э.", "н.е."),
    Reshape(re.compile(_MISSING_AFTER_INITIAL, re.VERBOSE), "." + NBSP),
)
# With a year or a name after it; else it may be the third of (a), (b), (c).
_COPYRIGHT = Reshape(re.compile(rf"\([cCсС]\)(?=\s?\d{{4}}\b|(?<=\S....)\s[{_UPPER}A-Z])"), "©", "(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A language's words that do not part from their neighbours. Units and months are patterns."""

    particles: tuple[str, ...]
    """Of one or two letters, which lean on the word before."""
    units: str
    months: str
    centuries: str
    """What follows a Roman numeral."""
    before_number: tuple[str, ...]
    """Abbreviations, without the full stop, that a number follows."""
    before_name: tuple[str, ...]


def east_slavic_steps(words: Vocabulary) -> tuple[Step, ...]:
    """All steps of a language, in order: marks first, then the spaces around them."""
    return (
        collapse_spaces,
        set_ellipses,
        double_hyphens(EM_DASH),
        leading_hyphens(),
        spaced_hyphens(EM_DASH, typed="–-"),
        set_ranges,
        set_quotes(_QUOTES),
        set_inner_apostrophes,
        _COPYRIGHT,
        *_MISSING_SPACES,
        glue(
            *_short_words(words.particles),
            gap(r"[\w»“\ufffc]", f"(?:{'|'.join(words.particles)})(?![{JOINED}.])"),
            before_units(f"{words.units}|{words.months}|{LATIN_UNITS}"),
            gap("[IVX]", f"(?:{words.centuries})(?![{WORD}])"),
            THOUSANDS,
            AFTER_SIGNS,
            BEFORE_DASH,
            _ABBREVIATED_PAIRS,
            *_INITIALS,
            after_abbreviations(words.before_number, r"\d"),
            # Not after a year: «в 2024 г. Москва…» begins a sentence.
            rf"(?<!\d{ANY_SPACE}\w\.{SPACE})" + after_abbreviations(words.before_name, rf"[«{_UPPER}]"),
        ),
    )


def _short_words(particles: tuple[str, ...]) -> tuple[str, str]:
    """Gaps after words of one and of two letters, but for particles, units and acronyms."""
    any_case = f"[{_UPPER}{_LOWER}]"
    one, two = any_case, f"{any_case}[{_LOWER}]"
    gaps: list[str] = []
    for word, unit in zip((one, two), _SHORT_UNITS, strict=True):
        length = 1 if word == one else 2
        kept = "|".join(particle for particle in particles if len(particle) == length)
        gaps.append(
            f"(?<={word}{SPACE})(?<![{JOINED}/.@&]{word}{SPACE})"
            rf"(?<!\d{ANY_SPACE}{unit}{SPACE})(?<!(?:{kept}){SPACE})(?=\S)"
        )
    return gaps[0], gaps[1]
