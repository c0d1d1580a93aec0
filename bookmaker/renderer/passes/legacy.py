"""Elements that a book does not hold become ones that it does."""

from __future__ import annotations

from lxml import etree

from bookmaker.renderer.elements import CONVERTED
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class, remove_keeping_tail, rename, replace, unwrap
from bookmaker.renderer.xhtml import Element

_RENAMED = {
    "center": ("div", "align-center"), "font": ("span", ""), "strike": ("s", ""), "big": ("span", ""),
    "acronym": ("abbr", ""), "dir": ("ul", ""), "address": ("div", ""), "article": ("div", ""),
    "header": ("div", ""), "footer": ("div", ""), "main": ("div", ""), "nav": ("div", ""),
    "hgroup": ("div", ""), "tt": ("code", ""),
}  # fmt: skip


def convert_legacy_elements(passage: Passage) -> None:
    """Leave only elements that may stand in a chapter."""
    for element in list(passage.root.iter(*CONVERTED, "tt")):
        if element.getparent() is None:
            continue
        tag = str(element.tag)
        if tag in _RENAMED:
            new_tag, name = _RENAMED[tag]
            rename(element, new_tag)
            if name:
                add_class(element, name)
        elif tag == "picture":
            unwrap(element)
        elif tag == "input":
            _make_box(element)
        else:
            remove_keeping_tail(element)


def _make_box(element: Element) -> None:
    """A task's checkbox is drawn by the style sheet: few text faces have one."""
    if element.get("type") != "checkbox":
        remove_keeping_tail(element)
        return
    is_done = "checked" in element.attrib
    box = etree.Element("span")
    box.set("class", "box done" if is_done else "box")
    box.set("role", "img")
    box.set("aria-label", "☑" if is_done else "☐")
    item = element.getparent()
    if item is not None and item.tag == "p" and item.getprevious() is None:
        item = item.getparent()
    if item is not None and item.tag == "li":
        add_class(item, "task")
    replace(element, box)
