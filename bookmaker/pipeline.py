"""The way through the house: collect, arrange, render, export. Sending is a command of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bookmaker.addresses import PRIVATE_BASE, leads_nowhere
from bookmaker.cache import EntryLostError
from bookmaker.collector.arrange import Arrangement, arrange_book
from bookmaker.collector.collection import collect_posts
from bookmaker.collector.selection import Selection, tell_unpublished
from bookmaker.collector.site_data import read_site_data
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.exporters.edition import Edition, RenderedBook
from bookmaker.exporters.formats import export_book
from bookmaker.model import Artifact, Book, Chapter, ChapterDocument, Collection, PreparedImage
from bookmaker.overrides import NO_OVERRIDES, Overrides
from bookmaker.progress import Stopwatch
from bookmaker.remote.album import collect_pictures
from bookmaker.remote.policy import Policy
from bookmaker.renderer import work
from bookmaker.renderer.expand import expand_book
from bookmaker.renderer.found import NOTHING, Found
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
    outcomes, found = _render_chapters(book, workshop, fetch)
    assets = {asset.key: asset for outcome in outcomes for asset in outcome.value.assets}
    ordered = sorted(assets.values(), key=work.cost)
    jobs = ((asset, workshop.store, workshop.fingerprint) for asset in ordered)
    results = workshop.run_all("images", work.prepare, jobs, work.recall_picture)
    prepared = dict(zip(ordered, results, strict=True))
    images = {asset.key: image for asset, image in prepared.items() if isinstance(image, PreparedImage)}
    broken = {asset.key: reason for asset, reason in prepared.items() if isinstance(reason, str)}
    if broken:
        outcomes = _render_again(book, workshop, outcomes, replace(found, broken=broken))
    problems = [problem for outcome in outcomes for problem in outcome.diagnostics]
    rendered = RenderedBook(book=book, **_sort_documents(book, outcomes), images=images)
    return Outcome(rendered, (*problems, *_dead_links(rendered)))


def render_text(book: Book, workshop: Workshop) -> Outcome[RenderedBook]:
    """Render all chapters; pictures are looked for and measured, not prepared."""
    outcomes, _ = _render_chapters(book, workshop, None)
    problems = tuple(problem for outcome in outcomes for problem in outcome.diagnostics)
    return Outcome(RenderedBook(book=book, **_sort_documents(book, outcomes), images={}), problems)


def export(rendered: RenderedBook, edition: Edition, workshop: Workshop) -> Outcome[tuple[Artifact, ...]]:
    """Write the files of an edition. Raises: ExportError, RenderError."""
    return export_book(rendered, edition, workshop)


def build(
    collection: Outcome[Collection],
    selection: Selection,
    arrangement: Arrangement,
    edition: Edition,
    workshop: Workshop,
    fetch: Policy | None = None,
) -> BookReport:
    """Make one book; for `fetch` see `render`. Raises: BookmakerError of the stage that could not go on."""
    watch = Stopwatch()
    with watch.time("total"):
        expanded = expand(arrange(collection.value, selection, arrangement), collection.value)
        book = expanded.value
        edition = replace(edition, modified=edition.modified or _last_moment(book))
        try:
            rendered, exported = _make(book, edition, workshop, fetch, watch)
        except EntryLostError:
            # Damaged on the disk, or pruned by another build: now with a look at each entry before it counts.
            workshop.store = workshop.store.careful()
            rendered, exported = _make(book, edition, workshop, fetch, watch)
    about_posts = problems_of_posts(collection, book, selection)
    return BookReport(
        rendered=rendered.value,
        artifacts=exported.value,
        diagnostics=(*about_posts, *expanded.diagnostics, *rendered.diagnostics, *exported.diagnostics),
        seconds=watch.seconds,
    )


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
    book: Book, edition: Edition, workshop: Workshop, fetch: Policy | None, watch: Stopwatch
) -> tuple[Outcome[RenderedBook], Outcome[tuple[Artifact, ...]]]:
    with watch.time("render"):
        rendered = render(book, workshop, fetch)
    with watch.time("export"):
        return rendered, export(rendered.value, edition, workshop)


def _render_chapters(
    book: Book, workshop: Workshop, fetch: Policy | None
) -> tuple[list[Outcome[ChapterDocument]], Found]:
    """Render, see which pictures are on the web, and render again with those that are to be had."""
    chapters = _all_chapters(book)
    outcomes = _run_render(chapters, [NOTHING] * len(chapters), book, workshop)
    addresses = dict.fromkeys(address for outcome in outcomes for address in outcome.value.remote)
    album = collect_pictures(addresses, workshop.store, fetch, workshop.progress)
    found = Found(fetched=album.files, failed=album.failed)
    return _render_again(book, workshop, outcomes, found), found


def _render_again(
    book: Book, workshop: Workshop, outcomes: list[Outcome[ChapterDocument]], found: Found
) -> list[Outcome[ChapterDocument]]:
    """Render the chapters that `found` says something new of."""
    facts = {
        chapter: found.about(outcome.value)
        for chapter, outcome in zip(_all_chapters(book), outcomes, strict=True)
    }
    news = {chapter: fact for chapter, fact in facts.items() if not fact.says_nothing}
    again = dict(zip(news, _run_render(news, news.values(), book, workshop), strict=True))
    return [
        again.get(chapter, outcome) for chapter, outcome in zip(_all_chapters(book), outcomes, strict=True)
    ]


def _all_chapters(book: Book) -> tuple[Chapter, ...]:
    """The chapters, then the author's own pages before and after them."""
    return (*book.chapters, *book.texts)


def _sort_documents(
    book: Book, outcomes: Sequence[Outcome[ChapterDocument]]
) -> dict[str, tuple[ChapterDocument, ...]]:
    documents = tuple(outcome.value for outcome in outcomes)
    count = len(book.chapters)
    return {"documents": documents[:count], "texts": documents[count:]}


def _run_render(
    chapters: Iterable[Chapter], found: Iterable[Found], book: Book, workshop: Workshop
) -> list[Outcome[ChapterDocument]]:
    common = (workshop.store, workshop.fingerprint)
    jobs = [
        (chapter, book.site, book.language, facts, *common)
        for chapter, facts in zip(chapters, found, strict=True)
    ]
    return workshop.run_all("render", work.render, jobs, work.recall_render) if jobs else []


def _dead_links(rendered: RenderedBook) -> Iterable[Diagnostic]:
    """Links to pages of a site that has no address, and that are not in the book either."""
    paths = {chapter.id: chapter.posts[0].path for chapter in _all_chapters(rendered.book)}
    for document in (*rendered.documents, *rendered.texts):
        for link in document.links:
            if leads_nowhere(link) and rendered.find_anchor(link) is None:
                message = f"a link to {link.removeprefix(PRIVATE_BASE)}, which is not in the book"
                yield diagnose("link-unresolved", message, Where(path=paths[document.id]))


def problems_of_posts(collection: Outcome[Collection], book: Book, selection: Selection) -> list[Diagnostic]:
    """Problems of the collection, less those of posts that are not in this book, and who else is left out."""
    selected = {post.path for post in book.posts}
    others = {post.path for post in collection.value.posts} - selected
    return [
        problem
        for problem in collection.diagnostics
        if problem.where is None or problem.where.path not in others
    ] + list(tell_unpublished(collection.value, selection))


def _last_moment(book: Book) -> datetime:
    """Without SOURCE_DATE_EPOCH a book is as old as its newest post: the same input, the same bytes."""
    newest = max(post.date for post in book.posts)
    earliest = datetime(1980, 1, 1, tzinfo=UTC)
    if newest.year in (1, 9999):
        return earliest
    return max(newest.astimezone(UTC).replace(microsecond=0), earliest)
