"""Decides, where a word may be one with the word before it, whether it is.

The other text decides: what stands there as one word is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from bookmaker.checker.words import Word

#: The most parts that a word is put together from.
_MOST_PARTS = 8


def settle_joints(words: Sequence[Word], other: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Join the parts of words on both sides, each as the other side has them."""
    first = _join(words, {word.text for word in other} | set(_possible_words(other)))
    return first, _join(other, {word.text for word in first})


def _chains(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words that may be one."""
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or not words[index].may_join:
            if index - start > 1:
                yield start, index
            start = index


def _possible_words(words: Sequence[Word]) -> Iterator[str]:
    for start, end in _chains(words):
        for low in range(start, end - 1):
            for high in range(low + 2, min(end, low + _MOST_PARTS) + 1):
                yield "".join(word.text for word in words[low:high])


def _join(words: Sequence[Word], known: Collection[str]) -> list[Word]:
    joined: list[Word] = []
    done = 0
    for start, end in _chains(words):
        joined += words[done:start]
        joined += _join_chain(words[start:end], known)
        done = end
    return joined + list(words[done:])


def _join_chain(chain: Sequence[Word], known: Collection[str]) -> Iterator[Word]:
    low = 0
    while low < len(chain):
        for high in range(min(len(chain), low + _MOST_PARTS), low + 1, -1):
            text = "".join(word.text for word in chain[low:high])
            if text in known:
                kinds = {word.kind for word in chain[low:high]}
                kind = "printed" if "printed" in kinds else chain[low].kind
                yield replace(chain[low], text=text, kind=kind, joined=True)
                low = high
                break
        else:
            yield chain[low]
            low += 1
