"""Indented lines inside raw HTML are HTML: a blank line in a table does not make code of its rows.

To CommonMark raw HTML ends at a blank line, so that what is indented after it is code; to kramdown it ends
with its end tag. Markdown between the tags is still read as CommonMark reads it.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from bookmaker.renderer.kramdown.html_elements import elements_of

_TAG = re.compile(r"</?[A-Za-z][\w-]*[\s>/]|<!--")


def indented_html_plugin(md: MarkdownIt) -> None:
    """Read indented HTML."""
    md.block.ruler.before("code", "kramdown_indented_html", _block_rule)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if silent or not state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    around = elements_of(state).around(start)
    # In a table's cell words may be indented too; elsewhere they are the author's code.
    if not around or not ("table" in around or _TAG.match(state.src, start, state.eMarks[start_line])):
        return False
    line = start_line
    while line < end_line and not state.isEmpty(line):
        line += 1
    token = state.push("html_block", "", 0)
    token.content = state.getLines(start_line, line, state.blkIndent, True)
    token.map = [start_line, line]
    state.line = line
    return True
