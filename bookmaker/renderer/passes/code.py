"""Blocks of code: coloured by language, numbered where asked, named for print. No letter of them changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from bookmaker.renderer.highlight import Piece, highlight_code, language_name
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import append_text, has_only, wrap_children
from bookmaker.renderer.xhtml import Element

_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:?)-([\w+#.-]+)")
_START = re.compile(r"from-(\d{1,6})")
_OWN = re.compile(r"linenos|from-\d+")
_NO_LANGUAGE = frozenset({"", "none", "plaintext", "plain", "txt", "nohighlight", "no-highlight"})
#: How far up a block's language is looked for: `div.language-x > div.highlight > pre > code`.
_STEPS_UP = 4


def set_code(passage: Passage) -> None:
    """Colour and number the blocks of code."""
    for block in list(passage.root.iter("pre")):
        code = has_only(block)
        if _is_plain(block):
            code = wrap_children(block, "code")
        if code is not None and code.tag == "code":
            _set_block(block, code)


def _set_block(block: Element, code: Element) -> None:
    names = [name for element in (code, block) for name in element.get("class", "").split()]
    language = _language_of(block, code)
    title = code.attrib.pop("title", "")
    if _is_plain(code):
        _colour(code, language, names)
    _drop_own_classes(code)
    _drop_own_classes(block)
    label = title or (language_name(language) if language else "")
    if label:
        block.set("data-label", label)


def _language_of(block: Element, code: Element) -> str:
    """The language that classes name; `<pre lang="ruby">` names one too, and no language of people."""
    elements = [code, block, *block.iterancestors()][:_STEPS_UP]
    for element in elements:
        for name in element.get("class", "").split():
            found = _LANGUAGE.fullmatch(name)
            if found:
                return "" if found[1].lower() in _NO_LANGUAGE else found[1]
    for element in (code, block):
        if "lang" in element.attrib and language_name(element.get("lang", "")):
            return element.attrib.pop("lang")
    return ""


def _is_plain(code: Element) -> bool:
    """Whether there is nothing in it but text, and the spans of another program's colours."""
    return all(element.tag == "span" and "id" not in element.attrib for element in code.iterdescendants())


def _colour(code: Element, language: str, names: list[str]) -> None:
    text = "".join(code.itertext())
    pieces = highlight_code(text, language) if language else None
    is_numbered = "linenos" in names
    if pieces is None and not is_numbered:
        return
    for child in list(code):
        code.remove(child)
    code.text = None
    if not is_numbered:
        _write(code, pieces or ())
        return
    start = next((int(found[1]) for name in names if (found := _START.fullmatch(name))), 1)
    for number, line in enumerate(_lines(pieces or [("", text)]), start):
        span = etree.SubElement(code, "span", {"class": "line", "data-number": str(number)})
        _write(span, line)


def _write(parent: Element, pieces: Iterable[Piece]) -> None:
    for name, text in pieces:
        if name and text.strip():
            span = etree.SubElement(parent, "span", {"class": name})
            span.text = text
        else:
            append_text(parent, text)


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces line by line; each line keeps its end."""
    line: list[Piece] = []
    for name, text in pieces:
        for part in text.splitlines(keepends=True) if "\n" in text else [text]:
            line.append((name, part))
            if part.endswith("\n"):
                yield line
                line = []
    if line:
        yield line


def _drop_own_classes(element: Element) -> None:
    kept = [name for name in element.get("class", "").split() if not _OWN.fullmatch(name)]
    element.attrib.pop("class", None)
    if kept:
        element.set("class", " ".join(kept))
