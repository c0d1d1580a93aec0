"""Small operations on lxml trees that keep every word: text lives in `text` and `tail` there."""

from __future__ import annotations

from lxml import etree

from bookmaker.renderer.xhtml import Element


def append_text(parent: Element, text: str | None) -> None:
    """Add text after the last child."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def remove_keeping_tail(element: Element) -> None:
    """Take out an element and what is in it; the text after it stays."""
    _give_text_before(element, element.tail)
    parent = element.getparent()
    assert parent is not None
    element.tail = None
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Take away an element's tags; what is in it stays."""
    parent = element.getparent()
    assert parent is not None
    _give_text_before(element, element.text)
    # By neighbours, not by index: lxml counts its way to an index from the first child.
    for child in list(element):
        element.addprevious(child)
    _give_text_before(element, element.tail)
    element.tail = None
    parent.remove(element)


def replace(element: Element, new: Element) -> None:
    """Put `new` where `element` stood; the text after it stays."""
    parent = element.getparent()
    assert parent is not None
    new.tail, element.tail = element.tail, None
    parent.replace(element, new)


def rename(element: Element, tag: str) -> None:
    """Turn an element into another kind; attributes that only the old kind has go."""
    element.tag = tag
    for name in set(element.attrib) - {"id", "class", "lang", "dir", "title", "data-line"}:
        del element.attrib[name]


def wrap_children(element: Element, tag: str) -> Element:
    """Move all that is in an element into a new only child."""
    inner = etree.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
    return inner


def add_class(element: Element, name: str) -> None:
    """Add one class."""
    element.set("class", " ".join(dict.fromkeys([*element.get("class", "").split(), name])))


def has_only(element: Element) -> Element | None:
    """The single child of an element that holds nothing else, or None."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0]


def _give_text_before(element: Element, text: str | None) -> None:
    if not text:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = element.getparent()
        assert parent is not None
        parent.text = (parent.text or "") + text
