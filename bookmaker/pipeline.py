"""The way through the house: collect, arrange, render, export. Sending is a command of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bookmaker.cache import EntryLostError
from bookmaker.collector.arrange import Arrangement, arrange_book
from bookmaker.collector.collection import collect_posts
from bookmaker.collector.selection import Selection, tell_unpublished
from bookmaker.collector.site_data import read_site_data
from bookmaker.errors import Diagnostic, Outcome
from bookmaker.explain import Explanation, explain_chapters
from bookmaker.exporters.edition import Artifact, Edition, RenderedBook
from bookmaker.exporters.formats import export_books
from bookmaker.exporters.pdf.warming import load_epub, warm_up
from bookmaker.model import Book, Collection
from bookmaker.overrides import NO_OVERRIDES, Overrides
from bookmaker.progress import Stopwatch
from bookmaker.remote.policy import Policy
from bookmaker.renderer.expand import expand_book
from bookmaker.rendering import lighten_pictures, render_books
from bookmaker.requests import BookRequest
from bookmaker.workshop import Workshop

if TYPE_CHECKING:
    from bookmaker.checker.inspection import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class BookReport:
    """What a build made, and what went wrong on the way."""

    rendered: RenderedBook
    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: Mapping[str, float]
    chapters: tuple[Explanation, ...] = ()
    """What was done for each chapter, and why; only where that was asked for or anything was done."""


def collect(
    root: Path | str,
    *,
    site: Mapping[str, object] | None = None,
    folders: tuple[str, ...] = (),
    overrides: Overrides = NO_OVERRIDES,
    pages: tuple[str, ...] = (),
) -> Outcome[Collection]:
    """Read all posts of a folder. `site` goes before its `_config.yml`, `overrides` before its posts.

    `pages` are files of the site with texts for front and back matter. Raises: SourceError, ConfigError.
    """
    return collect_posts(Path(root), dict(site or {}), folders, overrides, pages)


def arrange(
    collection: Collection,
    selection: Selection | None = None,
    arrangement: Arrangement | None = None,
) -> Book:
    """Select, order and divide posts into a book. Raises: SourceError where none match."""
    return arrange_book(collection, selection or Selection(), arrangement or Arrangement())


def expand(book: Book, collection: Collection) -> Outcome[Book]:
    """Expand Liquid or short codes in a book's posts, where its site has them."""
    return expand_book(book, collection, read_site_data)


def render(book: Book, workshop: Workshop, fetch: Policy | None = None) -> Outcome[RenderedBook]:
    """Render all chapters and prepare all pictures. `fetch` lets pictures be fetched from the web."""
    return render_books((book,), workshop, fetch)[0]


def export(rendered: RenderedBook, edition: Edition, workshop: Workshop) -> Outcome[tuple[Artifact, ...]]:
    """Write the files of an edition. Raises: ExportError, RenderError."""
    return export_books([(rendered, edition)], workshop, lighten_pictures)[0]


def build(
    collection: Outcome[Collection],
    selection: Selection,
    arrangement: Arrangement,
    edition: Edition,
    workshop: Workshop,
    fetch: Policy | None = None,
) -> BookReport:
    """Make one book; for `fetch` see `render`. Raises: BookmakerError of the stage that could not go on."""
    request = BookRequest(selection=selection, arrangement=arrangement, edition=edition)
    return build_books(collection, (request,), workshop, fetch)[0]


def build_books(
    collection: Outcome[Collection],
    requests: Sequence[BookRequest],
    workshop: Workshop,
    fetch: Policy | None = None,
    *,
    explain: bool = False,
) -> list[BookReport]:
    """Make books together: what they have in common is made once. Order: the requests'.

    With `explain` the reports tell of kept chapters that they were kept, too. The seconds in each report are
    those of all books. Raises: as `build`.
    """
    watch = Stopwatch()
    with watch.time("total"):
        expanded = [
            expand(arrange(collection.value, request.selection, request.arrangement), collection.value)
            for request in requests
        ]
        books = [outcome.value for outcome in expanded]
        editions = [_dated(request.edition, book) for request, book in zip(requests, books, strict=True)]
        _make_ready(books, editions, workshop)
        try:
            rendered, exported = _make(books, editions, workshop, fetch, watch)
        except EntryLostError:
            # Damaged on the disk, or pruned by another build: now with a look at each entry before it counts.
            workshop.be_careful()
            rendered, exported = _make(books, editions, workshop, fetch, watch)
    reports = [
        BookReport(
            rendered=mine.value,
            artifacts=files.value,
            diagnostics=(
                *problems_of_posts(collection, mine.value.book, request.selection),
                *source.diagnostics,
                *mine.diagnostics,
                *files.diagnostics,
            ),
            seconds=watch.seconds,
            chapters=_explain(mine.value, edition, workshop) if explain or workshop.done else (),
        )
        for request, edition, source, mine, files in zip(
            requests, editions, expanded, rendered, exported, strict=True
        )
    ]
    workshop.forget()
    return reports


def _make_ready(books: Sequence[Book], editions: Sequence[Edition], workshop: Workshop) -> None:
    """Let libraries load here and in the workers while there is nothing else to do yet."""
    printed = [
        (edition, book.language)
        for book, edition in zip(books, editions, strict=True)
        if "pdf" in edition.formats
    ]
    if printed and workshop.expects_work:
        workshop.make_ready(warm_up, *printed[0])
        if any("epub" in edition.formats for edition in editions):
            workshop.make_ready(load_epub)
        import bookmaker.exporters.pdf.book  # noqa: F401


def check(path: Path, collection: Collection | None = None) -> Outcome[Inspection]:
    """Check a finished file; given a collection, its words too, against the sources of its posts.

    Raises: ConfigError, ExportError, SourceError.
    """
    # Here, because who builds needs none of it.
    from bookmaker.checker.inspection import inspect_file

    if collection is None:
        return inspect_file(path)
    book = arrange(collection, Selection(include_drafts=True))
    return inspect_file(path, expand(book, collection).value.posts, collection.site.url)


def _make(
    books: Sequence[Book],
    editions: Sequence[Edition],
    workshop: Workshop,
    fetch: Policy | None,
    watch: Stopwatch,
) -> tuple[list[Outcome[RenderedBook]], list[Outcome[tuple[Artifact, ...]]]]:
    with watch.time("render"):
        rendered = render_books(books, workshop, fetch)
    with watch.time("export"):
        jobs = zip((outcome.value for outcome in rendered), editions, strict=True)
        return rendered, export_books(list(jobs), workshop, lighten_pictures)


def _explain(rendered: RenderedBook, edition: Edition, workshop: Workshop) -> tuple[Explanation, ...]:
    look = f"{edition.page} {edition.theme} {edition.style}"
    done = frozenset(workshop.done)
    return explain_chapters(rendered.book, rendered.documents, look, workshop.store, done)


def problems_of_posts(collection: Outcome[Collection], book: Book, selection: Selection) -> list[Diagnostic]:
    """Problems of the collection, less those of posts that are not in this book, and who else is left out."""
    selected = {post.path for post in book.posts}
    others = {post.path for post in collection.value.posts} - selected
    return [
        problem
        for problem in collection.diagnostics
        if problem.where is None or problem.where.path not in others
    ] + list(tell_unpublished(collection.value, selection))


def _dated(edition: Edition, book: Book) -> Edition:
    """Without SOURCE_DATE_EPOCH a book is as old as its newest post: the same input, the same bytes."""
    return replace(edition, modified=edition.modified or _last_moment(book))


def _last_moment(book: Book) -> datetime:
    newest = max(post.date for post in book.posts)
    earliest = datetime(1980, 1, 1, tzinfo=UTC)
    if newest.year in (1, 9999):
        return earliest
    return max(newest.astimezone(UTC).replace(microsecond=0), earliest)
