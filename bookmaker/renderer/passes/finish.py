"""The last pass: what is left is made valid XHTML, and what only the passes needed goes."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.raw_html import LINE
from bookmaker.renderer.surgery import add_class, remove_keeping_tail, rename, unwrap, wrap_children
from bookmaker.renderer.xhtml import Element
from bookmaker.wording import is_rtl

_PHRASING_PARENTS = frozenset(
    "abbr b bdi bdo cite code del dfn em h1 h2 h3 h4 h5 h6 i ins kbd mark p pre q rt ruby s samp small "
    "span strong sub summary sup time u var".split()
)
_PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",),
    "summary": ("details",), "rt": ("ruby",), "rp": ("ruby",),
}  # fmt: skip
_CLASS = re.compile(
    r"align-(left|right|center)|language-[\w+#.-]+|box|done|card|embed|footnotes|note(-\w+)?|caption|picture|missing|"
    r"icon|wide|tall|task|math|numbered|kind|notice|float-(left|right)|w-\d+|chars-\d+|unbroken|long|line|"
    r"[kscmnp]|gd|gi"
)
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"-?\d{1,6}")
_SPAN = re.compile(r"[1-9]\d{0,2}")
_CHECKS: dict[str, re.Pattern[str]] = {
    "lang": _LANG, "dir": re.compile("ltr|rtl|auto"), "start": _NUMBER, "value": _NUMBER,
    "colspan": _SPAN, "rowspan": _SPAN, "span": _SPAN, "scope": re.compile("row|col|rowgroup|colgroup"),
    "type": re.compile("[1aAiI]"),
}  # fmt: skip
_TABLE_ORDER = {"caption": 0, "colgroup": 1, "thead": 2, "tbody": 3, "tfoot": 4}
_DROPPED = (LINE, "cite", "datetime", "style", "align", "name")


def finish_tree(passage: Passage) -> None:
    """Make content models hold by moving tags, never words; keep only meaningful attributes."""
    is_right_to_left = is_rtl(passage.post.language)
    for element in list(passage.root.iter()):
        if element is not passage.root and element.getparent() is not None:
            _fix_parent(element)
    for element in list(passage.root.iter()):
        if element is not passage.root and element.getparent() is not None:
            _fix_children(element)
            if is_right_to_left and element.tag in ("pre", "code", "kbd", "samp"):
                # Code is written from left to right in every language; EPUB forbids saying so in CSS.
                element.set("dir", "ltr")
            _clean_attributes(element)
    passage.root.attrib.clear()


def _fix_parent(element: Element) -> None:
    tag = str(element.tag)
    parent = element.getparent()
    if tag == "div" and parent is not None and parent.tag == "dl" and not element.get("id"):
        # A group of terms and what they mean; EPUB's definition lists have none.
        unwrap(element)
        return
    if tag in _PARENTS and parent is not None and parent.tag not in _PARENTS[tag]:
        rename(element, "span" if tag in ("rt", "rp") else "div")
    if element.tag in BLOCKS:
        _open_parents(element)


def _open_parents(element: Element) -> None:
    """A block cannot stand in a paragraph or phrase: those become blocks themselves."""
    for parent in element.iterancestors():
        if parent.tag == "a":
            continue
        if parent.tag not in _PHRASING_PARENTS:
            return
        is_code = parent.tag in ("code", "pre")
        rename(parent, "div")
        if is_code:
            add_class(parent, "card")


def _fix_children(element: Element) -> None:
    fix = _FIXES.get(str(element.tag))
    if fix:
        fix(element)


def _fix_list(element: Element) -> None:
    """Only items stand in a list: a list joins the item before it, a run of others becomes one."""
    stray = None
    if (element.text or "").strip():
        stray = _stray_item(element.text)
        element.text = None
        element.insert(0, stray)
    for child in [child for child in element if child is not stray]:
        before = child.getprevious()
        if child.tag == "li":
            stray = None
            if (child.tail or "").strip():
                stray = _stray_item(child.tail)
                child.tail = None
                child.addnext(stray)
        elif child.tag in ("ul", "ol") and before is not None and stray is None:
            before.append(child)
        else:
            if stray is None:
                stray = _stray_item(None)
                child.addprevious(stray)
            stray.append(child)


def _stray_item(text: str | None) -> Element:
    item = etree.Element("li")
    item.text = text.lstrip() if text else None
    return item


def _fix_definitions(element: Element) -> None:
    """HTML wants terms and then descriptions, in pairs; anything else becomes plain blocks."""
    shape = "".join(str(child.tag)[1] for child in element if child.tag in ("dt", "dd"))
    others = [child for child in element if child.tag not in ("dt", "dd")]
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    if others or text.strip() or not re.fullmatch(r"(t+d+)+", shape):
        for child in element.iterchildren("dt", "dd"):
            rename(child, "div")
        rename(element, "div")


def _fix_details(element: Element) -> None:
    first = next(iter(element), None)
    if first is None or first.tag != "summary" or (element.text or "").strip():
        for summary in list(element.iterchildren("summary")):
            rename(summary, "div")
        rename(element, "div")
    else:
        element.set("open", "open")


def _fix_table(element: Element) -> None:
    if element.find(".//td") is None and element.find(".//th") is None:
        rename(element, "div")
        for inner in list(element.iter("caption", "thead", "tbody", "tfoot", "tr", "colgroup", "col")):
            if inner.get("id"):
                rename(inner, "div")
            else:
                unwrap(inner)
        return
    for row in list(element.iter("tr")):
        if len(row) == 0 and not row.get("id"):
            remove_keeping_tail(row)
    _order_table(element)


def _order_table(table: Element) -> None:
    """HTML wants the parts of a table in one order, and most of them once."""
    seen = set()
    for part in list(table):
        if part.tag in seen and part.tag == "caption":
            rename(part, "div")
            table.addprevious(part)
        elif part.tag in seen and part.tag in ("thead", "tfoot"):
            rename(part, "tbody")
        seen.add(part.tag)
    parts = sorted(table, key=lambda part: _TABLE_ORDER.get(str(part.tag), 3))
    if parts != list(table):
        table[:] = parts


def _fix_figure(element: Element) -> None:
    captions = list(element.iterchildren("figcaption"))
    for caption in captions[:-1]:
        rename(caption, "div")
    if captions and (element[-1] is not captions[-1] or (captions[-1].tail or "").strip()):
        # The last in the figure, also after the words that follow it.
        remove_keeping_tail(captions[-1])
        captions[-1].tail = None
        element.append(captions[-1])


def _fix_ruby(element: Element) -> None:
    if element.find("rt") is None:
        rename(element, "span")


def _unwrap_empty(element: Element) -> None:
    """The parser closes paragraphs and phrases around a block that stood in one, and leaves empty ones."""
    if len(element) == 0 and not (element.text or "").strip() and not element.get("id"):
        unwrap(element)


def _fix_pre(element: Element) -> None:
    if element.find("code") is None:
        wrap_children(element, "code")


_FIXES: dict[str, Callable[[Element], None]] = {
    "ul": _fix_list, "ol": _fix_list, "dl": _fix_definitions, "details": _fix_details,
    "table": _fix_table, "figure": _fix_figure, "ruby": _fix_ruby, "pre": _fix_pre,
    **dict.fromkeys(("p", "b", "em", "i", "s", "strong", "u"), _unwrap_empty),
}  # fmt: skip


def _clean_attributes(element: Element) -> None:
    for name in _DROPPED:
        element.attrib.pop(name, None)
    for name, pattern in _CHECKS.items():
        value = element.get(name)
        if value is not None and not pattern.fullmatch(value):
            del element.attrib[name]
    if "class" in element.attrib:
        kept = [name for name in element.get("class", "").split() if _CLASS.fullmatch(name)]
        if kept:
            element.set("class", " ".join(kept))
        else:
            del element.attrib["class"]
