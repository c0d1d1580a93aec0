r"""Where the formulas of a text are: one walk from left to right, and whoever begins first wins.

In: Markdown or HTML. Out: spans. Code, tags, comments and addresses are stepped over. No formula is
converted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookmaker.renderer.math.judgement import Verdict, has_balanced_braces, judge_brackets, judge_dollars
from bookmaker.renderer.math.skip import (
    begins_line,
    fence_end,
    paragraph_end,
    skip_code,
    skip_destination,
    skip_markup,
)

ENVIRONMENTS = (
    "align|alignat|aligned|alignedat|array|cases|eqnarray|equation|flalign|gather|gathered|math|displaymath|"
    "matrix|[pbBvV]matrix|smallmatrix|multline|split"
)
#: A text without any of these has no formula.
HINT = re.compile(rf"\$|\\[(\[]|\\begin\{{|[`~]{{3}}[ \t]*math\b")
_START = re.compile(r"`+|~{3,}|\$+|\\|<|\]\(|https?://")
_BEGIN = re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}")
# After `n` in "the $n$th" and "$n$-й"; any other Latin letter there means a variable of a shell.
_SUFFIX = re.compile(r"(?:th|st|nd|rd|s|d)\b")
_AFTER = re.compile(r"[A-Za-z0-9{$]")
_TO_LINE_END = re.compile(r"([.,;:]?)[ \t]*(?=\n|\Z)")
_DOLLARS_ALONE = re.compile(r"^[ \t>]*\$\$(?=[ \t]*[.,;:]?[ \t]*$)", re.MULTILINE)
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


def find_formulas(text: str) -> list[Span]:
    """Find all formulas, in order. Those in doubt count where there is one beyond doubt."""
    if not HINT.search(text) or not any(span.verdict is Verdict.SURE for span in _walk(text, strict=True)):
        return []
    return list(_walk(text, strict=False))


def _walk(text: str, *, strict: bool) -> Iterator[Span]:
    lowest = Verdict.SURE if strict else Verdict.DOUBTFUL
    index = 0
    while start := _START.search(text, index):
        step = _step(text, start)
        if isinstance(step, Span) and step.verdict.value >= lowest.value:
            yield step
            index = step.end
        else:
            index = start.end() if isinstance(step, Span) else step


def _step(text: str, start: re.Match[str]) -> Span | int:
    """The formula that begins here, or where to go on."""
    match start[0][0]:
        case "$":
            return _read_dollars(text, start) or start.end()
        case "`" | "~":
            return _read_fence(text, start) or skip_code(text, start)
        case "\\":
            return (
                _read_brackets(text, start.start())
                or _read_environment(text, start.start())
                or start.end() + 1
            )
        case "<":
            return skip_markup(text, start.start())
        case _:
            return skip_destination(text, start)


def _read_dollars(text: str, start: re.Match[str]) -> Span | None:
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
        if not quoted and (tex != tex.strip() or not tex or not _may_follow(text, after)):
            return None
        verdict = Verdict.SURE if quoted else judge_dollars(tex)
        return Span(
            start=start, end=after, opening=opening, closing=opening, is_display=False, verdict=verdict
        )
    return None


def _may_follow(text: str, index: int) -> bool:
    return not _AFTER.match(text, index) or bool(_SUFFIX.match(text, index))


def _read_double(text: str, start: int) -> Span | None:
    """`$$x$$`: on display where it has its lines to itself, else in the line, as in kramdown."""
    begin = start + 2
    for end in _closings(text, begin, "$$", _LONGEST):
        return _displayed_if_alone(text, start, end + 2, judge_dollars(text[begin:end]))
    return _read_double_with_gaps(text, start)


def _read_double_with_gaps(text: str, start: int) -> Span | None:
    """kramdown lets blank lines stand in a formula whose marks have a line each."""
    opened = _DOLLARS_ALONE.match(text, text.rfind("\n", 0, start) + 1)
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


def _read_brackets(text: str, start: int) -> Span | None:
    r"""`\(x\)` and `\[x\]`, also as `\\(x\\)`: how one writes them where Markdown eats one backslash."""
    slashes = "\\\\" if text.startswith("\\\\", start) else "\\"
    bracket = text[start + len(slashes) : start + len(slashes) + 1]
    partner = {"(": ")", "[": "]"}.get(bracket)
    if partner is None:
        return None
    size = len(slashes) + 1
    begin = start + size
    end = text.find(slashes + partner, begin, min(paragraph_end(text, begin), begin + _LONGEST))
    if end < 0 or text.startswith("(", end + size):
        return None
    is_display = bracket == "["
    mark = _closing_punctuation(text, start, end + size) if is_display else ""
    return Span(
        start=start,
        end=end + size + len(mark or ""),
        opening=size,
        closing=size,
        is_display=is_display,
        punctuation=mark or "",
        verdict=judge_brackets(text[begin:end]),
    )


def _read_environment(text: str, start: int) -> Span | None:
    opened = _BEGIN.match(text, start)
    if opened is None or not begins_line(text, start):
        return None
    closing = f"\\end{{{opened[1]}}}"
    end = text.find(closing, opened.end(), min(paragraph_end(text, start), start + _LONGEST))
    if end < 0:
        return None
    return Span(start=start, end=end + len(closing), opening=0, closing=0, is_display=True)


def _read_fence(text: str, start: re.Match[str]) -> Span | None:
    """A fenced block whose language is `math`, as GitHub and GitLab have it."""
    info = re.compile(r"[ \t]*math[ \t]*\n").match(text, start.end())
    if info is None or len(start[0]) < 3 or not begins_line(text, start.start()):
        return None
    end = fence_end(text, start)
    opening = info.end() - start.start()
    return Span(start=start.start(), end=end, opening=opening, closing=len(start[0]), is_display=True)


def _closings(text: str, begin: int, mark: str, longest: int) -> Iterator[int]:
    r"""Where the mark stands that may end a formula: not behind a backslash, not in the next paragraph."""
    limit = min(paragraph_end(text, begin), begin + longest)
    tries = 0
    for found in re.compile(r"\\.|`?\$+", re.DOTALL).finditer(text, begin, limit):
        if found[0] == mark or (found[0].endswith("$") and found[0].lstrip("`") == mark):
            tries += 1
            yield found.end() - len(mark)
        if tries == _TRIES:
            return
