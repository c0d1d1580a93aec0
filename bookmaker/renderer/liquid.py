"""Expands what a blog's dialect writes into its posts, before Markdown is read.

In: a post and its site. Out: Markdown with the words that a visitor of the site would see, and one
diagnostic for each thing that could not be expanded. Lines stay where they are in the file, but for
those after a loop or an include that wrote more lines than it took. Nothing is rendered here.
"""

from __future__ import annotations

from bookmaker.errors import Outcome
from bookmaker.model import Post
from bookmaker.renderer.dialects.context import Dialect, SiteContext

__all__ = ["Dialect", "SiteContext", "expand_dialects", "has_dialect_markup"]

_OPENINGS: dict[Dialect, tuple[str, ...]] = {
    "jekyll": ("{{", "{%"),
    "hugo": ("{{<", "{{%"),
    "plain": (),
}


def has_dialect_markup(body: str, dialect: Dialect) -> bool:
    """Whether a body holds anything to expand. Few do; the others need no site around them."""
    return any(opening in body for opening in _OPENINGS[dialect])


def expand_dialects(post: Post, context: SiteContext) -> Outcome[str]:
    """Expand a post's Liquid or short codes into Markdown. A plain folder has neither."""
    if not has_dialect_markup(post.body, context.dialect):
        return Outcome(post.body)
    # Both are imported here: most builds never need python-liquid.
    if context.dialect == "hugo":
        from bookmaker.renderer.dialects.hugo.expand import expand_hugo

        return expand_hugo(post, context)
    if dict(post.extra).get("render_with_liquid") is False:
        return Outcome(post.body)
    from bookmaker.renderer.dialects.jekyll.expand import expand_jekyll

    return expand_jekyll(post, context)
