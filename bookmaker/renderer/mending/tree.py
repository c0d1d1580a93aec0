"""The rules that mend a tree, in their order."""

from __future__ import annotations

from collections.abc import Callable

from bookmaker.renderer.mending.addresses import clean_addresses
from bookmaker.renderer.mending.bold_headings import make_headings, unbold_headings
from bookmaker.renderer.mending.breaks import mend_breaks
from bookmaker.renderer.mending.bylines import mark_byline
from bookmaker.renderer.mending.empty_links import remove_empty_links
from bookmaker.renderer.mending.inner_spaces import move_inner_spaces
from bookmaker.renderer.mending.lists import continue_lists
from bookmaker.renderer.mending.numbering import mark_numbered
from bookmaker.renderer.mending.split_bold import join_split_bold
from bookmaker.renderer.mending.stray_spaces import join_marks
from bookmaker.renderer.passage import Passage

#: Spaces move out of links before empty ones go; paragraphs are whole before any is taken for a heading.
_RULES: tuple[Callable[[Passage], None], ...] = (
    clean_addresses,
    remove_empty_links,
    join_split_bold,
    move_inner_spaces,
    join_marks,
    mend_breaks,
    mark_byline,
    continue_lists,
    mark_numbered,
    make_headings,
    unbold_headings,
)


def mend_tree(passage: Passage) -> None:
    """Mend a post before its headings are given levels."""
    for rule in _RULES:
        rule(passage)
