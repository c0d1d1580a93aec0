"""Cuts a text into words and short codes, and pairs those that open and close. Linear in time.

Source: Hugo's page lexer: `{{< … >}}`, `{{% … %}}`, `{{< /… >}}`, `{{< … />}}`, and `{{</* … */>}}`,
which prints a short code instead of running it. All of them count inside code blocks too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from bookmaker.renderer.dialects.parameters import Parameter, read_parameter

_OPENING = re.compile(r"\{\{([<%])")
_NAME = re.compile(r"\s*(/?)\s*([\w][\w./-]*)")
_CLOSING = {"<": re.compile(r"\s*(/?)>\}\}"), "%": re.compile(r"\s*(/?)%\}\}")}
_DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words, or one short code. Units: indices into the text, half-open."""

    kind: Literal["text", "open", "close", "single"]
    start: int
    end: int
    text: str = ""
    name: str = ""
    parameters: tuple[Parameter, ...] = ()
    is_broken: bool = False
    """Words that begin like a short code and are none."""


def cut_into_pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into words and short codes. Which opening is closed where is not said yet."""
    pieces: list[Piece] = []
    position = 0
    while found := _OPENING.search(text, position):
        if position < found.start():
            pieces.append(_words(text, position, found.start()))
        piece = _read_escaped(text, found) or _read_code(text, found)
        pieces.append(piece)
        position = piece.end
    if position < len(text):
        pieces.append(_words(text, position, len(text)))
    return tuple(pieces)


def pair_codes(pieces: tuple[Piece, ...]) -> dict[int, int]:
    """The index of the closing piece, by that of the opening one. The others stand alone."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    names: Counter[str] = Counter()
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            waiting.append(index)
            names[piece.name] += 1
        elif piece.kind == "close" and names[piece.name]:
            while True:
                opening = waiting.pop()
                names[pieces[opening].name] -= 1
                if pieces[opening].name == piece.name:
                    break
            pairs[opening] = index
    return pairs


def shallow_pairs(pairs: dict[int, int]) -> dict[int, int]:
    """Leave out pairs inside 50 others: nobody writes those, and each level costs a copy."""
    kept: dict[int, int] = {}
    ends: list[int] = []
    for opening in sorted(pairs):
        while ends and ends[-1] < opening:
            ends.pop()
        ends.append(pairs[opening])
        if len(ends) <= _DEEPEST:
            kept[opening] = pairs[opening]
    return kept


def _words(text: str, start: int, end: int, *, is_broken: bool = False) -> Piece:
    return Piece(kind="text", start=start, end=end, text=text[start:end], is_broken=is_broken)


def _read_escaped(text: str, opening: re.Match[str]) -> Piece | None:
    """`{{</* name */>}}` is the text `{{< name >}}`."""
    if not text.startswith("/*", opening.end()):
        return None
    bracket = opening[1]
    closing = f"*/{'>' if bracket == '<' else '%'}}}}}"
    following = text.find(opening[0], opening.end())
    end = text.find(closing, opening.end(), following if following >= 0 else len(text))
    if end < 0:
        return None
    literal = f"{opening[0]}{text[opening.end() + 2 : end]}{closing[2:]}"
    return Piece(kind="text", start=opening.start(), end=end + len(closing), text=literal)


def _read_code(text: str, opening: re.Match[str]) -> Piece:
    name = _NAME.match(text, opening.end())
    if name is None:
        return _words(text, opening.start(), opening.end(), is_broken=True)
    parameters: list[Parameter] = []
    position = name.end()
    closing = _CLOSING[opening[1]]
    while (end := closing.match(text, position)) is None:
        result = read_parameter(text, position)
        if result is None:
            return _words(text, opening.start(), opening.end(), is_broken=True)
        parameters.append(result[0])
        position = result[1]
    kind: Literal["open", "close", "single"] = "close" if name[1] else "single" if end[1] else "open"
    return Piece(
        kind=kind,
        start=opening.start(),
        end=end.end(),
        name=name[2],
        parameters=tuple(parameters),
    )
