"""From posts to a `Book`: order, parts and chapters."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bookmaker.collector.outer_pages import arrange_cover, arrange_pages, one_post
from bookmaker.collector.posts import UNDATED
from bookmaker.collector.selection import Selection, select_posts
from bookmaker.identifiers import make_unique, text_to_slug
from bookmaker.matter.kinds import FRONT
from bookmaker.model import (
    Book,
    Chapter,
    Chapters,
    Collection,
    Order,
    Part,
    Parts,
    Post,
)
from bookmaker.publishing import NO_IMPRINT, Imprint
from bookmaker.wording import month_in_words, wording

_SHORT_WORDS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How the selected posts become a book. Empty texts are filled from the site and selection."""

    name: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    language: str = ""
    description: str = ""
    imprint: Imprint = NO_IMPRINT
    order: Order = "date"
    parts: Parts = "none"
    chapters: Chapters = "post"
    cover: str = ""
    """A picture of the site that is the cover, instead of the generated one."""
    front: tuple[str, ...] = FRONT
    back: tuple[str, ...] = ()
    """Names of the pages before and after the text: of the program's own, and of files of the site."""


def arrange_book(collection: Collection, selection: Selection, arrangement: Arrangement) -> Book:
    """Select and order posts into parts and chapters. Raises: SourceError where none match."""
    posts = _order(select_posts(collection, selection), arrangement.order)
    if selection.limit is not None:
        posts = posts[: selection.limit]
    site = collection.site
    language = arrangement.language or site.language or _main_language(posts)
    name = arrangement.name or default_name(selection)
    return Book(
        name=name,
        title=arrangement.title or _default_title(site.title, selection),
        subtitle=arrangement.subtitle,
        language=language,
        authors=_authors(arrangement.author or site.author, posts),
        description=arrangement.description or site.description,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"{site.url or site.title}#{name}").urn,
        site=site,
        parts=_make_parts(posts, arrangement, language),
        imprint=_number_year(arrangement.imprint, collection, selection),
        cover=arrange_cover(arrangement.cover, language),
        front=arrange_pages(arrangement.front, collection, posts, language),
        back=arrange_pages(arrangement.back, collection, posts, language),
    )


def _number_year(imprint: Imprint, collection: Collection, selection: Selection) -> Imprint:
    """The anthologies of single years are a series that counts from the collection's first year."""
    if imprint.series or len(selection.years) != 1 or selection.tags or not collection.site.title:
        return imprint
    years = [post.date.year for post in collection.posts if post.date != UNDATED]
    number = selection.years[0] - min(years, default=selection.years[0]) + 1
    stated = imprint.series_number or str(number)
    return replace(imprint, series=collection.site.title, series_number=stated)


def default_name(selection: Selection) -> str:
    """The file name of a book that was given none: `anthology-2023`, `tag-llm`, `complete`."""
    pieces = []
    if selection.years:
        pieces.append("anthology-" + "-".join(map(str, sorted(selection.years))))
    elif selection.date_from and selection.date_to:
        pieces.append(f"anthology-{selection.date_from}-{selection.date_to}")
    elif selection.date_from:
        pieces.append(f"anthology-from-{selection.date_from}")
    elif selection.date_to:
        pieces.append(f"anthology-to-{selection.date_to}")
    if selection.tags:
        pieces.append("tag-" + "-".join(text_to_slug(tag) or "tag" for tag in selection.tags))
    return "-".join(pieces) or "complete"


def _default_title(site_title: str, selection: Selection) -> str:
    years = ", ".join(map(str, sorted(selection.years)))
    marks = [mark for mark in (years, ", ".join(selection.tags)) if mark]
    return f"{site_title}: {', '.join(marks)}" if marks else site_title


def _authors(stated: str, posts: Sequence[Post]) -> tuple[str, ...]:
    if stated:
        return (stated,)
    return tuple(dict.fromkeys(author for post in posts for author in post.authors))


def _main_language(posts: Sequence[Post]) -> str:
    counts: dict[str, int] = {}
    for post in posts:
        counts[post.language] = counts.get(post.language, 0) + len(post.body) + 1
    return max(counts, key=lambda language: counts[language])


def _order(posts: Sequence[Post], order: Order) -> list[Post]:
    if order == "-date":
        return list(reversed(posts))
    if order == "title":
        return sorted(posts, key=lambda post: (post.title.casefold(), post.id))
    if order == "views":
        return sorted(posts, key=lambda post: (-(post.views or 0), post.date, post.id))
    return list(posts)


def _make_parts(posts: Sequence[Post], arrangement: Arrangement, language: str) -> tuple[Part, ...]:
    if arrangement.parts == "none":
        chapters = _make_chapters(posts, arrangement.chapters, language)
        return (Part(id="part", title="", chapters=chapters),)
    label = _tag_labeller(posts, language) if arrangement.parts == "tag" else None
    grouped: dict[tuple[object, ...], tuple[str, list[Post]]] = {}
    for post in posts:
        key, title = label(post) if label else _period(post, arrangement.parts, language)
        grouped.setdefault(key, (title, []))[1].append(post)
    keys = sorted(grouped, reverse=arrangement.order == "-date" and label is None)
    ids = make_unique(f"part-{text_to_slug(grouped[key][0]) or 'other'}" for key in keys)
    return tuple(
        Part(
            id=part_id,
            title=grouped[key][0],
            chapters=_make_chapters(grouped[key][1], arrangement.chapters, language),
        )
        for part_id, key in zip(ids, keys, strict=True)
    )


def _period(post: Post, parts: Parts, language: str) -> tuple[tuple[object, ...], str]:
    year, month = post.date.year, post.date.month
    if post.date == UNDATED:
        return (0,), wording(language, "undated")
    if parts == "year":
        return (year,), str(year)
    if parts == "quarter":
        quarter = (month + 2) // 3
        return (year, quarter), wording(language, "quarter", number=quarter, year=year)
    return (year, month), month_in_words(post.date, language)


def _tag_labeller(posts: Sequence[Post], language: str) -> Callable[[Post], tuple[tuple[object, ...], str]]:
    """A post with several tags stands once, under the one that most posts have."""
    counts: dict[str, int] = {}
    for post in posts:
        for tag in post.tags:
            counts[tag] = counts.get(tag, 0) + 1

    def label(post: Post) -> tuple[tuple[object, ...], str]:
        if not post.tags:
            return (1, 0, ""), wording(language, "untagged")
        best = min(post.tags, key=lambda tag: (-counts[tag], tag))
        return (0, -counts[best], best), best

    return label


def _make_chapters(posts: Sequence[Post], chapters: Chapters, language: str) -> tuple[Chapter, ...]:
    if chapters == "post":
        return tuple(one_post(post) for post in posts)
    made: list[Chapter] = []
    for _, group in itertools.groupby(posts, key=_run_key):
        run = list(group)
        if len(run) == 1:
            made.append(one_post(run[0]))
            continue
        title = f"{wording(language, 'short_notes')}: {month_in_words(run[0].date, language)}"
        made.append(Chapter(id=f"notes-{run[0].id}", title=title, posts=tuple(run), language=language))
    return tuple(made)


def _run_key(post: Post) -> tuple[object, ...]:
    """Short posts of one month run on; a long one is alone, as its own id says."""
    is_short = len(post.body.split()) <= _SHORT_WORDS
    return (post.date.year, post.date.month) if is_short else (post.id,)
