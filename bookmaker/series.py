"""Books of a series: one for each year, one for each tag of a collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bookmaker.collector.arrange import default_name
from bookmaker.collector.selection import Selection, tags_of, years_of
from bookmaker.config import Settings
from bookmaker.errors import SourceError
from bookmaker.identifiers import make_unique
from bookmaker.model import Collection
from bookmaker.requests import BookRequest, Options, make_request


def make_series(settings: Settings, options: Options, collection: Collection) -> tuple[BookRequest, ...]:
    """The books that `--each-year` and `--each-tag` ask for, years first, then the most used tags.

    Other options narrow the posts of each. Raises: ConfigError, SourceError where there is no such book.
    """
    requests = list(_each(settings, options, collection))
    if not requests and (options.each_year or options.each_tag):
        wanted = "year" if options.each_year else f"tag with {options.tag_min} posts"
        raise SourceError(f"there is no {wanted} to make a book of", "select more posts, or lower --tag-min")
    names = make_unique(default_name(request.selection) for request in requests)
    return tuple(map(_named, requests, names))


def _each(settings: Settings, options: Options, collection: Collection) -> Iterator[BookRequest]:
    base = make_request(settings, options)
    if options.each_year:
        for year in years_of(collection, base.selection):
            yield _volume(base, replace(base.selection, years=(year,)), str(year))
    if options.each_tag:
        for tag in tags_of(collection, base.selection, options.tag_min):
            yield _volume(base, replace(base.selection, tags=(tag,)), tag)


def _volume(base: BookRequest, selection: Selection, mark: str) -> BookRequest:
    """A title that is stated becomes the series'."""
    title = base.arrangement.title and f"{base.arrangement.title}: {mark}"
    return replace(base, selection=selection, arrangement=replace(base.arrangement, title=title))


def _named(request: BookRequest, name: str) -> BookRequest:
    return replace(request, arrangement=replace(request.arrangement, name=name))
