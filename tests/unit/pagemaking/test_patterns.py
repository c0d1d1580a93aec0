"""Words are hyphenated as Pyphen would, whose files are read in another way."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest
from weasyprint.text.line_break import pyphen as engine_pyphen

from bookmaker.pagemaking.patterns import Patterns, hyphenation

_WORDS = {
    "ru": ("гиппопотам", "электрификация", "подъезд", "бегемот"),
    "en": ("representative", "hyphenation", "a", "notwithstanding"),
    "de": ("Donaudampfschifffahrt", "Zeitungsausschnitt"),
}


@pytest.mark.parametrize("path", sorted(set(pyphen.LANGUAGES.values())), ids=lambda path: path.stem)
def test_every_dictionary_says_what_pyphen_reads(path: Path) -> None:
    plain = pyphen.HyphDict(path)
    language = path.stem.removeprefix("hyph_")
    quick = hyphenation(language, 1, 1)
    assert quick is not None
    # Words out of the patterns themselves: each meets one at least, and many meet several.
    letters = [pattern.strip(".") for pattern in plain.patterns]
    step = max(1, len(letters) // 200)
    words = [first + second for first, second in zip(letters[::step], letters[step::step], strict=False)]
    assert words
    assert [quick.hd.positions(word) for word in words] == [plain.positions(word) for word in words]


@pytest.mark.parametrize("language", _WORDS)
def test_most_languages_are_read_pattern_by_pattern(language: str) -> None:
    found = hyphenation(language, 2, 2)
    assert found is not None and isinstance(found.hd, Patterns)
    plain = pyphen.HyphDict(pyphen.LANGUAGES[language])
    for word in _WORDS[language]:
        assert found.hd.positions(word) == plain.positions(word), word


def test_limits_hold() -> None:
    near, far = hyphenation("en", 2, 2), hyphenation("en", 6, 7)
    assert near and far
    places = near.positions("representative")
    assert far.positions("representative") == [place for place in places if 6 <= place <= 7] != places


def test_the_layout_engine_asks_the_same_dictionary() -> None:
    found = hyphenation("en", 2, 2)
    assert found is not None
    assert engine_pyphen.Pyphen(lang="en").hd is found.hd
    # What it does with the places that it gets.
    assert list(found.iterate("hyphenation"))[-1] == ("hy", "phenation")


def test_an_unknown_language_has_no_hyphens() -> None:
    assert hyphenation("tlh", 2, 2) is None
