"""Abbreviations: `*[CSS]: Cascading Style Sheets` explains the word wherever it stands in the post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_KEY = "kramdown_abbreviations"
# Each letter of the post is compared with all of them.
_MOST = 500
_DEFINITION = re.compile(r"\*\[([^\[\]\n]+)\]:[ \t]*(.*)$")


def abbreviations_plugin(md: MarkdownIt) -> None:
    """Read definitions of abbreviations, and mark what they explain."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("fence", "kramdown_abbreviation", _block_rule, alternatives)
    md.core.ruler.after("inline", "kramdown_abbreviation", _mark)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith("*[", start):
        return False
    found = _DEFINITION.match(state.src[start : state.eMarks[start_line]])
    if found is None:
        return False
    if not silent:
        meanings = state.env.setdefault(_KEY, {})
        if len(meanings) < _MOST:
            meanings[found[1].strip()] = found[2].strip()
        state.line = start_line + 1
    return True


def _mark(state: StateCore) -> None:
    meanings: Mapping[str, str] = state.env.get(_KEY, {})
    if not meanings:
        return
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for token in state.tokens:
        if token.type == "inline" and token.children and pattern.search(token.content):
            marked = (_split(child, pattern, meanings) for child in token.children)
            token.children = [piece for pieces in marked for piece in pieces]


def _split(token: Token, pattern: re.Pattern[str], meanings: Mapping[str, str]) -> Iterator[Token]:
    """The pieces of a text, its abbreviations between tags."""
    if token.type != "text":
        yield token
        return
    position = 0
    for found in pattern.finditer(token.content):
        if found.start() > position:
            yield _text(token.content[position : found.start()], token.level)
        opening = Token("abbr_open", "abbr", 1, level=token.level)
        if meanings[found[0]]:
            opening.attrSet("title", meanings[found[0]])
        yield opening
        yield _text(found[0], token.level + 1)
        yield Token("abbr_close", "abbr", -1, level=token.level)
        position = found.end()
    if position < len(token.content):
        yield _text(token.content[position:], token.level)


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
