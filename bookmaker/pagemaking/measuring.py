"""Where the lines of a paragraph's text may end: between words, and within them. Asks Pango and Pyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from weasyprint.text.line_break import get_log_attrs

from bookmaker.pagemaking.patterns import hyphenation

_WORD = re.compile(r"[^\W\d_]+")
#: Addresses and names in code: a hyphen in them could be taken for their own.
_NAME = re.compile(r"://|[@_]|\w\.\w")
_RUN = re.compile(r"\S+")
_BREAK = re.compile(r"(?<=[^\w\u00a0])(?=[^ ])")
_SOFT_HYPHEN = "\u00ad"
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
#: The language whose patterns Latin words have in texts of languages that are written otherwise.
_LATIN_LANGUAGE = "en"
_OTHER_SCRIPTS = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "el", "kk", "mn"})


def break_opportunities(text: str, language: str | None) -> list[int]:
    """Places between characters at which a line may end without a hyphen. Source: Pango, UAX 14."""
    attributes = get_log_attrs(text, language)
    return [found.start() for found in _BREAK.finditer(text) if attributes[found.start()].is_line_break]


def hyphenation_points(text: str, style: Any) -> Iterator[int]:
    """Places within words at which a hyphen may be put, by the style's limits."""
    language = style["lang"]
    if style["hyphens"] != "auto" or not language:
        return
    limits = style["hyphenate_limit_chars"]
    plain = _RUN.sub(_hide_name, text) if _NAME.search(text) else text
    for word in _WORD.finditer(plain):
        if len(word[0]) >= limits[0] and text[word.end() : word.end() + 1] != _SOFT_HYPHEN:
            for place in _positions(word[0], language, limits):
                yield word.start() + place


def _hide_name(run: re.Match[str]) -> str:
    return " " * len(run[0]) if _NAME.search(run[0]) else run[0]


def read_patterns(language: str) -> None:
    """Read the patterns that a text of a language will need, once a process."""
    is_other = language.split("-", maxsplit=1)[0] in _OTHER_SCRIPTS
    for name in (language, _LATIN_LANGUAGE) if is_other else (language,):
        hyphenation(name, 2, 2)


@lru_cache(maxsize=65536)
def _positions(word: str, language: str, limits: tuple[int, int, int]) -> Sequence[int]:
    if language.split("-", maxsplit=1)[0] in _OTHER_SCRIPTS and _LATIN.fullmatch(word):
        language = _LATIN_LANGUAGE
    dictionary = hyphenation(language, *limits[1:])
    return tuple(dictionary.positions(word.lower())) if dictionary else ()
