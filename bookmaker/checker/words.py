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
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_UNSEEN.update(dict.fromkeys(range(0x2066, 0x206A)))
_JOINERS = dict.fromkeys((0x200C, 0x200D))
_KEYCAP = re.compile("[0-9](?=\ufe0f?\u20e3)")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u02b9\u02bb\u02bc\u02bd", "'"))
# Scripts written without spaces: each character counts as a word.
_IDEOGRAPHS = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
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
    text = unicodedata.normalize("NFKC", _KEYCAP.sub("", text).translate(_APOSTROPHES)).casefold()
    text = unicodedata.normalize("NFKC", text)
    return text.translate(_folded()) if _rare().search(text) else text


def fold_loosely(text: str) -> str:
    """Fold marks and joiners too: a PDF's text has no joiners, and its marks stand as they were drawn."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", fold_text(text)).translate(_JOINERS)
    return bare.translate(_marks())


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
    marks = "".join(map(chr, _marks()))
    letter = f"[^\\W_{_IDEOGRAPHS}]"
    return re.compile(
        f"{letter}(?:{letter}|[{marks}]|[\u200c\u200d]+(?={letter}))*|[{_IDEOGRAPHS}][{marks}]*"
    )


@cache
def _marks() -> dict[int, None]:
    marks = (code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")
    return dict.fromkeys(marks)


@cache
def _folded() -> dict[int, str | None]:
    """What becomes of digits of other scripts, and of what cannot be seen."""
    codes = (code for code in range(0x660, sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd")
    return {**_UNSEEN, **{code: str(unicodedata.decimal(chr(code))) for code in codes}}


@cache
def _rare() -> re.Pattern[str]:
    """Finds out fast whether there is anything to fold."""
    return re.compile(f"[{''.join(map(chr, _folded()))}]")
