"""Spaces and line breaks move out of bold and italic type and links: `[docs ](…)and` is read as `docs and`.

No character but spaces moves, and none is lost.
"""

from __future__ import annotations

from lxml import etree

from bookmaker.renderer.mending.blank import find_blank, is_blank_text, is_target, unwrap_blank
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.xhtml import Element

_TAGS = ("a", "b", "del", "em", "i", "ins", "mark", "s", "strong", "u")
_OPENING = ("(", "[", "«", "„", "“")
_VERBATIM = frozenset({"code", "kbd", "pre", "samp"})


def move_inner_spaces(passage: Passage) -> None:
    """Move spaces out; what held nothing else goes."""
    elements = find_phrases(passage.root)
    blank = find_blank(passage.root)
    hollow = [element for element in elements if element in blank and not is_target(element)]
    # Links without words are `empty_links`' business, as they are reported.
    unwrap_blank([element for element in hollow if element.tag != "a"])
    elements = [element for element in elements if element not in blank]
    # Inner elements first, so that spaces go all the way.
    for element in reversed(elements):
        _move_leading(element)
        _move_trailing(element)


def find_phrases(root: Element) -> list[Element]:
    """Bold and italic phrases, links and the like in order, but for those inside code."""
    found = []
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if element.tag in _VERBATIM:
            walker.skip_subtree()
        elif element.tag in _TAGS:
            found.append(element)
    return found


def _move_leading(element: Element) -> None:
    while is_blank_text(element.text) and len(element) and element[0].tag == "br":
        line_break = element[0]
        rest, line_break.tail = line_break.tail, None
        _put_before(element, element.text)
        element.addprevious(line_break)
        element.text = rest
    text = element.text or ""
    rest = text.lstrip()
    if rest or len(element):
        element.text = rest or None
        _put_before(element, text[: len(text) - len(rest)])


def _move_trailing(element: Element) -> None:
    while len(element) and element[-1].tag == "br" and is_blank_text(element[-1].tail):
        line_break = element[-1]
        after, line_break.tail = line_break.tail or "", None
        tail, element.tail = element.tail or "", None
        element.addnext(line_break)
        line_break.tail = after + tail
    if len(element):
        text = element[-1].tail or ""
        element[-1].tail = text.rstrip() or None
    else:
        text = element.text or ""
        element.text = text.rstrip() or None
    _put_after(element, text[len(text.rstrip()) :])


def _put_before(element: Element, spaces: str | None) -> None:
    before = element.getprevious()
    parent = element.getparent()
    if not spaces or parent is None:
        return
    if before is not None:
        before.tail = _joined(before.tail or "", spaces)
    else:
        parent.text = _joined(parent.text or "", spaces)


def _put_after(element: Element, spaces: str) -> None:
    if spaces:
        tail = element.tail or ""
        element.tail = spaces + (tail.lstrip(" ") if spaces.endswith(" ") else tail)


def _joined(text: str, spaces: str) -> str:
    return text if spaces == " " and text.endswith((" ", *_OPENING)) else text + spaces
