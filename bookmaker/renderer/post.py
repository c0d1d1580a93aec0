"""One post, from its Markdown to a finished tree: text stages, then passes over the tree, in their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from bookmaker.errors import Where, diagnose
from bookmaker.model import Post, Site
from bookmaker.renderer.embedded import show_scripts
from bookmaker.renderer.found import NOTHING, Found
from bookmaker.renderer.markdown import Converted, markdown_to_html
from bookmaker.renderer.math.shield import shield_formulas
from bookmaker.renderer.mending.tree import mend_tree
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.abbreviations import explain_abbreviations
from bookmaker.renderer.passes.appearance import keep_appearance
from bookmaker.renderer.passes.captions import find_captions
from bookmaker.renderer.passes.code import set_code
from bookmaker.renderer.passes.embeds import make_cards
from bookmaker.renderer.passes.emoji import set_emoji
from bookmaker.renderer.passes.figures import make_figures
from bookmaker.renderer.passes.finish import finish_tree
from bookmaker.renderer.passes.footnotes import mark_footnotes
from bookmaker.renderer.passes.headings import drop_repeated_title, set_heading_levels
from bookmaker.renderer.passes.images import resolve_images
from bookmaker.renderer.passes.legacy import convert_legacy_elements
from bookmaker.renderer.passes.links import make_ids_unique, resolve_links
from bookmaker.renderer.passes.tables import set_tables
from bookmaker.renderer.passes.typeset import typeset_text
from bookmaker.renderer.raw_html import drop_unknown_tags, find_removed, mark_lines, show_drawings
from bookmaker.renderer.xhtml import html_to_tree

_HTML_SUFFIXES = frozenset({".html", ".htm"})
#: Each changes the tree in place. Headings get their ids before links look for them; pictures are found
#: before figures are made of them; text is set when no rule looks for straight quotes any more.
_PASSES: tuple[Callable[[Passage], None], ...] = (
    drop_repeated_title,
    find_captions,
    keep_appearance,
    make_cards,
    convert_legacy_elements,
    explain_abbreviations,
    set_emoji,
    mend_tree,
    set_heading_levels,
    make_ids_unique,
    mark_footnotes,
    resolve_images,
    make_figures,
    resolve_links,
    typeset_text,
    set_code,
    set_tables,
    finish_tree,
)


def render_post(post: Post, site: Site, top_level: int, language: str, found: Found = NOTHING) -> Passage:
    """Render a post. For the arguments see `Passage`."""
    is_html = PurePosixPath(post.path).suffix.lower() in _HTML_SUFFIXES
    body, formulas = shield_formulas(post.body, post.body_line)
    converted = _read_html(body, post.body_line) if is_html else markdown_to_html(body, post.body_line)
    html = show_scripts(converted.html)
    passage = Passage(
        root=html_to_tree(html),
        post=post,
        site=site,
        top_level=top_level,
        language=language,
        found=found,
    )
    _tell_losses(passage, converted, html)
    if formulas:
        # Here, because few posts have any, and what reads them takes long to load.
        from bookmaker.renderer.math.place import place_formulas

        place_formulas(passage, formulas)
    for change in _PASSES:
        change(passage)
    return passage


def _read_html(body: str, first_line: int) -> Converted:
    return Converted(drop_unknown_tags(show_drawings(mark_lines(body, first_line))))


def _tell_losses(passage: Passage, converted: Converted, html: str) -> None:
    """Tell of what no pass sees, because it is not in the tree."""
    path = passage.post.path
    for name, line in converted.unused_notes:
        message = f"nothing refers to the note [^{name}], so it is left out"
        passage.problems.append(diagnose("footnote-unused", message, Where(path=path, line=line)))
    for message, at in find_removed(html):
        where = Where(path=path, line=at or passage.post.body_line)
        passage.problems.append(diagnose("html-removed", message, where))
