"""What a block of code says of itself: its language, whether its lines are numbered, its title.

In: the words after a fence, in any dialect (`ruby linenos`, `go {linenos=table}`, `{.python #id}`), and
attribute lists. Out: classes `language-…`, `linenos`, `from-…` and a title on the `code` element.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_LANGUAGE = re.compile(r"\s*\{?\s*[.:]?(?:language-)?([A-Za-z][\w+#.-]*)(?=[\s,{}:]|$)(?!\s*=)")
_NUMBERED = re.compile(r"\b(?:linenos|linenums|lineno|numberlines|line-numbers|showlinenumbers)\b"
                       r"(?:\s*[=:]\s*[\"']?(\w+))?", re.IGNORECASE)  # fmt: skip
_START = re.compile(r"\b(?:linenostart|startfrom|start_line|linenums)\s*=\s*[\"']?(\d{1,6})", re.IGNORECASE)
_TITLE = re.compile(r"""\b(?:title|filename|caption|name)\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_STRUCK_OUT = re.compile(r"~{3,}[^~\n]+~~")
_OPTIONS = frozenset({"linenos", "linenums", "lineno", "numberlines", "showlinenumbers", "true"})


def code_info_plugin(md: MarkdownIt) -> None:
    """Read what is said of blocks of code."""
    md.core.ruler.push("kramdown_code_info", _read_all)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("fence", _fence_rule, alternatives)


def _fence_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The parser's own rule, but words between tildes on one line are struck out, and begin no code."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if _STRUCK_OUT.match(state.src, start, state.eMarks[start_line]):
        return False
    return fence(state, start_line, end_line, silent)


def _read_all(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence":
            _read(token)
        elif token.type == "code_block" and token.attrs:
            # The parser puts the attributes of indented code on `pre`, those of a fence on `code`.
            token.type = "fence"
            _read(token)


def _read(token: Token) -> None:
    info, token.info = token.info.strip(), ""
    classes = str(token.attrs.pop("class", "")).split()
    options = " ".join([info, *classes])
    language = _LANGUAGE.match(info)
    named = [name for name in classes if name.startswith("language-")]
    if language and language[1].lower() not in _OPTIONS:
        named = [f"language-{language[1]}", *named]
    for name in [*named[:1], *_numbering(options)]:
        token.attrJoin("class", name)
    title = _TITLE.search(info)
    if title:
        token.attrSet("title", title[1] or title[2])


def _numbering(options: str) -> list[str]:
    asked = _NUMBERED.search(options)
    if asked is None or (asked[1] or "").lower() in ("false", "no", "0"):
        return []
    start = _START.search(options)
    return ["linenos", f"from-{start[1]}"] if start else ["linenos"]
