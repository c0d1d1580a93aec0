"""Straight double quotes to a language's own, paired and nested. What has no partner stays.

A quote opens or closes by what stands on its two sides. Only pairs are changed: a wrong guess never
turns one mark alone. The language's own marks, where they stand already, take part in the nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bookmaker.renderer.typography.block import Rewrite
from bookmaker.renderer.typography.characters import NBSP
from bookmaker.renderer.typography.quote_marks import (
    CLUSTER,
    SPACED_CLUSTER,
    Mark,
    Pair,
    Shape,
    Side,
    find_marks,
    pair_marks,
)

_CURLY = ("“", "”")
_DOUBLE = re.compile('["«»„“”]')


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteStyle:
    """A language's quotes: two levels, which alternate."""

    outer: Shape
    inner: Shape
    takes_curly: bool = False
    """Whether “…” is taken for straight quotes, where no „ makes it the language's own."""
    has_spaces: bool = False
    """Whether quotes have spaces inside: `" … "` too are taken for them."""


def set_quotes(style: QuoteStyle) -> Rewrite:
    """The step that sets a language's double quotes."""
    triggers = ('"', "“") if style.takes_curly else ('"',)
    return Rewrite(lambda text: _set_pairs(text, style), triggers)


def _set_pairs(text: str, style: QuoteStyle) -> str:
    """Find, pair and write. Each kind of quotes pairs with its own kind only."""
    # After „ the mark “ closes.
    takes_curly = style.takes_curly and "„" not in text
    shapes = (style.outer, _CURLY) if takes_curly else (style.outer,)
    characters = '"' + "".join(mark for shape in shapes for mark in shape)
    marks = find_marks(text, characters, SPACED_CLUSTER if style.has_spaces else CLUSTER)
    pairs = _pair_straight([mark for mark in marks if mark.character == '"'], style)
    for shape in shapes:
        pairs += _pair_shape([mark for mark in marks if mark.character in shape], shape)
    return _write_pairs(text, pairs, style) if pairs else text


def _pair_straight(marks: list[Mark], style: QuoteStyle) -> list[Pair]:
    """Pair straight quotes. After digits they are primes, unless more pairs come out."""

    def side_of(mark: Mark) -> Side:
        # A space that does not break may be one that we set before a colon.
        if style.has_spaces and mark.is_free and NBSP not in mark.before + mark.after:
            return "either"
        return mark.side

    pairs = pair_marks((mark for mark in marks if not mark.is_prime), side_of)
    if any(mark.is_prime for mark in marks):
        return max(pairs, pair_marks(marks, side_of), key=len)
    return pairs


def _pair_shape(marks: list[Mark], shape: Shape) -> list[Pair]:
    """Pair marks that say themselves whether they open."""
    return pair_marks(marks, lambda mark: "open" if mark.character == shape[0] else "close")


def _write_pairs(text: str, pairs: list[Pair], style: QuoteStyle) -> str:
    """Write each pair in the shape of its level. Marks without partner raise or lower it, too.

    The language's own marks get another shape only where every quote of the block has a partner.
    """
    places = [match.start() for match in _DOUBLE.finditer(text)]
    is_whole = len(places) == 2 * len(pairs)
    characters = list(text)
    partners = dict(pairs)
    levels: dict[int, int] = {}
    depth = 0
    for index in places:
        if index in partners:
            partner = partners[index]
            if is_whole or (text[index], text[partner]) != style.outer:
                shape = (style.outer, style.inner)[depth % 2]
                characters[index], characters[partner] = shape
            levels[partner] = depth
            depth += 1
        elif index in levels:
            depth = levels[index]
        elif text[index] in (style.outer[0], style.inner[0]):
            depth += 1
        elif text[index] in (style.outer[1], style.inner[1]):
            depth = max(0, depth - 1)
    return "".join(characters)
