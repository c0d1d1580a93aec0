"""Pyphen's patterns, each read when a word asks for it.

Pyphen 0.18 reads the whole file first: a tenth of a second for most languages, a second for German.
Source: F. M. Liang, "Word Hy-phen-a-tion by Com-put-er".
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyphen

_DIGIT = re.compile(r"\d")
#: Comments, settings, and patterns that say nothing: they are not to take the place of those that do.
_OTHER_LINE = re.compile(r"^(?:[%#A-Z].*|[^1-9\n]*)$", re.MULTILINE)
_PAIR = re.compile(r"(\d?)(\D?)")
#: Escapes, and patterns that change letters at the hyphen: Pyphen reads files that have them.
_SPECIAL = re.compile(r"\^\^|/.*=")
_Pattern = tuple[int, tuple[int, ...]]


@cache
def hyphenation(language: str, left: int, right: int) -> pyphen.Pyphen | None:
    """Where words of a language may be hyphenated, with so many letters before and after; None if unknown."""
    known = pyphen.language_fallback(language)
    if known is None:
        return None
    path = pyphen.LANGUAGES[known]
    if path not in pyphen.hdcache:
        pyphen.hdcache[path] = _read(path)
    return pyphen.Pyphen(lang=known, left=left, right=right)


def _read(path: Path) -> Any:
    encoding, _, text = path.read_bytes().partition(b"\n")
    name = encoding.decode("ascii").strip().lower()
    patterns = text.decode("cp1251" if name == "microsoft-cp1251" else name)
    return pyphen.HyphDict(path) if _SPECIAL.search(patterns) else Patterns(patterns)


class Patterns:
    """What Pyphen wants of a dictionary."""

    def __init__(self, text: str):
        lines = _OTHER_LINE.sub("", text).split()
        letters = _DIGIT.sub("", "\n".join(lines)).split("\n")
        self._patterns: dict[str, str | _Pattern] = dict(zip(letters, lines, strict=True))
        self._longest = max(map(len, letters))
        self._known: dict[str, list[pyphen.DataInt]] = {}

    def positions(self, word: str) -> list[pyphen.DataInt]:
        """Places in a word, counted in letters, where it may be hyphenated, without any change of letters."""
        pointed = f".{word.lower()}."
        if pointed not in self._known:
            levels = self._levels(pointed)
            self._known[pointed] = [
                pyphen.DataInt(place - 1) for place, level in enumerate(levels) if level % 2
            ]
        return self._known[pointed]

    def _levels(self, pointed: str) -> list[int]:
        """How much is said for (odd) or against a hyphen before each letter."""
        levels = [0] * (len(pointed) + 1)
        find = self._patterns.get
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                letters = pointed[start:end]
                found = find(letters)
                if found is not None:
                    first, values = found if isinstance(found, tuple) else self._parse(letters, found)
                    for place, value in zip(range(start + first, len(levels)), values, strict=False):
                        levels[place] = max(levels[place], value)
        return levels

    def _parse(self, letters: str, line: str) -> _Pattern:
        values = [int(digit or 0) for digit, _ in _PAIR.findall(line)]
        first = next((place for place, value in enumerate(values) if value), 0)
        while values and not values[-1]:
            values.pop()
        self._patterns[letters] = parsed = first, tuple(values[first:])
        return parsed
