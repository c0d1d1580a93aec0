"""The blocks of a chapter by name, so that the pages of one format can be found in another.

In: a chapter's XHTML. Out: the same with an id on each block, or where each begins. A block that has no id is
named by its number, with a sign before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Begins the ids that are given here, and no other.
SIGN = "#"
_START = re.compile(r'<(p|li|dt|dd|pre|figure|blockquote|h[1-6])((?: [^\s=<>]+="[^"]*")*)>')
_ID = re.compile(r' id="([^"]*)"')
#: The class of the list of addresses at a chapter's end.
ADDRESSES = "addresses"
#: Left out: a print edition may set a wide table as records, and has addresses at a chapter's end.
_APART = re.compile(rf'<table[ >].*?</table>|<section class="footnotes {ADDRESSES}">.*\Z', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A block. `start` is where its tag begins and `content` where its content does."""

    name: str
    tag: str
    start: int
    content: int
    has_id: bool


def name_blocks(xhtml: str) -> str:
    """Give each block an id."""
    pieces, end = [], 0
    for block in find_blocks(xhtml):
        if not block.has_id:
            pieces += [xhtml[end : block.content - 1], f' id="{block.name}"']
            end = block.content - 1
    return "".join((*pieces, xhtml[end:]))


def find_blocks(xhtml: str) -> tuple[Block, ...]:
    """The blocks in reading order."""
    apart = [found.span() for found in _APART.finditer(xhtml)]
    blocks = []
    for number, found in enumerate(_START.finditer(xhtml)):
        if any(start <= found.start() < end for start, end in apart):
            continue
        own = _ID.search(found[2])
        name = own[1] if own else f"{SIGN}{number}"
        blocks.append(Block(name, found[1], found.start(), found.end(), own is not None))
    return tuple(blocks)
