"""Markdown inside raw HTML: `<div markdown="1">`, `markdown="span"`, `markdown="block"`."""

from __future__ import annotations

from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from bookmaker.renderer.kramdown.html_elements import INLINE, RawElement, RawElements, elements_of

# The parser drops what is nested deeper than its limit; raw HTML is better than nothing.
_SPARE_LEVELS = 6


def html_content_plugin(md: MarkdownIt) -> None:
    """Read Markdown in the elements that ask for it."""
    md.block.ruler.before("html_block", "kramdown_html", _block_rule)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if silent or state.is_code_block(start_line) or not state.src.startswith("<", start):
        return False
    elements = elements_of(state)
    element = elements.at(start)
    if element is None or not _can_read(state, element, elements, end_line):
        return False
    last_line = _line_at(state, element.end - 1)
    _push_all(state, elements, start, state.eMarks[last_line])
    state.line = last_line + 1
    return True


def _can_read(state: StateBlock, element: RawElement, elements: RawElements, end_line: int) -> bool:
    """Whether there is Markdown in an element, and its lines are wholly ours."""
    if element.name in INLINE or elements.next_marked(element.start, element.end) is None:
        return False
    first, last = _line_at(state, element.start), _line_at(state, element.end - 1)
    if last >= end_line or state.level > state.md.options["maxNesting"] - _SPARE_LEVELS:
        return False
    # In a quotation each line begins with a mark that is no part of the HTML.
    return all(state.src[state.bMarks[line] - 1] == "\n" for line in range(first + 1, last + 1))


def _push_all(state: StateBlock, elements: RawElements, position: int, end: int) -> None:
    """Push tags and other raw HTML as they are, and between them the Markdown."""
    while (element := elements.next_marked(position, end)) is not None:
        _push_raw(state, position, element.opening_end)
        if element.content == "raw":
            _push_raw(state, element.opening_end, element.closing_start)
        elif element.content == "span":
            _push_span(state, element)
        else:
            _push_blocks(state, element)
        position = element.closing_start
    _push_raw(state, position, end)


def _push_raw(state: StateBlock, start: int, end: int) -> None:
    if start < end:
        token = state.push("html_block", "", 0)
        token.content = state.src[start:end]
        token.map = [_line_at(state, start), _line_at(state, end - 1) + 1]


def _push_span(state: StateBlock, element: RawElement) -> None:
    token = state.push("inline", "", 0)
    token.content = state.src[element.opening_end : element.closing_start].strip()
    token.map = [_line_at(state, element.opening_end), _line_at(state, element.closing_start) + 1]
    token.children = []


def _push_blocks(state: StateBlock, element: RawElement) -> None:
    """Let the parser read the lines of an element, less the tags on the first and the last of them."""
    first, last = _line_at(state, element.opening_end), _line_at(state, element.closing_start)
    marks = (state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last])
    context = (state.blkIndent, state.lineMax, state.tight, state.parentType)
    state.eMarks[last] = element.closing_start
    _begin_line_at(state, first, element.opening_end)
    inside = range(first + 1, last + 1)
    state.blkIndent = min((state.sCount[line] for line in inside if not state.isEmpty(line)), default=0)
    state.sCount[first] = state.blkIndent
    state.lineMax = last + 1
    state.parentType = "root"
    state.level += 1
    state.md.block.tokenize(state, first, last + 1)
    state.level -= 1
    state.blkIndent, state.lineMax, state.tight, state.parentType = context
    state.bMarks[first], state.tShift[first], state.sCount[first], state.eMarks[last] = marks


def _begin_line_at(state: StateBlock, line: int, position: int) -> None:
    text = state.src[position : state.eMarks[line]]
    state.bMarks[line] = position
    state.tShift[line] = len(text) - len(text.lstrip(" \t"))


def _line_at(state: StateBlock, position: int) -> int:
    return bisect_right(state.bMarks, position) - 1
