"""Attribute lists of spans: `*word*{:.class}`, `![picture](file){: width="50%"}`.

A list after plain text is text, as in kramdown, unless a paragraph or heading ends with it.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bookmaker.renderer.kramdown.attributes import INSIDE, Attributes, parse_attributes
from bookmaker.renderer.kramdown.definitions import definitions_of
from bookmaker.renderer.kramdown.tokens import opening_before

_TYPE = "kramdown_span_attributes"
_LIST = re.compile(r"\{(:?)(" + INSIDE + r")\}")
_ALONE = frozenset({"image", "code_inline", "html_inline"})


def span_attributes_plugin(md: MarkdownIt) -> None:
    """Read attribute lists of spans, and give them to what stands before them."""
    md.inline.ruler.push(_TYPE, _inline_rule)
    md.core.ruler.after("inline", _TYPE, _give_to_spans)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """Whom the list belongs to is seen later only: emphasis is not yet paired."""
    if not state.src.startswith("{", state.pos):
        return False
    found = _LIST.match(state.src, state.pos, state.posMax)
    attributes = parse_attributes(found[2]) if found else None
    if found is None or attributes is None or not (found[1] or attributes.says_something):
        return False
    known = definitions_of(state.env)
    if not attributes.says_something and not any(name in known for name in attributes.references):
        return False
    if not silent:
        token = state.push(_TYPE, "", 0)
        token.content = found[0]
        token.meta = {"attributes": attributes.resolve(known), "has_colon": bool(found[1])}
    state.pos = found.end()
    return True


def _give_to_spans(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        children = token.children
        if token.type == "inline" and children and any(child.type == _TYPE for child in children):
            block = state.tokens[index - 1] if index else None
            token.children = _place_lists(children, block)


def _place_lists(children: list[Token], block: Token | None) -> list[Token]:
    kept: list[Token] = []
    for index, token in enumerate(children):
        if token.type != _TYPE:
            kept.append(token)
            continue
        is_last = index == len(children) - 1
        attributes: Attributes = token.meta["attributes"]
        target = _span_before(kept, token, is_last) or (is_last and _block_around(kept, token, block)) or None
        if target is None:
            kept.append(_as_text(token))
        else:
            attributes.write_to(target)
            _trim(kept)
    return kept


def _span_before(kept: list[Token], token: Token, is_last: bool) -> Token | None:
    """The span that ends right before the list. Without a colon, only pictures take one (Hugo's way)."""
    end = len(kept)
    blank = " \t" if is_last else ""
    # Pairing of emphasis leaves empty texts behind.
    while end and kept[end - 1].type == "text" and not kept[end - 1].content.strip(blank):
        end -= 1
    found = opening_before(kept, end, token.level)
    if found is None or (found.nesting == 0 and found.type not in _ALONE):
        return None
    return found if token.meta["has_colon"] or found.type == "image" else None


def _block_around(kept: list[Token], token: Token, block: Token | None) -> Token | None:
    """The paragraph that ends with a list, as Python-Markdown writes it; the list is no words of it."""
    attributes: Attributes = token.meta["attributes"]
    is_apart = bool(kept) and kept[-1].content.endswith((" ", "\t"))
    return block if is_apart and token.meta["has_colon"] and attributes.says_something else None


def _as_text(token: Token) -> Token:
    return Token("text", "", 0, content=token.content, level=token.level)


def _trim(kept: list[Token]) -> None:
    """Spaces between a paragraph's words and its list belong to the list."""
    if kept and kept[-1].type == "text":
        kept[-1].content = kept[-1].content.rstrip(" \t")
