"""What book.toml says of single posts and of pictures, in place of what stands in their files."""

from __future__ import annotations

from dataclasses import dataclass

from bookmaker.errors import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOverride:
    """One post's table. Empty means that nothing is said."""

    name: str
    """The post's file name, or its path in the site."""
    where: Where
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """ISO 8601; without a zone it is in the site's."""
    language: str = ""
    is_excluded: bool = False
    alts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """All of them. `alt_file` is a file of alternative texts, relative to the site's root, or empty."""

    posts: tuple[PostOverride, ...] = ()
    alt_file: str = ""


#: A book.toml that says nothing of posts.
NO_OVERRIDES = Overrides()
