"""Dashes between words: hyphens that stand for one. Those in words, codes and sums stay."""

from __future__ import annotations

import re

from bookmaker.renderer.typography.block import Reshape, Swap
from bookmaker.renderer.typography.characters import (
    ANY_SPACE,
    EM_DASH,
    EN_DASH,
    LETTER,
    NBSP,
    SPACE,
)

# `n - 1`, `10 - 5`, `a - b`: what may be arithmetic is left. A, a and I are words of English.
_LEFT_OPERAND = r"[\da-zB-HJ-Z]"
_RIGHT_OPERAND = r"(?:\d|[b-zB-HJ-Z]\b)"


def double_hyphens(dash: str) -> Reshape:
    """`--` and `---` standing free, as typewriters had them."""
    return Reshape(re.compile(r"--(?<!\S--)(?<!«\s--)-?(?=\s[^\s»])"), dash, "--")


def closed_double_hyphens(marks: str) -> Reshape:
    """`word--word` to an em dash, `10--20` to an en dash; `-->` and rules of hyphens stay.

    `marks` may stand before the dash like letters. Quotes among them must be set before, so that
    `"--option"` is not taken for a closing one.
    """
    left = rf"(?:(?<={LETTER}--)|(?<=[{marks}]--))"
    right = rf"(?={LETTER}|[\"'“‘(\ufffc])"
    return Reshape(
        re.compile(rf"--(?:(?<=\d--)(?=\d)|{left}-?{right})"),
        lambda match: EN_DASH if match.string[match.end()].isdigit() else EM_DASH,
        "--",
    )


def spaced_hyphens(dash: str, typed: str = "-") -> Swap:
    """` - ` between words to a dash that begins no line. `typed` is what authors type for it."""
    not_after_operand = rf"(?<!\d{ANY_SPACE})(?<!\b{_LEFT_OPERAND}{ANY_SPACE})"
    not_before_operand = rf"(?!{ANY_SPACE}{_RIGHT_OPERAND})"
    # A space inside French quotes was set by us: “-” alone in quotes is no dash.
    mark = rf"[{typed}](?={ANY_SPACE}[^\s»])"
    return Swap(
        re.compile(
            rf"{ANY_SPACE}(?<=[^\s«].)(?:{not_after_operand}{mark}|{mark}{not_before_operand})",
            re.DOTALL,
        ),
        NBSP + dash,
    )


def leading_hyphens() -> Swap:
    """A hyphen or dash that opens a line, where someone speaks or a list goes on."""
    pattern = rf"(\A{SPACE}?|\u2028{SPACE}?)[-–—]{SPACE}(?=\S)"
    return Swap(re.compile(pattern), rf"\1{EM_DASH}{NBSP}")
