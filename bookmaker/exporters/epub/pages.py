"""Marks in the text where pages of the PDF begin, and the list of them.

A mark stands where the first paragraph, item or heading begins that begins on the page. A page that begins in
the middle of a paragraph is marked after it.
Source: EPUB 3.3, 7.4.4 (page list); EPUB Accessibility 1.1, 3.5 (page sources).
"""

from __future__ import annotations

from bookmaker.exporters.blocks import find_blocks
from bookmaker.exporters.pagination import ChapterPages

#: Where a mark would be read as part of a name, or be no child that the element may have.
_BEFORE = frozenset({"figure", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


def page_anchor(number: str) -> str:
    """The id of a page's mark: no post's id holds two hyphens."""
    return f"page--{int(number)}"


def page_mark(number: str) -> str:
    """The mark of a page. It has an end tag: an HTML parser would not see it close itself."""
    attributes = f'id="{page_anchor(number)}" aria-label="{number}"'
    return f'<span epub:type="pagebreak" role="doc-pagebreak" {attributes}></span>'


def mark_pages(xhtml: str, pages: ChapterPages | None) -> str:
    """Set the marks into a chapter; the first stands before everything."""
    if pages is None:
        return xhtml
    blocks = {block.name: block for block in find_blocks(xhtml)}
    places: list[tuple[int, str]] = []
    place = len(xhtml)
    for number, name in reversed(list(zip(pages.numbers, pages.blocks, strict=True))[1:]):
        block = blocks.get(name)
        if block is not None:
            # Text that has flowed up before a picture begins on the page before the picture's.
            place = min(place, block.start if block.tag in _BEFORE else block.content)
        places.append((place, page_mark(number)))
    for place, mark in places:
        xhtml = f"{xhtml[:place]}{mark}{xhtml[place:]}"
    return f"{page_mark(pages.numbers[0])}{xhtml}"
