"""Sets what a tag stands for into Markdown as a block of its own, whatever surrounds the tag.

A tag may stand in a list, in a quotation, after words on its line or inside raw HTML; a block put
there as it is would be swallowed or would swallow what follows. Lines are added only where they are
needed, so that what comes after keeps the line it has in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKERS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{<.*?>\}\}|\{\{%.*?%\}\}")
_BACKTICKS = re.compile(r"`{3,}")
_LONGEST_LOOK = 400
_NOT_SPACE_OR_QUOTE = re.compile(r"[^>\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What surrounds a tag in its source."""

    indent: str
    """What every line of a block put here begins with."""
    begins_line: bool
    """Nothing but indentation and list or quotation marks stands before the tag on its line."""
    ends_line: bool
    after_blank: bool
    """The line before is blank, or there is none, or a list item begins on the tag's line."""
    before_blank: bool
    after_html: bool


def placement_of(text: str, start: int, end: int) -> Placement:
    """Look around a tag that stands at `text[start:end]`."""
    line_start = _line_start(text, start)
    before = _TEMPLATE_TAG.sub("", text[line_start:start])
    marks = _MARKERS.match(before)
    assert marks is not None  # every part of the pattern may be empty
    previous_end = max(line_start - 1, 0)
    previous = text[_line_start(text, previous_end) : previous_end]
    line_end = _line_end(text, end)
    following = text[line_end + 1 : _line_end(text, line_end + 1)]
    indent = _NOT_SPACE_OR_QUOTE.sub(" ", marks[0])
    return Placement(
        indent=indent,
        begins_line=marks.end() == len(before),
        ends_line=not _TEMPLATE_TAG.sub("", text[end:line_end]).strip(),
        after_blank=not _without_quote_marks(previous) or marks[0] != indent,
        before_blank=not _without_quote_marks(following),
        after_html=_without_quote_marks(previous).startswith("<"),
    )


def place_code(code: str, language: str, options: str, place: Placement) -> str:
    """Write a fenced block whose fence no run of backticks inside can close."""
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=2)
    fence = "`" * (longest + 1)
    info = f"{language} {{{options}}}" if options else language
    lines = code.split("\n")
    if not all(line.startswith(place.indent) for line in lines if line.strip()):
        lines = [place.indent + line if line.strip() else line for line in lines]
    block = "\n".join([fence + info, *lines, place.indent + fence])
    return _set_apart(block, place, needs_blank_lines=place.after_html)


def place_paragraph(text: str, place: Placement) -> str:
    """Write a paragraph of its own, several lines or paragraphs long if need be."""
    lines = text.split("\n")
    block = "\n".join([lines[0], *(f"{place.indent}{line}".rstrip() for line in lines[1:])])
    return _set_apart(block, place, needs_blank_lines=True)


def _set_apart(block: str, place: Placement, *, needs_blank_lines: bool) -> str:
    before = after = ""
    blank = f"{place.indent.rstrip()}\n" if needs_blank_lines else ""
    if not place.begins_line:
        before = f"\n{blank}{place.indent}"
    elif needs_blank_lines and not place.after_blank:
        before = f"\n{place.indent}"
    if not place.ends_line:
        after = f"\n{blank}{place.indent}"
    elif needs_blank_lines and not place.before_blank:
        after = f"\n{place.indent.rstrip()}"
    return before + block + after


def _line_start(text: str, end: int) -> int:
    """Where the line begins, or near enough: a line of megabytes may hold thousands of tags."""
    earliest = max(end - _LONGEST_LOOK, 0)
    return max(text.rfind("\n", earliest, end) + 1, earliest)


def _line_end(text: str, start: int) -> int:
    latest = min(start + _LONGEST_LOOK, len(text))
    end = text.find("\n", start, latest)
    return latest if end < 0 else end


def _without_quote_marks(line: str) -> str:
    return line.replace(">", "").strip() if line.lstrip().startswith(">") else line.strip()
