"""Words and pictures that stand outside of any paragraph get one: raw HTML leaves them so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.xhtml import Element, text_of

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
        if not _is_block(child) and (paragraph is not None or _has_matter(child)):
            if paragraph is None:
                paragraph = _paragraph(None)
                child.addprevious(paragraph)
            paragraph.append(child)
            continue
        _close(paragraph)
        paragraph = None
        if (child.tail or "").strip():
            paragraph = _paragraph(child.tail)
            child.tail = None
            child.addnext(paragraph)
    _close(paragraph)


def _paragraph(text: str | None) -> Element:
    paragraph = etree.Element("p")
    paragraph.text = text.lstrip() if text else None
    return paragraph


def _close(paragraph: Element | None) -> None:
    """White space at a paragraph's end stands after it."""
    if paragraph is None:
        return
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    words = text.rstrip()
    if last is None:
        paragraph.text = words
    else:
        last.tail = words or None
    paragraph.tail = text[len(words) :] + (paragraph.tail or "") or None


def _is_block(element: Element) -> bool:
    return any(part.tag in BLOCKS for part in element.iter())


def _has_matter(element: Element) -> bool:
    """Whether a reader, or a link, would miss it."""
    return bool(text_of(element)) or any(
        part.tag == "img" or part.get("id") or part.get("class") for part in element.iter()
    )
