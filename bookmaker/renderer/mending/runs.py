"""Runs of `*` and `_` as the Markdown parser left them: what they are paired with, what stands beside them.

In: the parser's tokens and delimiters of one stretch of text (a paragraph, or a link's label). Out: runs.
Which runs belong together is decided in `pairing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline.state_inline import Delimiter
    from markdown_it.token import Token

_MARKERS = (ord("*"), ord("_"))
_BREAKS = ("softbreak", "hardbreak")
# Stands for a link, a picture or a piece of code beside a run: neither letter nor space.
_OBJECT = "\ufffc"
_SEEN = 16
_LOOKED_AT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`**` or the like. Units: `first` and `token` are the indices of its first delimiter and token."""

    marker: str
    length: int
    first: int
    token: int
    before: str
    """The last characters before it; empty at the beginning of a paragraph."""
    after: str
    """The first characters after it; empty at the end."""
    mates: tuple[int | None, ...]
    """With which delimiters its own are paired."""

    @property
    def delimiters(self) -> range:
        """The indices of its delimiters."""
        return range(self.first, self.first + self.length)

    @property
    def end_token(self) -> int:
        """The index of the token after its last."""
        return self.token + self.length

    @property
    def is_free(self) -> bool:
        """Whether none of its characters is paired: they would all be printed."""
        return all(mate is None for mate in self.mates)

    def halves(self) -> tuple[Run, Run]:
        """`****` between two bold words ends one and begins the other."""
        half = self.length // 2
        marker = self.marker * half
        return (
            replace(self, length=half, after=marker, mates=self.mates[:half]),
            replace(
                self,
                length=half,
                first=self.first + half,
                token=self.token + half,
                before=marker,
                mates=self.mates[half:],
            ),
        )


def find_mates(delimiters: Sequence[Delimiter]) -> list[int | None]:
    """For each delimiter the index of the one that it is paired with."""
    mates: list[int | None] = [None] * len(delimiters)
    for index, delimiter in enumerate(delimiters):
        if delimiter.end >= 0:
            mates[index], mates[delimiter.end] = delimiter.end, index
    return mates


def find_runs(tokens: Sequence[Token], delimiters: Sequence[Delimiter]) -> Iterator[Run]:
    """The runs in order. Source: markdown-it makes a token and a delimiter of each character."""
    mates = find_mates(delimiters)
    index = 0
    while index < len(delimiters):
        delimiter = delimiters[index]
        if delimiter.marker not in _MARKERS:
            index += 1
            continue
        start, end = delimiter.token, delimiter.token + delimiter.length
        yield Run(
            marker=chr(delimiter.marker),
            length=delimiter.length,
            first=index,
            token=start,
            before=_shown(tokens[start - 1], 1)[-_SEEN:] if start else "",
            after=_shown(tokens[end], -1)[:_SEEN] if end < len(tokens) else "",
            mates=tuple(mates[index : index + delimiter.length]),
        )
        index += delimiter.length


def find_enclosing(mates: Sequence[int | None]) -> list[int]:
    """For each delimiter the opening one of the innermost pair around it, or -1."""
    stack = [-1]
    enclosing = []
    for index, mate in enumerate(mates):
        if mate is not None and mate < index:
            stack.pop()
        enclosing.append(stack[-1])
        if mate is not None and mate > index:
            stack.append(index)
    return enclosing


def text_between(tokens: Sequence[Token], start: int, end: int) -> str:
    """The text of a pair, or the beginning of a long one: enough to judge it by."""
    inside = tokens[start : min(end, start + _LOOKED_AT)]
    return "".join("\n" if token.type in _BREAKS else token.content for token in inside)


def _shown(token: Token, edge: int) -> str:
    """What a reader sees of a token. `edge` is the nesting of tags at which the run's own text ends."""
    if token.type in ("text", "text_special"):
        return token.content
    if token.type in _BREAKS:
        return "\n"
    return "" if token.nesting == edge else _OBJECT
