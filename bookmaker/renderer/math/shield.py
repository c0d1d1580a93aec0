r"""Formulas out of Markdown's way: each line of a formula becomes one character that means nothing.

In: a post's body. Out: a text with as many lines, and what each of those characters stands for. A formula
never reaches the Markdown parser or the sanitiser: `_`, `\\`, `|`, `<` and `*` in it are not markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookmaker.renderer.math.read import Span
from bookmaker.renderer.math.scan import find_formulas
from bookmaker.renderer.math.skip import line_start

# The last plane that Unicode leaves to private use; what a post has of it is not taken.
_FIRST, _LAST = 0x100000, 0x10FFFD
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ESCAPED = re.compile(r"\\([\\_*{}\[\]()#+.!|<>-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula. Units: `line` is the file's, from 1."""

    tex: str
    source: str
    """As it was written, marks and all."""
    is_display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What one character stands for: a line of a formula. The first line's has the formula."""

    source: str
    formula: Formula | None = None


#: What each character of the shielded text stands for. Order: as in the text.
Pieces = Mapping[str, Piece]


def shield_formulas(text: str, first_line: int) -> tuple[str, Pieces]:
    """Replace formulas. Units: `first_line` is the file's line, from 1, on which `text` begins."""
    spans = find_formulas(text)
    if not spans:
        return text, {}
    taken = set(text)
    free = (chr(code) for code in range(_FIRST, _LAST + 1) if chr(code) not in taken)
    pieces: dict[str, Piece] = {}
    shielded: list[str] = []
    read, line = 0, first_line
    for span in spans:
        line += text.count("\n", read, span.start)
        shielded.append(text[read : span.start])
        for prefix, piece in _split_formula(text, span, line):
            character = next(free)
            pieces[character] = piece
            shielded.append(prefix + character)
        line += text.count("\n", span.start, span.end)
        read = span.end
    shielded.append(text[read:])
    return "".join(shielded), pieces


def _split_formula(text: str, span: Span, line: int) -> Iterator[tuple[str, Piece]]:
    """The lines of a formula, each after what Markdown needs before it: line break, `>`, indent."""
    source = text[span.start : span.end]
    # Only lines that follow have something before them; a line of many formulas is not counted for each.
    quotes = text.count(">", line_start(text, span.start), span.start) if "\n" in source else 0
    prefix = re.compile(rf"\n(?:[ \t]*>){{0,{quotes}}}[ \t]*")
    prefixes = ["", *prefix.findall(source)]
    lines = prefix.split(source)
    formula = Formula(
        tex=_read_tex("\n".join(lines), span), source="\n".join(lines), is_display=span.is_display, line=line
    )
    for number, (before, content) in enumerate(zip(prefixes, lines, strict=True)):
        yield before, Piece(content, None if number else formula)


def _read_tex(source: str, span: Span) -> str:
    """The TeX between the marks. In HTML `<` may be written as an entity, which TeX has no use for."""
    end = len(source) - len(span.punctuation) - span.closing
    tex = source[span.opening : end]
    if source.startswith("\\\\"):
        tex = _ESCAPED.sub(r"\1", tex)
    tex = _ENTITY.sub(lambda entity: html.unescape(entity[0]), tex)
    # Four backslashes: a line break of TeX, written where Markdown would have eaten two.
    tex = tex.replace("\\\\\\\\", "\\\\").strip()
    return tex + span.punctuation
