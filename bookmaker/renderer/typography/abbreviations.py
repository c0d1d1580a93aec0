"""Abbreviations: the spaces inside them, and those to the number or name that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookmaker.renderer.typography.block import Reshape
from bookmaker.renderer.typography.characters import NBSP, SPACE
from bookmaker.renderer.typography.spaces import gap


def open_abbreviations(*abbreviations: str) -> Reshape:
    """`z.B.` to `z. B.`. The case of the first letter is free; each match is one full stop."""
    joints = (joint for abbreviation in abbreviations for joint in _joints(abbreviation))
    return Reshape(re.compile(rf"\.(?:{'|'.join(joints)})"), "." + NBSP)


def _joints(abbreviation: str) -> Iterable[str]:
    """What stands before and after each full stop but the last."""
    parts = abbreviation.split(".")[:-1]
    for index in range(1, len(parts)):
        before = r"\.".join((_free_case(parts[0]), *parts[1:index]))
        after = r"\.".join(parts[index:])
        # Not inside a longer one: к.т.н. has no т. н. in it.
        yield rf"(?<=(?<![\w.]){before}\.)(?={after}\.(?!\w))"


def after_abbreviations(words: Iterable[str], after: str) -> str:
    """A gap after one of these words and a full stop; the case of their first letter is free."""
    befores = (rf"\b{_free_case(word)}\." for word in words)
    # The full stop first: at most spaces that one look settles it.
    return rf"(?<=\.{SPACE})(?={after})(?:{gap(befores)})"


def _free_case(word: str) -> str:
    return f"[{word[0].lower()}{word[0].upper()}]{word[1:]}"
