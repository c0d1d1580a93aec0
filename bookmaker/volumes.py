"""A book that is too long becomes several, each a whole book with its number.

In: what is asked for. Out: the same, once for each volume. Chapters stay whole and in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from bookmaker.errors import ConfigError
from bookmaker.exporters.edition import RenderedBook
from bookmaker.model import Book, Chapter, Collection
from bookmaker.pipeline import arrange, expand, render
from bookmaker.remote.policy import Policy
from bookmaker.requests import BookRequest
from bookmaker.wording import wording
from bookmaker.workshop import Workshop

#: Markup in a ZIP archive takes a quarter of its bytes; cover, styles and lists take the rest.
_COMPRESSION = 0.25
_OTHERS_BYTES = 200_000


def divide_request(
    collection: Collection, request: BookRequest, workshop: Workshop, fetch: Policy | None = None
) -> tuple[BookRequest, ...]:
    """One request for each volume. Raises: ConfigError, and what arranging and rendering raise."""
    division = request.division
    if division is None:
        return (request,)
    book = arrange(collection, request.selection, request.arrangement)
    if division.max_posts:
        groups = fill([len(chapter.posts) for chapter in book.chapters], division.max_posts)
    else:
        weights = _weigh(render(expand(book, collection).value, workshop, fetch).value)
        if division.size_bytes:
            groups = fill(weights, division.size_bytes - _OTHERS_BYTES)
        else:
            groups = share(weights, division.volumes or 1)
    return tuple(
        _volume(request, book, [book.chapters[index] for index in group], number)
        for number, group in enumerate(groups, start=1)
    )


def fill(weights: Sequence[int], most: int) -> list[range]:
    """Runs of chapters that weigh no more than `most`; a heavier chapter is alone."""
    groups, start, total = [], 0, 0
    for index, weight in enumerate(weights):
        if index > start and total + weight > most:
            groups.append(range(start, index))
            start, total = index, 0
        total += weight
    return [*groups, range(start, len(weights))]


def share(weights: Sequence[int], count: int) -> list[range]:
    """`count` runs of chapters, cut as near as can be to equal shares. Raises: ConfigError."""
    if count > len(weights):
        raise ConfigError(
            f"{len(weights)} chapters do not make {count} volumes", "give a smaller number of --volumes"
        )
    sums = [0, *accumulate(weights)]
    cuts = [0]
    for number in range(1, count):
        wanted = sums[-1] * number / count
        # Every volume after this one needs a chapter, too.
        places = range(cuts[-1] + 1, len(weights) - (count - number) + 1)
        cuts.append(min(places, key=lambda place: abs(sums[place] - wanted)))
    return [range(start, end) for start, end in zip(cuts, (*cuts[1:], len(weights)), strict=True)]


def _weigh(rendered: RenderedBook) -> list[int]:
    """About how many bytes each chapter adds; a picture counts where it is seen first."""
    seen: set[str] = set()
    weights = []
    for document in rendered.documents:
        new = {asset.key for asset in document.assets} - seen
        seen |= new
        pictures = sum(rendered.images[key].size_bytes for key in new if key in rendered.images)
        weights.append(int(len(document.xhtml.encode()) * _COMPRESSION) + pictures)
    return weights


def _volume(request: BookRequest, book: Book, chapters: Iterable[Chapter], number: int) -> BookRequest:
    posts = tuple(post.id for chapter in chapters for post in chapter.posts)
    title = f"{book.title}. {wording(book.language, 'volume', number=number)}"
    imprint = replace(book.imprint, series=book.title, series_number=str(number), isbn="")
    return replace(
        request,
        division=None,
        selection=replace(request.selection, only=posts, limit=None),
        arrangement=replace(request.arrangement, name=f"{book.name}-{number}", title=title, imprint=imprint),
    )
