"""From Markdown to HTML with the source's lines marked on it. Raw HTML passes through."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from bookmaker.renderer.kramdown.plugin import kramdown_plugin
from bookmaker.renderer.mending.emphasis import mend_emphasis
from bookmaker.renderer.raw_html import LINE, is_comparison, keep_unknown_tags, mark_lines, show_drawings


class _Renderer(RendererHTML):
    """HTML in which `<List<String>>` in a sentence stays text, because no such element exists."""

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        tag = tokens[idx].content
        return escape(tag, quote=False) if is_comparison(tag) else keep_unknown_tags(tag)

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


_NOTE = re.compile(r"^[ >]*\[\^([^\]\s]+)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Converted:
    """A post's HTML, and the notes of it that nothing refers to: name, and line in the file."""

    html: str
    unused_notes: tuple[tuple[str, int], ...] = ()


@cache
def _parser() -> MarkdownIt:
    # What is nested deeper than the limit, the parser would leave out without a word.
    parser = MarkdownIt("commonmark", {"maxNesting": 3 * _DEEPEST}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin).use(kramdown_plugin)
    # What an address may be is judged where its line is known; here a bad one would stay as Markdown.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.use(mend_emphasis)


def markdown_to_html(text: str, first_line: int) -> Converted:
    """Convert a post's body. Units: `first_line` is the file's line, from 1, on which `text` begins."""
    source = text
    text = _NOTE_AND_LINK.sub(r"\1\n", _TOO_DEEP.sub(r"\1", text))
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    for token in tokens:
        if token.map is None:
            continue
        line = first_line + token.map[0]
        if token.type == "inline":
            token.children = _join_drawings(token.children or [])
            _mark_inline(token.children, line)
        elif token.type == "html_block":
            token.content = show_drawings(mark_lines(token.content, line))
        elif token.nesting == 1 or token.type in ("fence", "code_block"):
            token.attrSet(LINE, str(line))
    html = str(_parser().renderer.render(tokens, _parser().options, env))
    return Converted(html, tuple(_unused_notes(source, first_line, env)))


def _unused_notes(text: str, first_line: int, env: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Notes that nothing refers to: the plugin gives them no number."""
    references: Mapping[str, int] = env.get("footnotes", {}).get("refs", {})
    unused = {name[1:] for name, number in references.items() if number < 0}
    for found in _NOTE.finditer(text) if unused else ():
        if found[1] in unused:
            unused.remove(found[1])
            yield found[1], first_line + text.count("\n", 0, found.start(1))


def _join_drawings(children: list[Token]) -> list[Token]:
    """Make one token of a drawing within a sentence: its pieces mean nothing by themselves."""
    joined: list[Token] = []
    ends = [number for number, token in enumerate(children) if token.content.lower().startswith("</svg")]
    index = 0
    while index < len(children):
        token = children[index]
        last = index
        if token.type == "html_inline" and token.content.lower().startswith("<svg"):
            place = bisect(ends, index)
            last = ends[place] if place < len(ends) else index
            token.content = show_drawings("".join(child.content for child in children[index : last + 1]))
        joined.append(token)
        index = last + 1
    return joined


def _mark_inline(children: list[Token], line: int) -> None:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type in ("image", "link_open"):
            child.attrSet(LINE, str(line))
