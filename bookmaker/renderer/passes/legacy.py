"""Elements that a book does not hold become ones that it does; players and embeds become cards."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from bookmaker.renderer.elements import CONVERTED
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class, has_only, remove_keeping_tail, rename, replace, unwrap
from bookmaker.renderer.xhtml import Element, text_of

_RENAMED = {
    "center": ("div", "align-center"), "font": ("span", ""), "strike": ("s", ""), "big": ("span", ""),
    "acronym": ("abbr", ""), "dir": ("ul", ""), "address": ("div", ""), "article": ("div", ""),
    "header": ("div", ""), "footer": ("div", ""), "main": ("div", ""), "nav": ("div", ""),
    "hgroup": ("div", ""), "tt": ("code", ""),
}  # fmt: skip
_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed"})
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)


def convert_legacy_elements(passage: Passage) -> None:
    """Leave only elements that may stand in a chapter."""
    for element in list(passage.root.iter(*CONVERTED, "tt")):
        if element.getparent() is None:
            continue
        tag = str(element.tag)
        if tag in _EMBEDS:
            _make_card(passage, element)
        elif tag in _RENAMED:
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
    for element in passage.root.iter():
        _keep_alignment(element)


def _make_card(passage: Passage, element: Element) -> None:
    """Say what stood there and where it is to be found."""
    address = element.get("src") or element.get("data") or ""
    source = element.find("source")
    if not address and source is not None:
        address = source.get("src") or ""
    if not address:
        passage.report("html-removed", f"<{element.tag!s}> without an address left out", element)
        unwrap(element)
        return
    if address.startswith("//"):
        address = f"https:{address}"
    card = etree.Element("div")
    card.set("class", "card")
    paragraph = etree.SubElement(card, "p")
    link = etree.SubElement(paragraph, "a")
    link.set("href", address)
    link.text = element.get("title") or text_of(element) or urlsplit(address).netloc or address
    for name in ("data-line", "id"):
        if name in element.attrib:
            card.set(name, element.get(name) or "")
    _open_link_around(passage, element)
    replace(element, card)
    parent = card.getparent()
    if parent is not None and parent.tag == "p":
        parent.tag = "div"
        if has_only(parent) is card and not parent.get("id"):
            unwrap(parent)


def _open_link_around(passage: Passage, element: Element) -> None:
    """A card is a link, and links do not nest."""
    for link in element.iterancestors("a"):
        passage.report("html-removed", f"a link around <{element.tag!s}> left out: {link.get('href')}", link)
        unwrap(link)


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


def _keep_alignment(element: Element) -> None:
    """Alignment is meaning in a table; any other inline style stays outside the book."""
    aligned = _ALIGNED.search(element.attrib.pop("style", ""))
    side = aligned[1].lower() if aligned else element.attrib.pop("align", "").lower()
    if side in ("left", "right", "center"):
        add_class(element, f"align-{side}")
