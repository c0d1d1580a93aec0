"""Line breaks that mean something else: nothing at a paragraph's edge, a new paragraph where two meet.

A picture alone on its line is a paragraph too, as it would be with an empty line before it.
"""

from __future__ import annotations

from lxml import etree

from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.mending.blank import find_blank, is_blank_text
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import has_only, remove_keeping_tail
from bookmaker.renderer.xhtml import Element

_HOLDERS = ("div", "section", "blockquote")
_EDGED = ("p", "h1", "h2", "h3", "h4", "h5", "h6")


def mend_breaks(passage: Passage) -> None:
    """Trim and split paragraphs, and take out those with nothing in them."""
    for paragraph in list(passage.root.iter("p")):
        _split(paragraph)
    for line_break in list(passage.root.iter("br")):
        if _is_between_blocks(line_break):
            remove_keeping_tail(line_break)
    for element in list(passage.root.iter(*_EDGED)):
        _trim_start(element)
        _trim_end(element)
    for element in find_blank(passage.root):
        if element.tag == "p" and not element.get("id") and not _parts_words(element):
            remove_keeping_tail(element)


def _is_between_blocks(line_break: Element) -> bool:
    """Outside of paragraphs a line break is an empty line, which the book's style gives where it is due."""
    parent = line_break.getparent()
    return parent is not None and parent.tag in _HOLDERS and _is_after_block(line_break)


def _parts_words(paragraph: Element) -> bool:
    """Raw HTML may have words outside of paragraphs, with an empty one between."""
    following = paragraph.getnext()
    ends_line = is_blank_text(paragraph.tail) and following is not None and following.tag in BLOCKS
    return not ends_line and not _is_after_block(paragraph)


def _is_after_block(element: Element) -> bool:
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        return before.tag in BLOCKS and is_blank_text(before.tail)
    return parent is not None and parent.tag in BLOCKS and is_blank_text(parent.text)


def _trim_start(element: Element) -> None:
    text = element.text
    while is_blank_text(text) and len(element) and element[0].tag == "br":
        text, element[0].tail = element[0].tail, None
        element.remove(element[0])
    element.text = (text or "").lstrip(" \t\n") or None


def _trim_end(element: Element) -> None:
    while len(element) and element[-1].tag == "br" and is_blank_text(element[-1].tail):
        element.remove(element[-1])
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(" \t\n") or None
    else:
        element.text = (element.text or "").rstrip(" \t\n") or None


def _split(paragraph: Element) -> None:
    """Begin a paragraph after each two line breaks or more, and before each picture alone on its line."""
    target, run = paragraph, 0
    for child in list(paragraph):
        run = run + 1 if child.tag == "br" else 0
        has_text = not is_blank_text(child.tail)
        is_last = child.tag == "br" and not _goes_on(child)
        if is_last and (run > 1 or _is_before_picture(child)):
            target = _begin_after(target, child)
        elif target is not paragraph:
            target.append(child)
        if has_text:
            run = 0


def _goes_on(line_break: Element) -> bool:
    following = line_break.getnext()
    return is_blank_text(line_break.tail) and following is not None and following.tag == "br"


def _is_before_picture(line_break: Element) -> bool:
    picture = line_break.getnext()
    if picture is None or not is_blank_text(line_break.tail) or not is_blank_text(picture.tail):
        return False
    after = picture.getnext()
    shown = has_only(picture) if picture.tag == "a" else picture
    return shown is not None and shown.tag == "img" and (after is None or after.tag == "br")


def _begin_after(target: Element, line_break: Element) -> Element:
    new = etree.Element("p", {name: value for name, value in target.attrib.items() if name != "id"})
    new.text, line_break.tail = line_break.tail, None
    after, target.tail = target.tail, None
    target.addnext(new)
    new.tail = after
    parent = line_break.getparent()
    assert parent is not None
    parent.remove(line_break)
    return new
