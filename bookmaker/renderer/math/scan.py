"""Where the formulas of a text are: one walk from left to right, and whoever begins first wins.

In: Markdown or HTML. Out: spans. Code, tags, comments and addresses are stepped over. No formula is
converted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookmaker.renderer.math.judgement import Verdict
from bookmaker.renderer.math.read import Span, read_brackets, read_dollars, read_environment, read_fence
from bookmaker.renderer.math.skip import skip_code, skip_destination, skip_markup

# A text without any of these has no formula.
_HINT = re.compile(r"\$|\\[(\[]|\\begin\{|[`~]{3}[ \t]*math\b")
_START = re.compile(r"`+|~{3,}|\$+|\\|<|\]\(|https?://")


def find_formulas(text: str) -> list[Span]:
    """Find all formulas, in order. Those in doubt count where there is one beyond doubt."""
    if not _HINT.search(text) or next(_walk(text, Verdict.SURE), None) is None:
        return []
    return list(_walk(text, Verdict.DOUBTFUL))


def _walk(text: str, lowest: Verdict) -> Iterator[Span]:
    index = 0
    while start := _START.search(text, index):
        step = _step(text, start)
        if isinstance(step, int):
            index = step
        elif step.verdict.value < lowest.value:
            index = start.end()
        else:
            yield step
            index = step.end


def _step(text: str, start: re.Match[str]) -> Span | int:
    """The formula that begins here, or where to go on."""
    index = start.start()
    match start[0][0]:
        case "$":
            return read_dollars(text, start) or start.end()
        case "`" | "~":
            return read_fence(text, start) or skip_code(text, start)
        case "\\":
            return read_brackets(text, index) or read_environment(text, index) or index + 2
        case "<":
            return skip_markup(text, index)
        case _:
            return skip_destination(text, start)
