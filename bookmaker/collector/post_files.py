"""Files that are posts, and which suffixes a post's file may have."""

from __future__ import annotations

from dataclasses import dataclass

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".text", ".rmd"})
POST_SUFFIXES = MARKDOWN_SUFFIXES | {".html", ".htm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """A file that looks like a post. `path` is relative to the site's root."""

    path: str
    is_draft: bool
