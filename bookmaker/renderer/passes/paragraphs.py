"""Words and pictures that stand outside of any paragraph get one: raw HTML leaves them so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.xhtml import Element

# What may begin with a picture that is meant to stand alone: not a cell, where it is the cell's content.
_HOLDERS = ("aside", "blockquote", "dd", "div", "li", "section")


def open_paragraphs(root: Element, is_picture: Callable[[Element], bool]) -> None:
    """Put loose text of the post, and what follows a picture at the beginning of a block, in paragraphs."""
    _wrap_runs(root, list(root))
    for holder in list(root.iter(*_HOLDERS)):
        first = next(iter(holder), None)
        if first is not None and not (holder.text or "").strip() and is_picture(first):
            _wrap_runs(holder, _leading_run(holder))


def _leading_run(holder: Element) -> list[Element]:
    run = []
    for child in holder:
        if _is_block(child):
            break
        run.append(child)
    return run


def _wrap_runs(parent: Element, children: Iterable[Element]) -> None:
    """Gather text and phrases between blocks. A paragraph takes a phrase with the text after it."""
    paragraph = None
    if (parent.text or "").strip():
        paragraph = _paragraph(parent.text)
        parent.text = None
        parent.insert(0, paragraph)
    for child in children:
        if not _is_block(child):
            if paragraph is None and child.tag != "br":
                paragraph = _paragraph(None)
                child.addprevious(paragraph)
            if paragraph is not None:
                paragraph.append(child)
                continue
        paragraph = None
        if (child.tail or "").strip():
            paragraph = _paragraph(child.tail)
            child.tail = None
            child.addnext(paragraph)


def _paragraph(text: str | None) -> Element:
    paragraph = etree.Element("p")
    paragraph.text = text.lstrip() if text else None
    return paragraph


def _is_block(element: Element) -> bool:
    return any(part.tag in BLOCKS for part in element.iter())
