"""Players, frames and embedded code become cards that say what stood there and where it is to be found."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from bookmaker.addresses import absolute_address, leads_nowhere
from bookmaker.renderer.embedded import is_picture, kind_of, page_address, shown_address
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.raw_html import LINE
from bookmaker.renderer.surgery import has_only, rename, replace, unwrap
from bookmaker.renderer.xhtml import Element, text_of
from bookmaker.wording import wording

_EXCUSE = re.compile(r"browser|браузер|navigat|navegador|مرورگر|javascript|flash", re.IGNORECASE)
_EMBEDS = ("iframe", "video", "audio", "object", "embed")


def make_cards(passage: Passage) -> None:
    """Turn every embed into a card, or into the picture that it is."""
    for element in list(passage.root.iter(*_EMBEDS)):
        if element.getparent() is None:
            continue
        address = _address(element)
        if not address:
            passage.report("html-removed", f"<{element.tag!s}> without an address left out", element)
            unwrap(element)
        elif element.tag in ("object", "embed") and is_picture(address):
            _make_picture(element, address)
        else:
            _make_card(passage, element, page_address(address))


def _address(element: Element) -> str:
    sources = [element.get("src"), element.get("data")]
    sources += [source.get("src") for source in element.iter("source", "embed")]
    return next((source.strip() for source in sources if source and source.strip()), "")


def _make_picture(element: Element, address: str) -> None:
    picture = etree.Element("img")
    picture.set("src", address)
    words = element.get("title") or text_of(element)
    if words:
        picture.set("alt", words)
    replace(element, picture)


def _make_card(passage: Passage, element: Element, address: str) -> None:
    """What it is and its title, then its address."""
    card = etree.Element("div", {"class": "card embed"})
    for name in ("id", LINE):
        if name in element.attrib:
            card.set(name, element.get(name, ""))
    first = etree.SubElement(card, "p")
    kind = etree.SubElement(first, "span", {"class": "kind"})
    kind.text = wording(passage.language, kind_of(str(element.tag), address))
    title = _title(passage, element)
    kind.tail = f": {title}" if title else None
    address = _in_full(passage, address)
    if address:
        link = etree.SubElement(etree.SubElement(card, "p"), "a", {"href": address})
        link.text = shown_address(address)
    _put(element, card)


def _in_full(passage: Passage, address: str) -> str:
    """The absolute address, or nothing where it cannot be printed: bytes in the page itself, for one."""
    try:
        scheme = urlsplit(address).scheme
        full = address if scheme else absolute_address(address, passage.post, passage.site)
    except ValueError:
        return ""
    if leads_nowhere(full):
        return address
    return full if scheme in ("", "http", "https") else ""


def _title(passage: Passage, element: Element) -> str:
    """The title, or the words between the tags, unless they speak to a browser that cannot play."""
    words = text_of(element)
    if _EXCUSE.search(words):
        passage.report("html-removed", f"words for old browsers left out: {words[:80]}", element)
        words = ""
    return (element.get("title") or "").strip() or words


def _put(element: Element, card: Element) -> None:
    """A card is a block: a paragraph or phrase that holds nothing else goes, others become blocks."""
    outer = element
    for parent in list(element.iterancestors()):
        if parent.tag not in ("p", "a", "span") or has_only(parent) is not outer:
            break
        outer = parent
    for parent in outer.iterancestors("p", "a", "span"):
        rename(parent, "div")
    replace(outer, card)
