"""Colours of code: a text and the name of its language in, pieces with few short classes out.

The only module that imports Pygments, and only where a post has code in a language. The pieces joined are
the text, letter by letter; where Pygments would change it, or fails, nothing is coloured.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

#: Names that authors write, and Pygments' own.
_ALIASES = {
    "ansible": "yaml", "cc": "cpp", "cjs": "javascript", "cmd": "batch", "conf": "ini", "cts": "typescript",
    "dotenv": "bash", "editorconfig": "ini", "el": "elisp", "env": "bash", "fs": "fsharp", "gradle": "groovy",
    "h": "c", "hpp": "cpp", "ipython": "python", "jinja2": "jinja", "jsonc": "json", "kramdown": "markdown",
    "kt": "kotlin", "mjs": "javascript", "mts": "typescript", "node": "javascript", "opencl": "c",
    "patch": "diff", "svelte": "html", "svg": "xml", "vb": "vbnet", "vbs": "vbscript", "viml": "vim",
}  # fmt: skip
_PLAIN = frozenset({"text", "output"})
#: Classes of the style sheets by Pygments' kinds of tokens: the longest that fits counts. k keyword,
#: s string, c comment, n a name where it is given, m number or constant, p what speaks to the tools,
#: gd and gi what a patch takes and gives.
_CLASSES = {
    "Keyword": "k", "Keyword.Constant": "m", "Operator.Word": "k", "Literal.String": "s", "Literal": "m",
    "Comment": "c", "Comment.Preproc": "p", "Comment.PreprocFile": "s", "Comment.Hashbang": "p",
    "Name.Function": "n", "Name.Class": "n", "Name.Tag": "n", "Name.Exception": "n", "Name.Constant": "m",
    "Name.Decorator": "p", "Name.Entity": "m", "Name.Label": "n", "Generic.Heading": "n",
    "Generic.Subheading": "n", "Generic.Prompt": "p", "Generic.Deleted": "gd", "Generic.Inserted": "gi",
    "Generic.Strong": "k", "Generic.Emph": "c",
}  # fmt: skip
# Lexers are regular expressions, some of which take time that grows faster than the text.
_MOST_CHARACTERS = 200_000
_LONGEST_LINE = 5_000

#: A class of the style sheets, or nothing, and a stretch of the text.
Piece = tuple[str, str]


def language_name(language: str) -> str:
    """What readers call a language, `C++`; empty where it is plain text or not known."""
    lexer = _lexer(language.lower())
    return str(lexer.name) if lexer else ""


def highlight_code(text: str, language: str) -> list[Piece] | None:
    """Divide a text into pieces. None where its language is not known or it is too large."""
    lexer = _lexer(language.lower())
    if lexer is None or len(text) > _MOST_CHARACTERS or _longest_line(text) > _LONGEST_LINE:
        return None
    try:
        pieces = list(_merge(lexer, text))
    except Exception:
        # A lexer is somebody's program run on somebody's text: any error means plain code.
        return None
    return pieces if "".join(piece for _, piece in pieces) == text else None


def _merge(lexer: Lexer, text: str) -> Iterator[Piece]:
    tokens = ((_class_of(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(text))
    for name, group in groupby(tokens, key=lambda token: token[0]):
        yield name, "".join(value for _, value in group)


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    name = _ALIASES.get(language, language)
    try:
        return None if name in _PLAIN else get_lexer_by_name(name)
    except ClassNotFound:
        return None


@cache
def _class_of(kind: _TokenType) -> str:
    parts = list(kind)
    while parts:
        name = ".".join(parts)
        if name in _CLASSES:
            return _CLASSES[name]
        parts.pop()
    return ""


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))
