"""One block of text, joined from its runs, and the two kinds of steps that change it.

The text stands without separators, so that rules see words as a reader does; the places where runs
meet are kept beside it and move with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

#: What a rule puts in place of a match: a template of `re`, or a function of the match.
Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Block:
    """Joined text. Units: `cuts` are the indices in `text` at which runs begin, but the first."""

    text: str
    cuts: tuple[int, ...]


Step = Callable[[Block], Block]


def join_runs(runs: Sequence[str]) -> Block:
    """Join at least one run to a block."""
    return Block("".join(runs), tuple(accumulate(len(run) for run in runs[:-1])))


def split_runs(block: Block) -> tuple[str, ...]:
    """Split a block where its runs meet."""
    if not block.cuts:
        return (block.text,)
    edges = (0, *block.cuts, len(block.text))
    return tuple(block.text[start:end] for start, end in pairwise(edges))


@dataclass(frozen=True, slots=True)
class Swap:
    """A step whose replacement is as long as its match: the cuts stay where they are."""

    pattern: re.Pattern[str]
    replacement: Replacement
    trigger: str = ""
    """Text without it is left alone: looking for a fixed string is cheap."""

    def __call__(self, block: Block) -> Block:
        if self.trigger not in block.text:
            return block
        text = self.pattern.sub(self.replacement, block.text)
        return block if text == block.text else Block(text, block.cuts)


@dataclass(frozen=True, slots=True)
class Reshape:
    """A step that makes text longer or shorter.

    A cut inside a match moves behind the replacement. So a match must hold what belongs together
    and change, never a letter beside it, and never be empty: text inserted between two runs would
    else land in the wrong one.
    """

    pattern: re.Pattern[str]
    replacement: Replacement
    trigger: str = ""

    def __call__(self, block: Block) -> Block:
        if self.trigger not in block.text:
            return block
        if not block.cuts:
            return Block(self.pattern.sub(self.replacement, block.text), ())
        return _reshape_runs(block, self.pattern, self.replacement)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A step by a function that keeps the length of the text, for what a pattern cannot say."""

    function: Callable[[str], str]
    triggers: tuple[str, ...]

    def __call__(self, block: Block) -> Block:
        if not any(trigger in block.text for trigger in self.triggers):
            return block
        return Block(self.function(block.text), block.cuts)


def _reshape_runs(block: Block, pattern: re.Pattern[str], replacement: Replacement) -> Block:
    """Replace every match and move the cuts along."""
    pieces: list[str] = []
    cuts: list[int] = []
    waiting = iter(block.cuts)
    cut = next(waiting, None)
    read = written = 0
    for match in pattern.finditer(block.text):
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        shift = written - read
        while cut is not None and cut <= match.start():
            cuts.append(cut + shift)
            cut = next(waiting, None)
        pieces += (block.text[read : match.start()], new)
        written += match.start() - read + len(new)
        read = match.end()
        while cut is not None and cut < read:
            cuts.append(written)
            cut = next(waiting, None)
    pieces.append(block.text[read:])
    while cut is not None:
        cuts.append(cut + written - read)
        cut = next(waiting, None)
    return Block("".join(pieces), tuple(cuts))
