"""What a reader does not see: elements that hold no word and no picture, only spaces and line breaks."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from bookmaker.renderer.xhtml import Element

# Zero width spaces too: editors put them into paragraphs that are to look empty.
_BLANK = re.compile("[\\s\u200b\ufeff]*")
_INLINE = frozenset("a abbr b big br cite del em font i ins mark s small span strong sub sup tt u".split())


def is_blank_text(text: str | None) -> bool:
    """Whether nothing would be printed."""
    return not text or _BLANK.fullmatch(text) is not None


def find_blank(root: Element) -> set[Element]:
    """All elements in which nothing would be printed, and to whose inside nothing can link."""
    blank: set[Element] = set()
    has_content = [False]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            has_content.append(not is_blank_text(element.text))
            continue
        if not has_content.pop():
            blank.add(element)
        is_seen = element not in blank or element.tag not in _INLINE or is_target(element)
        has_content[-1] = has_content[-1] or is_seen or not is_blank_text(element.tail)
    return blank


def is_target(element: Element) -> bool:
    """Whether a link can lead to the element."""
    return bool(element.get("id") or element.get("name"))


def unwrap_blank(elements: Collection[Element]) -> None:
    """Take blank elements out, all at once so that a thousand cost no more than one each.

    Their spaces and line breaks stay.
    """
    doomed = set(elements)
    for parent in {element.getparent(): None for element in elements}:
        if parent is not None and parent not in doomed:
            _rebuild(parent, doomed)


def _rebuild(parent: Element, doomed: set[Element]) -> None:
    holder: Element | None = None
    pieces = [parent.text or ""]
    for child in list(parent):
        tail, child.tail = child.tail or "", None
        if child in doomed:
            pieces.append("".join(child.itertext()))
            kept = list(child.iter("br"))
        else:
            kept = [child]
        for element in kept:
            _give(parent, holder, pieces)
            holder, pieces = element, []
            element.tail = None
            child.addprevious(element) if element is not child else None
        if child in doomed:
            parent.remove(child)
        pieces.append(tail)
    _give(parent, holder, pieces)


def _give(parent: Element, holder: Element | None, pieces: list[str]) -> None:
    text = "".join(pieces) or None
    if holder is None:
        parent.text = text
    else:
        holder.tail = text
