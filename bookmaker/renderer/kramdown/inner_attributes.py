"""Attribute lists within a block's own lines, `## Title {#id}` and `* {:.class} Item`; lists that are places.

A list that is marked as the place of the contents or of the notes goes as a whole: a book has its contents
elsewhere.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from bookmaker.renderer.kramdown.attributes import INSIDE, parse_attributes
from bookmaker.renderer.kramdown.block_attributes import REFERENCES

_BEGINNING = re.compile(r"\{:(" + INSIDE + r")\}[ \t]+")
_ENDING = re.compile(r"(?:^|[ \t])\{:?[ \t]*([#.]" + INSIDE + r")\}[ \t]*$")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_PLACES = frozenset({"toc", "footnotes"})


def inner_attributes_plugin(md: MarkdownIt) -> None:
    """Read attribute lists of headings and items. Follows `block_attributes_plugin`."""
    md.core.ruler.before("inline", "kramdown_inner_attributes", _read_inside)
    md.core.ruler.before("inline", "kramdown_places", _drop_places)


def _read_inside(state: StateCore) -> None:
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            _read_heading(token, tokens[index + 1])
        elif token.type == "list_item_open" and index + 2 < len(tokens):
            _read_item(token, tokens[index + 2])


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
        is_place = bool(_PLACES.intersection(token.meta.get(REFERENCES, ())))
        if level is None and is_place and token.type.endswith("list_open"):
            level = token.level
        elif level is None:
            kept.append(token)
        elif token.nesting == -1 and token.level == level:
            level = None
    state.tokens = kept
