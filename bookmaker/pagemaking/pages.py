"""Pages without holes: where a picture would jump to the next page, it gets a better place or size.

WeasyPrint lays out page after page. When one is done that ends too blank, because a picture comes next, the
boxes that are still to come are changed, within the section: the picture is made smaller, or those of the
whole page are, or the text after it flows up before it. The page is laid out again, and only that page: what
it costs is a page for each page mended.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import page as layout_page

from bookmaker.pagemaking.pictures import Hole, find_hole
from bookmaker.pagemaking.ways import Change, undo, ways_to_fill

#: Parts of the page's height: what is mended, and what is good enough.
_BLANK = 0.16
_MOST_TRIES = 3
_plain = layout_page.remake_page


def install() -> None:
    """Mend pages from now on, in this process."""
    layout_page.remake_page = remake_page


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Lay out a page, and again if it can be better. Source: WeasyPrint 70, `layout.page.remake_page`."""
    page, resume = _make(index, context, root_box, html)
    for _ in range(_MOST_TRIES):
        hole = find_hole(context, page, root_box, resume)
        if hole is None or hole.blank_part < _BLANK:
            break
        tries = (_try(way, hole, index, context, root_box, html) for way in ways_to_fill(hole))
        mended = next(filter(None, tries), None)
        if mended is None:
            break
        page, resume = mended
    return page, resume


def _make(index: int, context: Any, root_box: Any, html: Any) -> Any:
    page, resume = _plain(index, context, root_box, html)
    for child in page.children:
        # Its notes' area knows it: a page that is not taken would wait to be looked for as garbage.
        vars(child).pop("page", None)
    return page, resume


def _try(change: Change, hole: Hole, index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Change boxes and lay out the page again; all as before where that is no better."""
    following = context.page_maker[index + 1]
    done = change()
    page, resume = _make(index, context, root_box, html)
    after = find_hole(context, page, root_box, resume)
    if after is None or after.blank_part < hole.blank_part - 0.02:
        return page, resume
    undo(done)
    context.page_maker[index + 1 :] = [following]
    return None
