"""Attribute lists of blocks: `{: .class #id}` on a line after or before the block.

The line itself never reaches the book.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from bookmaker.renderer.kramdown.attributes import (
    INSIDE,
    KNOWN_REFERENCES,
    Attributes,
    parse_attributes,
)
from bookmaker.renderer.kramdown.definitions import definitions_of, find_definition, gather_definitions
from bookmaker.renderer.kramdown.tokens import opening_before

_TYPE = "kramdown_attributes"
# With a colon as in kramdown, or as in Hugo, which has none and begins with an id or class.
_LINE = re.compile(r"\{(?::|[ \t]*(?=[#.]))(" + INSIDE + r")\}[ \t]*$")
#: Under this key a token keeps the names in its attribute list, for rules that know them.
REFERENCES = "references"


def block_attributes_plugin(md: MarkdownIt) -> None:
    """Read attribute lists of blocks, and give them to their blocks."""
    md.core.ruler.before("block", "kramdown_definitions", gather_definitions)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", _TYPE, _block_rule, alternatives)
    md.core.ruler.after("block", _TYPE, _give_to_blocks)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    attributes = _read_line(line, state)
    if attributes is None:
        return False
    if not silent:
        token = state.push(_TYPE, "", 0)
        token.map = [start_line, start_line + 1]
        after_text = start_line > 0 and not state.isEmpty(start_line - 1)
        before_text = start_line + 1 < end_line and not state.isEmpty(start_line + 1)
        token.meta = {"attributes": attributes, "after": after_text, "before": before_text}
        state.line = start_line + 1
    return True


def _read_line(line: str, state: StateBlock) -> Attributes | None:
    """What a line gives to its block; a definition gives nothing, and is no text either."""
    if not line.startswith("{"):
        return None
    if find_definition(line) is not None:
        return Attributes()
    found = _LINE.match(line)
    attributes = parse_attributes(found[1]) if found else None
    if attributes is None:
        return None
    known = definitions_of(state.env)
    is_meant = attributes.says_something or any(
        name in known or name in KNOWN_REFERENCES for name in attributes.references
    )
    return attributes.resolve(known) if is_meant else None


def _give_to_blocks(state: StateCore) -> None:
    """Give each run of attribute lists to its block; lists on lines that follow one another are one."""
    kept: list[Token] = []
    run: list[Token] = []
    for token in state.tokens:
        if token.type == _TYPE and (not run or (run[-1].map or [0, 0])[1] == (token.map or [0, 0])[0]):
            run.append(token)
            continue
        if run:
            _give(run, kept, token)
            run = []
        if token.type == _TYPE:
            run.append(token)
        else:
            kept.append(token)
    if run:
        _give(run, kept, None)
    state.tokens = kept


def _give(run: list[Token], kept: list[Token], following: Token | None) -> None:
    """Hand attribute lists to the block that they touch; the block before them comes first."""
    target = opening_before(kept, len(kept), run[0].level) if run[0].meta["after"] else None
    if target is None and run[-1].meta["before"] and following is not None and following.nesting >= 0:
        target = following
    if target is not None:
        for token in run:
            _apply(target, token.meta["attributes"])


def _apply(target: Token, attributes: Attributes) -> None:
    attributes.write_to(target)
    known = target.meta.get(REFERENCES, ())
    target.meta = {**target.meta, REFERENCES: (*known, *attributes.references)}
