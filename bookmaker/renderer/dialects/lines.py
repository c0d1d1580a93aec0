"""Keeps lines where they stand in the file, so that later diagnostics name the right ones.

In: pieces of text, each with the line of the file it should begin on. Out: one text. Lines that a
tag used up are given back at the next gap between paragraphs, where one more blank line means nothing.
Not kept: lines before that gap, and lines after a loop or an include that wrote more than it took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
_BEFORE_NO_GAP = (" ", "\t", ":", "~", "{")


def join_in_place(pieces: Iterable[tuple[str, int]]) -> str:
    """Join the pieces. Units: a piece's line counts from 0 at the beginning of the body."""
    texts: list[str] = []
    owed: dict[int, int] = {}
    line = 0
    for text, wanted in pieces:
        owed[line] = wanted - line
        texts.append(text)
        line += text.count("\n")
    joined = "".join(texts)
    return _fill_gaps(joined, owed) if any(count > 0 for count in owed.values()) else joined


def _fill_gaps(text: str, owed: dict[int, int]) -> str:
    lines = text.split("\n")
    kept: list[str] = []
    missing = given = 0
    gaps = _gaps(lines)
    for number, line in enumerate(lines):
        kept.append(line)
        missing = owed.get(number, missing)
        if number in gaps and missing > given:
            kept += [""] * (missing - given)
            given = missing
    return "\n".join(kept)


def _gaps(lines: list[str]) -> frozenset[int]:
    """Blank lines after which more of them change nothing: not in code, not before what hangs on."""
    gaps = set()
    fence, is_verbatim = "", False
    for number, line in enumerate(lines[:-1]):
        fence = _fence_after(line, fence)
        is_verbatim = (is_verbatim or "<pre" in line) and "</pre" not in line
        following = lines[number + 1]
        is_gap = following.strip() and not following.startswith(_BEFORE_NO_GAP)
        if is_gap and not line.strip() and not fence and not is_verbatim:
            gaps.add(number)
    return frozenset(gaps)


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code block that is open after the line, or an empty string."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found[1]
    is_close = found[1].startswith(fence) and not line[found.end() :].strip()
    return "" if is_close else fence
