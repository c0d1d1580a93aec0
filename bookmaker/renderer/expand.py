"""Liquid and short codes of a book's posts: expanded before Markdown, as the site's generator would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bookmaker.errors import Diagnostic, Outcome
from bookmaker.model import Book, Collection, Frozen, Post
from bookmaker.renderer.liquid import SiteContext, expand_dialects, has_dialect_markup

ReadData = Callable[[Path], Outcome[Frozen]]


def expand_book(book: Book, collection: Collection, read_data: ReadData) -> Outcome[Book]:
    """Expand the bodies of a book's posts. `read_data` reads `_data`; it is asked only if there is need."""
    if not any(has_dialect_markup(post.body, collection.dialect) for post in book.posts):
        return Outcome(book)
    data = read_data(Path(book.site.asset_root))
    context = SiteContext(
        site=book.site,
        dialect=collection.dialect,
        site_values=collection.config,
        data=data.value,
        posts=collection.posts,
    )
    problems = list(data.diagnostics)
    parts = tuple(
        replace(
            part,
            chapters=tuple(
                replace(chapter, posts=tuple(_expand(post, context, problems) for post in chapter.posts))
                for chapter in part.chapters
            ),
        )
        for part in book.parts
    )
    return Outcome(replace(book, parts=parts), tuple(problems))


def _expand(post: Post, context: SiteContext, problems: list[Diagnostic]) -> Post:
    outcome = expand_dialects(post, context)
    problems += outcome.diagnostics
    return replace(post, body=outcome.value)
