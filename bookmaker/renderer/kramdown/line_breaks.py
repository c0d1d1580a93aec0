r"""`\\` at the end of a line is a line break."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_MARK = "\\\\\n"


def line_breaks_plugin(md: MarkdownIt) -> None:
    """Read kramdown's line breaks."""
    md.inline.ruler.before("escape", "kramdown_line_break", _inline_rule)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_MARK, state.pos) or state.pos + len(_MARK) > state.posMax:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += len(_MARK)
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True
