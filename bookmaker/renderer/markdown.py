"""From Markdown to HTML with the source's lines marked on it. Raw HTML passes through."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from bookmaker.renderer.elements import HTML_ELEMENTS
from bookmaker.renderer.kramdown.plugin import kramdown_plugin
from bookmaker.renderer.mending.emphasis import mend_emphasis

#: The attribute that carries a file's line number through to the tree. Never leaves the renderer.
LINE = "data-line"
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")


class _Renderer(RendererHTML):
    """HTML in which `<List<String>>` in a sentence stays text, because no such element exists."""

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return keep_unknown_tags(tokens[idx].content)

    def html_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return _line_break(tokens, idx) + keep_unknown_tags(tokens[idx].content)

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        before = _line_break(tokens, idx) if tokens[idx].hidden else ""
        return before + self.renderToken(tokens, idx, options, env)


def _line_break(tokens: Sequence[Token], idx: int) -> str:
    """What keeps words apart after a paragraph of a tight list, whose tags are not written."""
    return "\n" if idx and tokens[idx - 1].type == "paragraph_close" and tokens[idx - 1].hidden else ""


# Quotation and item marks in a row. No writer nests so deep; what follows them is kept at this depth.
_DEEPEST = 30
_MARK = r"(?:[ \t]{0,3}(?:>|[-+*][ \t])[ \t]?)"
_TOO_DEEP = re.compile(rf"^({_MARK}{{{_DEEPEST}}}){_MARK}+", re.MULTILINE)
# The plugin takes a link's definition on the line after a note for words of the note; kramdown does not.
_NOTE_AND_LINK = re.compile(r"^(\[\^[^\]\n]+\]:[^\n]*\n)(?=\[[^\]^\n][^\]\n]*\]:[ \t]*\S)", re.MULTILINE)


@cache
def _parser() -> MarkdownIt:
    # What is nested deeper than the limit, the parser would leave out without a word.
    parser = MarkdownIt("commonmark", {"maxNesting": 3 * _DEEPEST}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin).use(kramdown_plugin)
    return parser.use(mend_emphasis)


def keep_unknown_tags(html: str) -> str:
    """Escape what looks like a tag of no HTML element, so that its words are not lost."""

    def escape(found: re.Match[str]) -> str:
        known = found[2].lower() in HTML_ELEMENTS
        return found[0] if known else f"&lt;{found[1]}{found[2]}"

    return _TAG.sub(escape, html)


def markdown_to_html(text: str, first_line: int) -> str:
    """Convert a post's body. Units: `first_line` is the file's line, from 1, on which `text` begins."""
    text = _NOTE_AND_LINK.sub(r"\1\n", _TOO_DEEP.sub(r"\1", text))
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    for token in tokens:
        if token.map is None:
            continue
        line = first_line + token.map[0]
        if token.type == "inline":
            _mark_inline(token.children or [], line)
        elif token.nesting == 1 or token.type in ("fence", "code_block"):
            token.attrSet(LINE, str(line))
    return str(_parser().renderer.render(tokens, _parser().options, env))


def _mark_inline(children: list[Token], line: int) -> None:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type in ("image", "link_open"):
            child.attrSet(LINE, str(line))
