"""What a word is: a run of letters, digits and marks, folded so that typography makes no difference.

In: pieces of text, each with its line. Out: words. Where a piece comes from is not known here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

Kind = Literal["printed", "described", "silent", "repeated"]
#: Between two pieces of what may be one word: a hyphen that the typesetter may have put in.
JOINT = "\ufffe"
# Soft hyphen, zero width space, direction marks, word joiner, byte order mark: none is seen.
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Whether a sign is shown as a picture.
_UNSEEN += "\ufe0e\ufe0f"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_KEYCAP = re.compile("[0-9](?=\ufe0f?\u20e3)")
_ODD = re.compile("[\u02b9\u02bb\u02bc\u02bd\u20e3]")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u02b9\u02bb\u02bc\u02bd", "'"))
#: Hebrew to Tibetan.
_EASTERN = range(0x0590, 0x1000)
# Scripts written without spaces: each character counts as a word.
_IDEOGRAPHS = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text. An `aside` does not part the text around it: a link's address."""

    text: str
    line: int
    kind: Kind = "printed"
    aside: bool = False
    is_page: bool = False
    """`line` is a page's number and does not grow."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A folded word. Units: `line` is the source file's line, or the page of a PDF.

    `printed` words must stand in the file, `described` ones in its text or alternative texts;
    `silent` ones may, and `repeated` ones may many times: the head of a table on each page.
    """

    text: str
    line: int
    kind: Kind = "printed"
    may_join: bool = False
    """It may be one word with the word before."""
    after_break: bool = False
    """A line or page begins with it."""
    joined: bool = False
    """It was put together from several."""


def fold_text(text: str) -> str:
    """Fold case, ligatures, digits of other scripts and what cannot be seen. Lines stay."""
    if text.isascii():
        return text.lower()
    if _ODD.search(text):
        text = _KEYCAP.sub("", text).translate(_APOSTROPHES)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _translate(text, _folded())


def fold_loosely(text: str) -> str:
    """Fold joiners and eastern scripts' marks too: a PDF has no joiners, and marks as they were drawn."""
    return _translate(fold_text(text), _unsteady())


def pieces_to_words(pieces: Iterable[Piece], fold: Callable[[str], str] = fold_text) -> list[Word]:
    """Split text into words. Order: asides come after the word that they stand in."""
    words: list[Word] = []
    asides: list[Word] = []
    is_open = False
    for piece in pieces:
        found = _split(fold(piece.text), piece, is_open and not piece.aside)
        if piece.aside:
            asides += found.words
            continue
        if asides and found.words and not found.words[0].may_join:
            words += asides
            asides = []
        words += found.words
        is_open = found.is_open or (is_open and found.is_empty)
    return words + asides


@dataclass(frozen=True, slots=True)
class _Split:
    words: list[Word]
    is_open: bool
    """The text ends in a word that may go on."""
    is_empty: bool
    """Nothing in it parts words."""


def _split(text: str, piece: Piece, is_open: bool) -> _Split:
    words = []
    end, line = 0, piece.line
    for match in _word_pattern().finditer(text):
        gap = text[end : match.start()]
        breaks = gap.count("\n")
        line += 0 if piece.is_page else breaks
        may_join = not gap.strip(JOINT) and (bool(gap) or (end == 0 and is_open))
        after_break = breaks > 0 or (piece.is_page and end == 0 and not is_open)
        words.append(
            Word(text=match[0], line=line, kind=piece.kind, may_join=may_join, after_break=after_break)
        )
        end = match.end()
    rest = text[end:].strip(JOINT)
    return _Split(words, is_open=bool(words) and not rest, is_empty=not words and not rest)


@cache
def _word_pattern() -> re.Pattern[str]:
    marks = f"[{''.join(_marks())}]"
    letter = f"[^\\W_{_IDEOGRAPHS}]"
    more = f"{marks}++{letter}*+|[{_ZWNJ}{_ZWJ}]++{letter}++"
    # The group is not possessive: before CPython 3.11.5 it would take what it tried in vain (gh-106052).
    return re.compile(f"{letter}++(?:{more})*|[{_IDEOGRAPHS}]{marks}*+")


@cache
def _marks() -> frozenset[str]:
    return frozenset(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")


def _translate(text: str, table: dict[str, str]) -> str:
    """Translate what little there is: `str.translate` looks at every character, and slowly."""
    for character in table.keys() & set(text):
        text = text.replace(character, table[character])
    return text


@cache
def _unsteady() -> dict[str, str]:
    """What becomes of joiners, of marks, and of letters that Unicode has with a mark and without."""
    bare = {
        code: "".join(part for part in unicodedata.normalize("NFD", chr(code)) if part not in _marks())
        for code in _EASTERN
    }
    return {_ZWNJ: "", _ZWJ: "", **{chr(code): text for code, text in bare.items() if text != chr(code)}}


@cache
def _folded() -> dict[str, str]:
    """What becomes of digits of other scripts, and of what cannot be seen."""
    digits = (chr(code) for code in range(0x660, sys.maxunicode + 1) if chr(code).isdecimal())
    return {**dict.fromkeys(_UNSEEN, ""), **{digit: str(unicodedata.decimal(digit)) for digit in digits}}
