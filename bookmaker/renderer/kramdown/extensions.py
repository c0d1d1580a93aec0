"""`{::comment}`, `{::nomarkdown}`, `{::options …/}`, the end-of-block mark `^`, and comments of HTML."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_OPENING = re.compile(r"\{::(comment|nomarkdown|options)(?=[\s/}])([^{}\n]*?)(/?)\}")
_CLOSING = {name: re.compile(r"\{:/(?:" + name + r")?\}") for name in ("comment", "nomarkdown", "options")}
_KEY = "kramdown_unclosed"
_FOREIGN = re.compile(r"""type=["']?(?!html)\w""")
_COMMENT = re.compile(r"<!--.*?-->[ \t]*")


def extensions_plugin(md: MarkdownIt) -> None:
    """Read kramdown's extensions."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "kramdown_extension", _block_rule, alternatives)
    md.block.ruler.before("fence", "kramdown_end_of_block", _end_of_block_rule, alternatives)
    md.block.ruler.before("html_block", "kramdown_comment", _comment_rule)
    md.inline.ruler.before("escape", "kramdown_extension", _inline_rule)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """An extension that has its lines for itself."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith("{::", start):
        return False
    limit = state.eMarks[end_line - 1]
    found = _find(state, start, limit)
    if found is None:
        return False
    inside, end = found
    line = start_line
    while state.eMarks[line] < end:
        line += 1
    if state.src[end : state.eMarks[line]].strip():
        return False
    if not silent:
        if inside:
            token = state.push("html_block", "", 0)
            token.content = inside
            token.map = [start_line, line + 1]
        state.line = line + 1
    return True


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """An extension within a paragraph."""
    if not state.src.startswith("{::", state.pos):
        return False
    found = _find(state, state.pos, state.posMax)
    if found is None:
        return False
    inside, end = found
    if not silent and inside:
        state.push("html_inline", "", 0).content = inside
    state.pos = end
    return True


def _find(state: StateBlock | StateInline, start: int, limit: int) -> tuple[str, int] | None:
    """What an extension at `start` leaves in the book, and where it ends; None where it never does."""
    opening = _OPENING.match(state.src, start, limit)
    if opening is None:
        return None
    if opening[3]:
        return "", opening.end()
    closing = _find_closing(state, opening[1], opening.end())
    if closing is None or closing.end() > limit:
        return None
    is_kept = opening[1] == "nomarkdown" and not _FOREIGN.search(opening[2])
    return state.src[opening.end() : closing.start()] if is_kept else "", closing.end()


def _find_closing(state: StateBlock | StateInline, name: str, start: int) -> re.Match[str] | None:
    """The next end of an extension. Where there is none, that is kept in mind: thousands may be open."""
    hopeless = state.env.setdefault(_KEY, {})
    source, position = hopeless.get(name, ("", 0))
    if source is state.src and position <= start:
        return None
    closing = _CLOSING[name].search(state.src, start)
    if closing is None:
        hopeless[name] = (state.src, start)
    return closing


def _end_of_block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line of `^` alone ends a list or paragraph."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or state.src[start : state.eMarks[start_line]].rstrip() != "^":
        return False
    if not silent:
        state.line = start_line + 1
    return True


def _comment_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Step over a comment, `<!--more-->` for one: what follows it on its line is Markdown."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if silent or state.is_code_block(start_line) or not state.src.startswith("<!--", start):
        return False
    found = _COMMENT.match(state.src, start, state.eMarks[start_line])
    if found is None:
        return False
    if found.end() == state.eMarks[start_line]:
        state.line = start_line + 1
        return True
    state.bMarks[start_line] = found.end()
    state.tShift[start_line] = 0
    return False
