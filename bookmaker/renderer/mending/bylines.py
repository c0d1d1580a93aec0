"""A first paragraph that only names the author, where the site is known to have such lines."""

from __future__ import annotations

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class, remove_keeping_tail
from bookmaker.renderer.xhtml import Element, text_of


def mark_byline(passage: Passage) -> None:
    """Remember the paragraph. It stays in its place until all passes have seen it, then see `take_byline`."""
    first = next(iter(passage.root), None)
    if first is None or first.tag != "p" or (passage.root.text or "").strip():
        return
    names = {_folded(name) for name in passage.site.bylines}
    if _folded(text_of(first)) in names and first.find(".//img") is None:
        passage.byline = first
        # What has a class is not taken for a heading, though it may be in bold type.
        add_class(first, "byline")


def take_byline(passage: Passage) -> Element | None:
    """Take the paragraph out of the body, for the opening of the post."""
    byline = passage.byline
    if byline is None or byline.getparent() is None:
        return None
    remove_keeping_tail(byline)
    return byline


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
