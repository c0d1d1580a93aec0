"""Pairs the tags that open and close blocks, so that one that is wrong spoils only itself.

In: pieces. Out: pieces in which a tag without its partner is words, the markers of a block that
nobody knows are gone, and the pieces of each block know one another. Nothing is reported here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from bookmaker.renderer.dialects.jekyll.lexer import Piece

#: The blocks, and the tags that may part them.
BLOCKS: dict[str, frozenset[str]] = {
    "if": frozenset({"elsif", "else"}),
    "unless": frozenset({"elsif", "else"}),
    "case": frozenset({"when", "else"}),
    "for": frozenset({"else"}),
    "tablerow": frozenset(),
    "capture": frozenset(),
    "ifchanged": frozenset(),
    "highlight": frozenset(),
    "codeblock": frozenset(),
}
_BRANCHES = frozenset({"elsif", "else", "when"})
_INTERRUPTS = frozenset({"break", "continue"})
#: The lexer has read what these end, where there is anything to end.
_ENDS_OF_WORDS = frozenset({"endraw", "endcomment"})
_LOOPS = frozenset({"for", "tablerow"})


@dataclass(slots=True, kw_only=True)
class Structure:
    """Pieces and how they belong together. Units: indices into `pieces`."""

    pieces: list[Piece]
    partners: dict[int, list[int]] = field(default_factory=dict)
    """The branches and the end of each block, by its opening."""
    unpaired: list[int] = field(default_factory=list)
    """Tags turned into words: blocks never closed, ends and branches of nothing."""
    unknown_blocks: list[tuple[int, int]] = field(default_factory=list)
    """Openings and ends of blocks that nobody knows. Both pieces are empty words now."""
    unknown_ends: list[int] = field(default_factory=list)


def pair_tags(pieces: tuple[Piece, ...], known: frozenset[str]) -> Structure:
    """Pair the tags. `known` are the names of all tags that can be run."""
    return _Pairing(pieces, known).run()


class _Pairing:
    def __init__(self, pieces: tuple[Piece, ...], known: frozenset[str]):
        self.known = known
        self.result = Structure(pieces=list(pieces))
        self.open_blocks: list[int] = []
        self.open_names: Counter[str] = Counter()
        self.open_unknown: dict[str, list[int]] = {}

    def run(self) -> Structure:
        for index, piece in enumerate(tuple(self.result.pieces)):
            if piece.kind == "tag":
                self.read_tag(index, piece.name)
        for index in self.open_blocks:
            self.make_words(index)
        self.result.unpaired.sort()
        return self.result

    def read_tag(self, index: int, name: str) -> None:
        if name in BLOCKS:
            self.open_blocks.append(index)
            self.open_names[name] += 1
            self.result.partners[index] = []
        elif name in _BRANCHES:
            self.read_branch(index, name)
        elif name in _INTERRUPTS:
            if not any(self.open_names[loop] for loop in _LOOPS):
                self.make_words(index)
        elif name.startswith("end") and name[3:] in BLOCKS:
            self.close_block(index, name[3:])
        elif name in _ENDS_OF_WORDS:
            self.make_words(index)
        elif name.startswith("end") and name not in self.known:
            self.close_unknown(index, name[3:])
        elif name not in self.known:
            self.open_unknown.setdefault(name, []).append(index)

    def read_branch(self, index: int, name: str) -> None:
        if not self.open_blocks or not self.may_part(self.open_blocks[-1], name):
            self.make_words(index)
            return
        self.result.partners[self.open_blocks[-1]].append(index)

    def may_part(self, block: int, branch: str) -> bool:
        """Nothing comes after `else`, but in `case`: python-liquid would drop it without a word."""
        block_name = self.name_at(block)
        branches = self.result.partners[block]
        is_over = bool(branches) and self.name_at(branches[-1]) == "else" and block_name != "case"
        return branch in BLOCKS[block_name] and not is_over

    def close_block(self, index: int, name: str) -> None:
        if not self.open_names[name]:
            self.make_words(index)
            return
        while self.name_at(self.open_blocks[-1]) != name:
            self.make_words(self.leave_block())
        self.result.partners[self.leave_block()].append(index)

    def leave_block(self) -> int:
        index = self.open_blocks.pop()
        self.open_names[self.name_at(index)] -= 1
        return index

    def close_unknown(self, index: int, name: str) -> None:
        if self.open_unknown.get(name):
            opening = self.open_unknown[name].pop()
            self.result.unknown_blocks.append((opening, index))
            self.silence(opening)
        else:
            self.result.unknown_ends.append(index)
        self.silence(index)

    def make_words(self, index: int) -> None:
        """Let a tag, and the branches it had, stand as they are written."""
        for broken in (index, *self.result.partners.pop(index, ())):
            piece = self.result.pieces[broken]
            self.result.pieces[broken] = replace(piece, kind="text", is_broken=True)
            self.result.unpaired.append(broken)

    def silence(self, index: int) -> None:
        piece = self.result.pieces[index]
        self.result.pieces[index] = replace(piece, kind="text", text="")

    def name_at(self, index: int) -> str:
        return self.result.pieces[index].name
