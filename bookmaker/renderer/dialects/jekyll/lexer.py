"""Cuts a text into words and Liquid. python-liquid's own lexer gives up at the first error.

In: a text. Out: pieces in order; comments and the markers of `raw` are left out. Linear in time.
Source: Ruby's Liquid 4, where a construct ends at the first closing delimiter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"\{%-?\s*(\w+)\s*")
_ENDRAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_COMMENT_MARK = re.compile(r"\{%-?\s*(end)?comment\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, or one construct. Units: indices into the source, half-open."""

    kind: Literal["text", "output", "tag"]
    start: int
    end: int
    text: str = ""
    """The words, or what a construct says: no delimiters, no trims, no name."""
    text_start: int = 0
    """Where in the source a construct's `text` begins."""
    name: str = ""
    """The name of a tag."""
    is_broken: bool = False
    """Words that look like Liquid and are none, such as an opening that nothing closes."""


def cut_into_pieces(source: str) -> tuple[Piece, ...]:
    """Cut a text into words and constructs. What stands inside `raw` is words."""
    return _Lexer(source).run()


class _Lexer:
    def __init__(self, source: str):
        self.source = source
        self.pieces: list[Piece] = []
        self.trims_next = False
        self.has_endraw_ahead = True
        self.closings = {"}}": 0, "%}": 0}
        self.comment_ends: dict[int, int] | None = None

    def run(self) -> tuple[Piece, ...]:
        position = 0
        while found := _OPENING.search(self.source, position):
            self.add_text(position, found.start())
            position = self.read_construct(found.start(), found[0])
        self.add_text(position, len(self.source))
        return tuple(self.pieces)

    def read_construct(self, start: int, opening: str) -> int:
        """Read what begins at `start` and give the index after it."""
        close = self.find_close(start + 2, "}}" if opening == "{{" else "%}")
        if close < 0 or self.holds_opening(start + 2, close, opening):
            self.add_text(start, start + 2, is_broken=True)
            return start + 2
        if opening == "{{":
            self.add_construct("output", start, start + 2, close)
            return close + 2
        tag = _TAG.match(self.source, start, close)
        if tag is None:
            self.add_text(start, close + 2, is_broken=True)
            return close + 2
        return self.read_tag(start, close, tag)

    def holds_opening(self, start: int, close: int, opening: str) -> bool:
        """Whether another construct begins before this one is closed. A tag may hold an output.

        Searched backwards, the same kind first: that is what keeps `{{{{{{…` linear.
        """
        return self.source.rfind(opening, start, close) >= 0 or (
            opening == "{{" and self.source.rfind("{%", start, close) >= 0
        )

    def read_tag(self, start: int, close: int, tag: re.Match[str]) -> int:
        if tag[1] == "raw":
            return self.read_raw(start, close + 2)
        if tag[1] == "comment":
            return self.read_comment(start, close + 2)
        self.add_construct("tag", start, tag.end(), close, tag[1])
        return close + 2

    def read_comment(self, start: int, inside: int) -> int:
        end = self.find_comment_ends().get(start)
        if end is None:
            self.add_text(start, inside, is_broken=True)
            return inside
        self.trim_before(start)
        self.trims_next = self.source[end - 3 : end] == "-%}"
        return end

    def read_raw(self, start: int, inside: int) -> int:
        closing = _ENDRAW.search(self.source, inside) if self.has_endraw_ahead else None
        if closing is None:
            self.has_endraw_ahead = False
            self.add_text(start, inside, is_broken=True)
            return inside
        self.trim_before(start)
        text = self.source[inside : closing.start()]
        self.pieces.append(Piece(kind="text", start=inside, end=closing.start(), text=text))
        self.trims_next = closing[0].endswith("-%}")
        return closing.end()

    def find_close(self, start: int, closing: str) -> int:
        """The next closing delimiter, or -1. Each is searched for once, however many openings."""
        if 0 <= self.closings[closing] < start:
            self.closings[closing] = self.source.find(closing, start)
        return self.closings[closing]

    def find_comment_ends(self) -> dict[int, int]:
        """Where each comment ends, by where it begins. Comments may be nested."""
        if self.comment_ends is None:
            self.comment_ends = {}
            begun: list[int] = []
            for mark in _COMMENT_MARK.finditer(self.source):
                close = self.source.find("%}", mark.end())
                if not mark[1]:
                    begun.append(mark.start())
                elif begun and close >= 0:
                    self.comment_ends[begun.pop()] = close + 2
        return self.comment_ends

    def add_construct(
        self, kind: Literal["output", "tag"], start: int, inside: int, close: int, name: str = ""
    ) -> None:
        self.trim_before(start)
        if kind == "output" and self.source.startswith("-", inside):
            inside += 1
        text = self.source[inside:close]
        self.trims_next = text.endswith("-")
        text = text.removesuffix("-")
        self.pieces.append(
            Piece(
                kind=kind,
                start=start,
                end=close + 2,
                text=text.strip(),
                text_start=inside + len(text) - len(text.lstrip()),
                name=name,
            )
        )

    def add_text(self, start: int, end: int, *, is_broken: bool = False) -> None:
        text = self.source[start:end]
        if self.trims_next:
            text = text.lstrip()
            start = end - len(text)
        if text:
            self.trims_next = False
            self.pieces.append(Piece(kind="text", start=start, end=end, text=text, is_broken=is_broken))

    def trim_before(self, start: int) -> None:
        """Drop the spaces before a construct that is opened by `{%-` or `{{-`."""
        if self.source.startswith("-", start + 2) and self.pieces:
            last = self.pieces[-1]
            if last.kind == "text" and last.end == start:
                self.pieces[-1] = replace(last, text=last.text.rstrip())
