"""Which posts of a collection go into a book."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bookmaker.collector.posts import UNDATED
from bookmaker.errors import Diagnostic, SourceError, Where, diagnose
from bookmaker.model import Collection, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for. Years, and tags, are alternatives to one another; the rest must all hold."""

    years: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    exclude_tags: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    limit: int | None = None
    include_drafts: bool = False
    only: tuple[str, ...] = ()
    """Ids of posts: no others, where there are some."""

    def matches(self, post: Post) -> bool:
        """Whether the post is asked for (`limit` apart)."""
        tags = {tag.casefold() for tag in post.tags}
        return (
            not post.is_excluded
            and (not self.only or post.id in self.only)
            and (post.is_published or self.include_drafts)
            and (not self.years or post.date.year in self.years)
            and (not self.tags or any(tag.casefold() in tags for tag in self.tags))
            and not any(tag.casefold() in tags for tag in self.exclude_tags)
            and (self.date_from is None or post.date.date() >= self.date_from)
            and (self.date_to is None or post.date.date() <= self.date_to)
        )


def select_posts(collection: Collection, selection: Selection) -> tuple[Post, ...]:
    """Posts that match, in the collection's order. Raises: SourceError where there are none."""
    _check_tags(collection, selection)
    posts = tuple(post for post in collection.posts if selection.matches(post))
    if not posts:
        raise SourceError("no posts match", _what_exists(collection))
    return posts


def years_of(collection: Collection, selection: Selection) -> tuple[int, ...]:
    """The years of the posts that match, in order. Posts without a date are of no year."""
    years = {post.date.year for post in collection.posts if selection.matches(post)}
    return tuple(sorted(years - {UNDATED.year}))


def tags_of(collection: Collection, selection: Selection, at_least: int) -> tuple[str, ...]:
    """The tags that so many of the matching posts have, the most used first.

    Where the selection names tags, only these. Raises: SourceError where a tag is named that no post has.
    """
    _check_tags(collection, selection)
    wanted = {tag.casefold() for tag in selection.tags}
    matching = [post for post in collection.posts if selection.matches(post)]
    counts = Counter(tag for post in matching for tag in {tag.casefold() for tag in post.tags})
    return tuple(
        tag
        for tag in _all_tags(replace(collection, posts=tuple(matching)))
        if counts[tag.casefold()] >= at_least and (not wanted or tag.casefold() in wanted)
    )


def tell_unpublished(collection: Collection, selection: Selection) -> Iterator[Diagnostic]:
    """Name the posts that would be selected if they were published."""
    with_drafts = replace(selection, include_drafts=True)
    for post in collection.posts:
        if not post.is_published and not selection.include_drafts and with_drafts.matches(post):
            message = "left out: it is a draft, or says that it is not published"
            yield diagnose("post-unpublished", message, Where(path=post.path))


def _all_tags(collection: Collection) -> list[str]:
    """Each tag as it is first written. Order: the most used first."""
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for post in collection.posts:
        for tag in post.tags:
            key = tag.casefold()
            counts[key] = counts.get(key, 0) + 1
            written.setdefault(key, tag)
    return [written[key] for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _check_tags(collection: Collection, selection: Selection) -> None:
    known = {tag.casefold(): tag for tag in _all_tags(collection)}
    for tag in selection.tags:
        if tag.casefold() in known:
            continue
        near = difflib.get_close_matches(tag.casefold(), list(known), n=1, cutoff=0.5)
        hint = f"did you mean `{known[near[0]]}`?" if near else _what_exists(collection)
        raise SourceError(f"no post has the tag `{tag}`", hint)


def _what_exists(collection: Collection) -> str:
    if not collection.posts:
        return "the folder has no posts: give the folder that holds `_posts` or Markdown files"
    years = sorted({post.date.year for post in collection.posts} - {UNDATED.year})
    lists = {"years": list(map(str, years)), "tags": _all_tags(collection)[:40]}
    return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in lists.items() if names)
