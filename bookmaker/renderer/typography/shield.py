"""Addresses, e-mail, file names and paths in running text: hidden from the rules, then put back.

Each hidden character becomes U+FFFC, which every rule treats as a letter and none adds, moves or
removes; so the hidden characters return in the order in which they went.
"""

from __future__ import annotations

import re
from itertools import islice

from bookmaker.renderer.typography.block import Block
from bookmaker.renderer.typography.characters import OBJECT

# One of these stands in everything that is hidden; most blocks have none.
_SUSPECT = re.compile(r"[/\\@]|\.(?:[A-Za-z]|рф)|[A-Za-z]--")
# What may follow in an address: no space, no quote that closes around it, no other run's object.
_TAIL = r"""[^\s"'<>«»“”„‘’‚…\ufffc]"""
# Its last character: a full stop or a bracket after an address belongs to the sentence.
_END = r"[\w/#=&%+~*@$-]"
# Every alternative begins where its look-behind allows it, once a word: time stays linear.
# Three full stops do not hold on to what follows, as the ellipsis does not that they become.
_ADDRESS = re.compile(
    rf"""
      {OBJECT}
    | (?<![A-Za-z])[A-Za-z]{{2,12}}://(?:{_TAIL}|'(?=\w))*{_END}  # https://…
    | (?:(?<![\w.+-])|(?<=\.\.\.))[\w+-]+(?:\.[\w+-]+)*           # name@example.org
      @[\w-]+(?:\.[\w-]+)+
    | (?:(?<![\w.@/-])|(?<=\.\.\.))[\w-]+(?:\.[\w-]+)*           # example.org, a-b.py
      \.(?:[A-Za-z][\w-]+|рф)\b(?!://)(?:/{_TAIL}*{_END})?
    | (?<![\w./~\\-])(?:[A-Za-z]:)?[\w.~-]*[/\\]               # a/b, C:\b
      (?=[\w./~\\-]*[A-Za-z])[\w./~\\-]+
    | (?:(?<![\w.-])|(?<=\.\.\.))xn--[\w-]+
    """,
    re.VERBOSE,
)
_OBJECTS = re.compile(OBJECT + "+")


def hide_addresses(block: Block) -> tuple[Block, str]:
    """Hide what looks like an address. Returns with it the hidden characters, in order."""
    if not _SUSPECT.search(block.text):
        return block, ""
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[0])
        return OBJECT * len(match[0])

    return Block(_ADDRESS.sub(hide, block.text), block.cuts), "".join(hidden)


def show_addresses(block: Block, hidden: str) -> Block:
    """Put the hidden characters back."""
    if not hidden:
        return block
    characters = iter(hidden)
    text = _OBJECTS.sub(lambda match: "".join(islice(characters, len(match[0]))), block.text)
    return Block(text, block.cuts)
