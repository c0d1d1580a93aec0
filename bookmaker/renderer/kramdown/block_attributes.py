"""Attribute lists of blocks: `{: .class #id}` on a line after or before the block, `## Title {#id}`.

The line itself never reaches the book. A list that is marked as a place for the contents or for the
notes goes as a whole: a book has its contents elsewhere.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
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
_BEGINNING = re.compile(r"\{:(" + INSIDE + r")\}[ \t]+")
_ENDING = re.compile(r"(?:^|[ \t])\{:?[ \t]*([#.]" + INSIDE + r")\}[ \t]*$")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_PLACES = frozenset({"toc", "footnotes"})


def block_attributes_plugin(md: MarkdownIt) -> None:
    """Read attribute lists of blocks, and give them to their blocks."""
    md.core.ruler.before("block", "kramdown_definitions", gather_definitions)
    alternatives = {"alt": ["paragraph", "reference", "blockquote", "list"]}
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
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == _TYPE:
            _give(tokens, index)
        elif token.type == "heading_open":
            _read_heading(token, tokens[index + 1])
        elif token.type == "list_item_open" and index + 2 < len(tokens):
            _read_item(token, tokens[index + 2])
    state.tokens = [token for token in tokens if token.type != _TYPE]
    _drop_places(state)


def _give(tokens: list[Token], index: int) -> None:
    """Hand an attribute list to the block that it touches; the block before it comes first."""
    meta = tokens[index].meta
    target = opening_before(tokens, index, tokens[index].level, {_TYPE}) if meta["after"] else None
    if target is None and meta["before"]:
        following = index + 1
        while following < len(tokens) and tokens[following].type == _TYPE:
            following += 1
        if following < len(tokens) and tokens[following].nesting >= 0:
            target = tokens[following]
    if target is not None:
        _apply(target, meta["attributes"])


def _apply(target: Token, attributes: Attributes) -> None:
    attributes.write_to(target)
    target.meta = {**target.meta, "references": attributes.references}


def _read_heading(heading: Token, inline: Token) -> None:
    """`## Title {#id}`, also with hashes before the braces."""
    found = _ENDING.search(inline.content)
    attributes = parse_attributes(found[1]) if found else None
    if found is None or attributes is None:
        return
    title = inline.content[: found.start()].rstrip()
    inline.content = _CLOSING_HASHES.sub("", title) if heading.markup.startswith("#") else title
    attributes.write_to(heading)


def _read_item(item: Token, inline: Token) -> None:
    """`* {:.class} Text of the item`."""
    found = _BEGINNING.match(inline.content) if inline.type == "inline" else None
    attributes = parse_attributes(found[1]) if found else None
    if found and attributes and attributes.says_something:
        inline.content = inline.content[found.end() :]
        attributes.write_to(item)


def _drop_places(state: StateCore) -> None:
    """Take out the list that says where contents or notes would stand on a page of the web."""
    kept: list[Token] = []
    level: int | None = None
    for token in state.tokens:
        is_place = bool(_PLACES.intersection(token.meta.get("references", ())))
        if level is None and is_place and token.type.endswith("list_open"):
            level = token.level
        elif level is None:
            kept.append(token)
        elif token.nesting == -1 and token.level == level:
            level = None
    state.tokens = kept
