"""The pass that puts formulas into the tree, where the shield left a character for each of their lines.

After the sanitiser, which knows no MathML, and before all that counts words or reads headings. In code and
in attributes the author's own signs return: what stood there was no formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lxml import etree

from bookmaker.errors import Where, diagnose, one_line
from bookmaker.renderer.math.macros import MacroError, Macros
from bookmaker.renderer.math.mathml import MathError, tex_to_mathml
from bookmaker.renderer.math.shield import Formula, Pieces
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import has_only, rename, unwrap
from bookmaker.renderer.xhtml import Element
from bookmaker.wording import is_rtl

# A character of the last plane in an address, percent-encoded as UTF-8.
_CODED = re.compile(r"%F4(?:%[89AB][0-9A-F]){3}", re.IGNORECASE)
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "tt"})
_CLASS = "math"


@dataclass(frozen=True, slots=True)
class _Table:
    """What the characters stand for. An element is None for a line that is not a formula's first."""

    pattern: re.Pattern[str]
    sources: Mapping[str, str]
    elements: Mapping[str, Element | None]

    def restore(self, text: str) -> str:
        """Put back what the author wrote."""
        return self.pattern.sub(lambda found: self.sources[found[0]], text)


def place_formulas(passage: Passage, pieces: Pieces) -> None:
    """Put MathML where the shield took a formula away; what cannot be read stays as it was written."""
    table = _Table(
        pattern=re.compile(f"([{''.join(pieces)}])"),
        sources={character: piece.source for character, piece in pieces.items()},
        elements=_make_elements(passage, pieces),
    )
    depth_in_code = 0
    for event, element in list(etree.iterwalk(passage.root, events=("start", "end"))):
        if event == "start":
            depth_in_code += element.tag in _VERBATIM
            _restore_attributes(element, table)
            _fill_text(element, table, is_code=depth_in_code > 0)
        else:
            depth_in_code -= element.tag in _VERBATIM
            _fill_tail(element, table, is_code=depth_in_code > 0)
    for wrapper in table.elements.values():
        if wrapper is not None and wrapper.tag == "span":
            _make_display(wrapper)


def _make_elements(passage: Passage, pieces: Pieces) -> dict[str, Element | None]:
    """Convert all formulas. Order: the text's, because macros are defined before their use."""
    macros = Macros()
    return {
        character: _make_element(passage, piece.formula, macros) if piece.formula else None
        for character, piece in pieces.items()
    }


def _make_element(passage: Passage, formula: Formula, macros: Macros) -> Element | None:
    """None for a formula that does nothing but define macros."""
    try:
        tex = macros.apply(formula.tex)
        if not tex.strip():
            return None
        element = tex_to_mathml(tex, is_display=formula.is_display)
        if is_rtl(passage.post.language):
            # Formulas run from left to right in every language whose posts we have seen.
            element.set("dir", "ltr")
    except (MacroError, MathError) as error:
        where = Where(path=passage.post.path, line=formula.line)
        passage.problems.append(diagnose("math-unreadable", f"{one_line(formula.source)}: {error}", where))
        element = etree.Element("code", {"class": _CLASS})
        element.text = formula.source
    if not formula.is_display:
        return element
    wrapper = etree.Element("span", {"class": _CLASS})
    wrapper.append(element)
    return wrapper


def _restore_attributes(element: Element, table: _Table) -> None:
    for name, value in element.attrib.items():
        decoded = _CODED.sub(lambda found: quote(table.restore(unquote(found[0])), safe="$"), value)
        restored = table.restore(decoded)
        if restored != value:
            element.set(name, restored)


def _fill_text(element: Element, table: _Table, *, is_code: bool) -> None:
    text = element.text or ""
    if not table.pattern.search(text):
        return
    if is_code:
        element.text = table.restore(text)
        return
    element.text, new = _split(text, table)
    for index, child in enumerate(new):
        element.insert(index, child)


def _fill_tail(element: Element, table: _Table, *, is_code: bool) -> None:
    text, parent = element.tail or "", element.getparent()
    if parent is None or not table.pattern.search(text):
        return
    if is_code:
        element.tail = table.restore(text)
        return
    element.tail, new = _split(text, table)
    start = parent.index(element) + 1
    for index, child in enumerate(new, start):
        parent.insert(index, child)


def _split(text: str, table: _Table) -> tuple[str, list[Element]]:
    """The text before the first formula, and the formulas, each with what follows it as its tail."""
    before, new = "", list[Element]()
    for part in table.pattern.split(text):
        element = table.elements.get(part)
        if element is not None:
            new.append(element)
        elif part not in table.elements:
            if new:
                new[-1].tail = (new[-1].tail or "") + part
            else:
                before += part
    return before, new


def _make_display(wrapper: Element) -> None:
    """A paragraph that holds one formula on display is its block; an item of a list begins with it."""
    parent = wrapper.getparent()
    if parent is None or has_only(parent) is not wrapper:
        return
    if parent.tag == "p":
        rename(parent, "div")
        parent.set("class", _CLASS)
        unwrap(wrapper)
    elif parent.tag in ("li", "dd"):
        wrapper[0].set("display", "inline")
        wrapper[0].set("displaystyle", "true")
        unwrap(wrapper)
