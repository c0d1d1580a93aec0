"""Parts Markdown from fenced code, line by line. In code nothing is markup.

In: a post's text. Out: blocks in order. An indented line may be code or may hang on a list above it;
which of the two is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mode = Literal["markdown", "code", "info"]
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)*(?P<ticks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_INDENTED = re.compile(r"(?:[ \t]*>)*[ ]{0,3}(?:\t| {4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines. Units: `line` is the first one's number in the file. `info` names a language."""

    text: str
    line: int
    mode: Mode


def split_blocks(text: str, first_line: int) -> Iterator[Block]:
    """Split a post's text into blocks."""
    kept: list[str] = []
    start = first_line
    mode: Mode = "markdown"
    for number, (line_mode, line) in enumerate(_mark_lines(text), start=first_line):
        if line_mode != mode:
            yield Block(text="".join(kept), line=start, mode=mode)
            kept, start, mode = [], number, line_mode
        kept.append(f"{line}\n")
    yield Block(text="".join(kept), line=start, mode=mode)


def is_indented(line: str) -> bool:
    """Whether a line may be code because of its indentation."""
    return _INDENTED.match(line) is not None


def _mark_lines(text: str) -> Iterator[tuple[Mode, str]]:
    fence = ""
    for line in text.split("\n"):
        if fence:
            is_end = _closes(line, fence)
            yield "code", "" if is_end else line
            fence = "" if is_end else fence
            continue
        opening = _FENCE.fullmatch(line)
        fence = opening["ticks"] if opening else ""
        yield ("info", opening["info"]) if opening else ("markdown", line)


def _closes(line: str, fence: str) -> bool:
    bare = line.strip(" \t>")
    return bare.startswith(fence) and not bare.strip(fence[0])
