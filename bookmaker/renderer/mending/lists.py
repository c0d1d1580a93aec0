"""Ordered lists that a picture cut in pieces: the piece after it goes on counting."""

from __future__ import annotations

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import has_only
from bookmaker.renderer.xhtml import Element, text_of

_LONGEST_CAPTION = 400


def continue_lists(passage: Passage) -> None:
    """Number on where a list that begins again at 1 follows a picture.

    Only where one of the two pieces is a single item, which is no list by itself. A number that the
    author wrote, other than 1, stays.
    """
    for first in passage.root.iter("ol"):
        second = _list_after_pictures(first)
        if second is None or second.get("start", "1") != "1" or "reversed" in first.attrib:
            continue
        counts = [len(piece.findall("li")) for piece in (first, second)]
        start = first.get("start", "1")
        if 1 in counts and start.isdecimal() and first.get("type") == second.get("type"):
            second.set("start", str(int(start) + counts[0]))


def _list_after_pictures(first: Element) -> Element | None:
    """The list that follows with nothing but pictures and their captions between."""
    has_picture = False
    element: Element | None = first
    while element is not None and not (element.tail or "").strip():
        element = element.getnext()
        if element is None:
            return None
        if _is_picture(element):
            has_picture = True
        elif not (has_picture and _is_caption(element)):
            return element if has_picture and element.tag == "ol" else None
    return None


def _is_picture(element: Element) -> bool:
    if element.tag == "figure":
        return True
    if element.tag != "p" or element.find(".//img") is None or (element.text or "").strip():
        return False
    return len(text_of(element)) <= _LONGEST_CAPTION


def _is_caption(element: Element) -> bool:
    only = has_only(element) if element.tag == "p" else None
    return only is not None and only.tag in ("em", "i") and len(text_of(only)) <= _LONGEST_CAPTION
