r"""The formula that begins at a mark, if there is one: dollars, brackets, environments, fences.

In: a text and the index of a mark. Out: a span, or None. What the marks mean is decided in `judgement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookmaker.renderer.math.judgement import Verdict, has_balanced_braces, judge_brackets, judge_dollars
from bookmaker.renderer.math.skip import begins_line, fence_end, line_start, paragraph_end

_ENVIRONMENTS = (
    "align|alignat|aligned|alignedat|array|cases|eqnarray|equation|flalign|gather|gathered|math|displaymath|"
    "matrix|[pbBvV]matrix|smallmatrix|multline|split"
)
_BEGIN = re.compile(rf"\\begin\{{((?:{_ENVIRONMENTS})\*?)\}}")
# After `n` in "the $n$th"; any other Latin letter there means a variable of a shell, but not in "$\mu$m".
_SUFFIX = re.compile(r"(?:th|st|nd|rd|s|d)\b")
_DIGIT_AFTER = re.compile(r"[0-9{$]")
_AFTER = re.compile(r"[A-Za-z0-9{$]")
_PUNCTUATION = re.compile(r"[.,;:](?!\S)")
_TO_LINE_END = re.compile(r"([.,;:]?)[ \t]*(?=\n|\Z)")
_DOLLARS_ALONE = re.compile(r"^[ \t>]*\$\$(?=[ \t]*[.,;:]?[ \t]*$)", re.MULTILINE)
_MATH_INFO = re.compile(r"[ \t]*math[ \t]*\n")
_CLOSING = re.compile(r"\\.|`?\$+", re.DOTALL)
_LONGEST_INLINE, _LONGEST = 1_000, 10_000
_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A formula's place. Units: `opening`, `closing` are the lengths of its marks inside the span."""

    start: int
    end: int
    opening: int
    closing: int
    is_display: bool
    punctuation: str = ""
    """What followed a formula that stands alone on its line; it is inside the span."""
    verdict: Verdict = Verdict.SURE


def read_dollars(text: str, start: re.Match[str]) -> Span | None:
    """Read `$x$` or `$$x$$`."""
    if len(start[0]) == 2:
        return _read_double(text, start.start())
    before = text[start.start() - 1 : start.start()]
    if len(start[0]) > 2 or (before.isascii() and before.isalnum()):
        return None
    return _read_single(text, start.start())


def _read_single(text: str, start: int) -> Span | None:
    """`$x$`. Source: pandoc's manual, `tex_math_dollars`; and GitHub's form with backticks inside."""
    quoted = text.startswith("$`", start)
    opening = 2 if quoted else 1
    begin = start + opening
    for end in _closings(text, begin, "`$" if quoted else "$", _LONGEST_INLINE):
        tex = text[begin:end]
        if not has_balanced_braces(tex):
            continue
        after = end + opening
        if not quoted and (tex != tex.strip() or not tex or not _may_follow(tex, text, after)):
            return None
        verdict = Verdict.SURE if quoted else judge_dollars(tex)
        return Span(
            start=start, end=after, opening=opening, closing=opening, is_display=False, verdict=verdict
        )
    return None


def _may_follow(tex: str, text: str, index: int) -> bool:
    if "\\" in tex:
        return not _DIGIT_AFTER.match(text, index)
    return not _AFTER.match(text, index) or bool(_SUFFIX.match(text, index))


def _read_double(text: str, start: int) -> Span | None:
    """`$$x$$`: on display where it has its lines to itself, else in the line, as in kramdown."""
    begin = start + 2
    for end in _closings(text, begin, "$$", _LONGEST):
        return _displayed_if_alone(text, start, end + 2, judge_dollars(text[begin:end]))
    return _read_double_with_gaps(text, start)


def _read_double_with_gaps(text: str, start: int) -> Span | None:
    """kramdown lets blank lines stand in a formula whose marks have a line each."""
    opened = _DOLLARS_ALONE.match(text, line_start(text, start))
    closed = _DOLLARS_ALONE.search(text, start + 2, start + _LONGEST)
    if opened is None or closed is None:
        return None
    verdict = judge_brackets(text[start + 2 : closed.end() - 2])
    return _displayed_if_alone(text, start, closed.end(), verdict) if verdict is Verdict.SURE else None


def _displayed_if_alone(text: str, start: int, end: int, verdict: Verdict) -> Span:
    mark = _closing_punctuation(text, start, end)
    return Span(
        start=start,
        end=end + len(mark or ""),
        opening=2,
        closing=2,
        is_display=mark is not None,
        punctuation=mark or "",
        verdict=verdict,
    )


def _closing_punctuation(text: str, start: int, end: int) -> str | None:
    """The mark after a formula that has its lines to itself, often none; None where it has not."""
    rest = _TO_LINE_END.match(text, end)
    return rest[1] if rest is not None and begins_line(text, start) else None


def read_brackets(text: str, start: int) -> Span | None:
    r"""Read `\(x\)` and `\[x\]`, also as `\\(x\\)`: how one writes them where Markdown eats one backslash."""
    slashes = "\\\\" if text.startswith("\\\\", start) else "\\"
    bracket = text[start + len(slashes) : start + len(slashes) + 1]
    partner = {"(": ")", "[": "]"}.get(bracket)
    if partner is None:
        return None
    size = len(slashes) + 1
    begin = start + size
    longest = _LONGEST if bracket == "[" else _LONGEST_INLINE
    end = text.find(slashes + partner, begin, min(paragraph_end(text, begin), begin + longest))
    if end < 0 or text.startswith("(", end + size):
        return None
    mark = _PUNCTUATION.match(text, end + size) if bracket == "[" else None
    return Span(
        start=start,
        end=mark.end() if mark else end + size,
        opening=size,
        closing=size,
        is_display=bracket == "[",
        punctuation=mark[0] if mark else "",
        verdict=judge_brackets(text[begin:end]),
    )


def read_environment(text: str, start: int) -> Span | None:
    r"""Read `\begin{align}…\end{align}` and its like, which begins a line."""
    opened = _BEGIN.match(text, start)
    if opened is None or not begins_line(text, start):
        return None
    closing = f"\\end{{{opened[1]}}}"
    end = text.find(closing, opened.end(), min(paragraph_end(text, start), start + _LONGEST))
    if end < 0:
        return None
    return Span(start=start, end=end + len(closing), opening=0, closing=0, is_display=True)


def read_fence(text: str, start: re.Match[str]) -> Span | None:
    """Read a fenced block whose language is `math`, as GitHub and GitLab have it."""
    info = _MATH_INFO.match(text, start.end())
    if info is None or len(start[0]) < 3 or not begins_line(text, start.start()):
        return None
    end = fence_end(text, start)
    opening = info.end() - start.start()
    return Span(start=start.start(), end=end, opening=opening, closing=len(start[0]), is_display=True)


def _closings(text: str, begin: int, mark: str, longest: int) -> Iterator[int]:
    r"""Where the mark stands that may end a formula: not behind a backslash, not in the next paragraph."""
    limit = min(paragraph_end(text, begin), begin + longest)
    tries = 0
    for found in _CLOSING.finditer(text, begin, limit):
        if found[0] == mark or (found[0].endswith("$") and found[0].lstrip("`") == mark):
            tries += 1
            yield found.end() - len(mark)
        if tries == _TRIES:
            return
