"""What a search for formulas steps over: code, tags, comments, addresses. And where blocks end."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

_BLANK = re.compile(r"\n[ \t>]*(?=\n)")
_LINE_START = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_VERBATIM = re.compile(r"<(pre|script|style|svg|math|textarea|template)\b", re.IGNORECASE)
_CODE = re.compile(r"<(code|kbd|samp|tt|var)\b[^>]*>", re.IGNORECASE)
# Source: CommonMark 0.31, 6.6; `<b and $x >` is no tag, because `$x` is no name of an attribute.
_TAG = re.compile(
    r"""</?[A-Za-z][\w-]*(?:\s+[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>"""
    r"""|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>"""
)
_DESTINATION = re.compile(r"\]\(\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']*")


def paragraph_end(text: str, index: int) -> int:
    """The index of the next blank line, or the text's end."""
    gaps = _gaps(text)
    number = bisect_left(gaps, index)
    return gaps[number] if number < len(gaps) else len(text)


@lru_cache(maxsize=2)
def _gaps(text: str) -> tuple[int, ...]:
    """Where all blank lines are: looked for once, or the time would go with the square of the length."""
    return tuple(blank.start() for blank in _BLANK.finditer(text))


def line_start(text: str, index: int) -> int:
    """The index at which the line of a character begins."""
    return text.rfind("\n", 0, index) + 1


def begins_line(text: str, index: int) -> bool:
    """Whether only marks of quotations and lists stand before a character on its line."""
    start = line_start(text, index)
    return bool(_LINE_START.fullmatch(text, start, index))


def skip_code(text: str, start: re.Match[str]) -> int:
    """Where a fenced block or a span of code ends that begins with a run of backticks or tildes."""
    run = start[0]
    is_fence = len(run) >= 3 and begins_line(text, start.start())
    if is_fence and not (run[0] == "`" and "`" in text[start.end() : _line_end(text, start.end())]):
        return fence_end(text, start)
    if run[0] == "~":
        return start.end()
    closing = re.compile(rf"(?<!`){run}(?!`)").search(text, start.end(), paragraph_end(text, start.end()))
    return closing.end() if closing else start.end()


def fence_end(text: str, start: re.Match[str]) -> int:
    """Where the fence ends that closes a block; a block that none closes goes on to the end."""
    closing = re.compile(rf"^[ \t>]*{start[0]}[`~]*(?=[ \t]*$)", re.MULTILINE)
    found = closing.search(text, start.end())
    return found.end() if found else len(text)


def skip_markup(text: str, index: int) -> int:
    """Where a comment, a tag or an element of code ends that begins here."""
    if text.startswith("<!--", index):
        return _after(text, "-->", index)
    if verbatim := _VERBATIM.match(text, index):
        return _closing_tag(text, verbatim, len(text)) or len(text)
    if code := _CODE.match(text, index):
        return _closing_tag(text, code, paragraph_end(text, code.end())) or code.end()
    tag = _TAG.match(text, index)
    return tag.end() if tag else index + 1


def skip_destination(text: str, start: re.Match[str]) -> int:
    """Where an address ends: of a link, or one that stands in the text."""
    pattern = _DESTINATION if start[0][0] == "]" else _ADDRESS
    found = pattern.match(text, start.start())
    return found.end() if found else start.end()


def _closing_tag(text: str, opening: re.Match[str], limit: int) -> int | None:
    closing = re.compile(rf"</{opening[1]}\s*>", re.IGNORECASE).search(text, opening.end(), limit)
    return closing.end() if closing else None


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _after(text: str, mark: str, index: int) -> int:
    end = text.find(mark, index)
    return len(text) if end < 0 else end + len(mark)
