"""Finding one's way among the parser's tokens."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


def opening_before(tokens: Sequence[Token], index: int, level: int) -> Token | None:
    """The token that opens what ends right before `index` on a level, or None."""
    last = index - 1
    if last < 0 or tokens[last].nesting == 1 or tokens[last].level != level:
        return None
    first = last
    if tokens[last].nesting == -1:
        while first >= 0 and (tokens[first].nesting != 1 or tokens[first].level != level):
            first -= 1
    return tokens[first] if first >= 0 else None
