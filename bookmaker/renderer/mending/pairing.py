"""Which runs of `*` and `_` were meant as emphasis although CommonMark's flanking rules refuse them.

What converters and editors leave behind: `** bold**`, `**bold **next`, `**bold:**next`, `字**「強調」**字`.
What must stay as it is: `2**3`, `**kwargs`, `src/**/*.md`, `snake__case`, footnote marks such as `price**`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bookmaker.renderer.mending.runs import Run, text_between

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPENING = frozenset("([{«„“‘‚‹「『【《〈（［—–-/\"'*_~")
_CLOSING = frozenset(")]}»“”’›」』】》〉）］.,;:!?…、。，；：！？—–-/\"'*_~")
_PYTHON = re.compile(r"(kw\w*|args|opts|options|params|config|dict|data)\b", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.[A-Za-z]")
_NOT_ASCII_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_TWO_WORDS = re.compile(r"[^\W\d_]{2}\s+[^\W\d_]{2}")

Pair = tuple[Run, Run]


def is_code_like(run: Run) -> bool:
    """Whether the run is an operator, a wildcard, part of a name or Python's unpacking."""
    before, after = run.before[-1:], run.after[:1]
    if is_operator(run) or _FILE_ENDING.match(run.after):
        return True
    if run.length < 4 and (before + after).isascii() and before.isalnum() and after.isalnum():
        return True
    return not before.isalnum() and bool(_PYTHON.match(run.after))


def is_operator(run: Run) -> bool:
    """`2**3`, `x**2`, `(a + b)**2`; `src/**/*.md`."""
    before, after = run.before[-1:], run.after[:1]
    is_power = (before.isalnum() or before == ")") and after.isdigit()
    return run.marker == "*" and (is_power or before == "/" or after == "/")


def pair_all(runs: Sequence[Run], regions: Sequence[int], tokens: Sequence[Token]) -> list[Pair] | None:
    """Take every second run for the end of the one before it, or None where that makes no sense.

    `regions` says by delimiter which pair it stands in; no pair may begin inside another and end outside.
    """
    pairs: list[Pair] = []
    for members in _by_region(runs, regions):
        if len(members) % 2:
            return None
        pairs += zip(members[::2], members[1::2], strict=True)
    return pairs if all(_is_plausible(opener, closer, tokens) for opener, closer in pairs) else None


def pair_some(runs: Sequence[Run], regions: Sequence[int], tokens: Sequence[Token]) -> list[Pair]:
    """Pair neighbours where that makes sense; the others stay as they are."""
    pairs = []
    for members in _by_region(runs, regions):
        if members[0].length == 1 and len(members) != 2:
            continue
        waiting: Run | None = None
        for run in members:
            if waiting is not None and _is_plausible(waiting, run, tokens):
                pairs.append((waiting, run))
                waiting = None
            else:
                waiting = run
    return pairs


def _by_region(runs: Sequence[Run], regions: Sequence[int]) -> Iterator[list[Run]]:
    """Runs that may be paired with one another: alike, and inside the same pairs."""

    def key(run: Run) -> tuple[int, str]:
        return regions[run.first], run.marker

    for _, members in groupby(sorted(runs, key=lambda run: (key(run), run.first)), key=key):
        yield list(members)


def _is_plausible(opener: Run, closer: Run, tokens: Sequence[Token]) -> bool:
    inside = text_between(tokens, opener.end_token, closer.token)
    opens_loosely, closes_loosely = _is_space(opener.after[:1]), _is_space(closer.before[-1:])
    if not inside.strip() or (opens_loosely and not _may_open_after(opener.before[-1:])):
        return False
    if opener.length == 1:
        return opens_loosely != closes_loosely and _is_surely_italic(opener, closer, inside)
    if opens_loosely and closes_loosely and not _is_phrase(opener, closer, inside):
        return False
    return opener.marker == "*" or _has_own_bounds(opener, closer) or bool(_NOT_ASCII_LETTER.search(inside))


def _is_phrase(opener: Run, closer: Run, inside: str) -> bool:
    """`** two words **` rather than `a ** b ** c`."""
    begins_line = opener.before[-1:] in ("", "\n")
    is_worded = bool(_TWO_WORDS.search(inside) or _NOT_ASCII_LETTER.search(inside))
    return _may_close_before(closer.after[:1]) and (begins_line or is_worded)


def _is_surely_italic(opener: Run, closer: Run, inside: str) -> bool:
    """A single `*` or `_` is too often meant as itself: only `_word _,` and `_ word_` are taken."""
    after = closer.after[:1]
    has_bounds = _is_space(opener.before[-1:]) and _may_close_before(after)
    if not has_bounds or "\n" in inside or (opener.marker == "*" and after == " "):
        return False
    words = inside.strip()
    return words[0].isalpha() and not words[-1].isdigit()


def _has_own_bounds(opener: Run, closer: Run) -> bool:
    return _may_open_after(opener.before[-1:]) and _may_close_before(closer.after[:1])


def _may_open_after(before: str) -> bool:
    return _is_space(before) or before in _OPENING


def _may_close_before(after: str) -> bool:
    return _is_space(after) or after in _CLOSING


def _is_space(character: str) -> bool:
    return not character or character.isspace()
