"""Abbreviations: what the web shows under the pointer stands, in a book, beside the first of them."""

from __future__ import annotations

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.xhtml import Element, text_of

#: Where an explanation would be in the way: in headings it would reach the contents.
_NOT_IN = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "figcaption", "th", "pre", "code")


def explain_abbreviations(passage: Passage) -> None:
    """Say once, in brackets, what each abbreviation means, unless the post says it itself."""
    explained: set[tuple[str, str]] = set()
    text = ""
    for element in list(passage.root.iter("abbr")):
        meaning = " ".join(element.get("title", "").split())
        key = (text_of(element), meaning)
        if not meaning or key in explained or next(element.iterancestors(*_NOT_IN), None) is not None:
            continue
        explained.add(key)
        text = text or text_of(passage.root).casefold()
        if meaning.casefold() not in text:
            _explain(element, meaning)


def _explain(element: Element, meaning: str) -> None:
    element.tail = f" ({meaning}){element.tail or ''}"
