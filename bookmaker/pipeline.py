"""The way through the house: collect, arrange, render, export. Sending is a command of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bookmaker.addresses import PRIVATE_BASE, leads_nowhere
from bookmaker.collector.arrange import Arrangement, arrange_book
from bookmaker.collector.collection import collect_posts
from bookmaker.collector.selection import Selection
from bookmaker.collector.site_data import read_site_data
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.exporters.edition import Edition, RenderedBook
from bookmaker.exporters.formats import export_book
from bookmaker.model import Artifact, Book, ChapterDocument, Collection, PreparedImage
from bookmaker.progress import Stopwatch
from bookmaker.renderer import work
from bookmaker.renderer.expand import expand_book
from bookmaker.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class BookReport:
    """What a build made, and what went wrong on the way."""

    rendered: RenderedBook
    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: Mapping[str, float]


def collect(
    root: Path | str, *, site: Mapping[str, object] | None = None, folders: tuple[str, ...] = ()
) -> Outcome[Collection]:
    """Read all posts of a folder. `site` overrides what its `_config.yml` says. Raises: SourceError."""
    return collect_posts(Path(root), dict(site or {}), folders)


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


def render(book: Book, workshop: Workshop) -> Outcome[RenderedBook]:
    """Render all chapters and prepare all pictures."""
    outcomes = _render_chapters(book, workshop, {})
    assets = {asset.key: asset for outcome in outcomes for asset in outcome.value.assets}
    ordered = sorted(assets.values(), key=work.cost)
    jobs = ((asset, workshop.store, workshop.fingerprint) for asset in ordered)
    results = workshop.run_all("images", work.prepare, jobs, work.recall_picture)
    prepared = dict(zip(ordered, results, strict=True))
    images = {asset.key: image for asset, image in prepared.items() if isinstance(image, PreparedImage)}
    broken = {asset.key: reason for asset, reason in prepared.items() if isinstance(reason, str)}
    if broken:
        outcomes = _render_chapters(book, workshop, broken)
    documents = tuple(outcome.value for outcome in outcomes)
    problems = [problem for outcome in outcomes for problem in outcome.diagnostics]
    rendered = RenderedBook(book=book, documents=documents, images=images)
    return Outcome(rendered, (*problems, *_dead_links(rendered)))


def render_text(book: Book, workshop: Workshop) -> Outcome[RenderedBook]:
    """Render all chapters; pictures are looked for and measured, not prepared."""
    outcomes = _render_chapters(book, workshop, {})
    documents = tuple(outcome.value for outcome in outcomes)
    problems = tuple(problem for outcome in outcomes for problem in outcome.diagnostics)
    return Outcome(RenderedBook(book=book, documents=documents, images={}), problems)


def export(rendered: RenderedBook, edition: Edition, workshop: Workshop) -> Outcome[tuple[Artifact, ...]]:
    """Write the files of an edition. Raises: ExportError, RenderError."""
    return export_book(rendered, edition, workshop)


def build(
    collection: Outcome[Collection],
    selection: Selection,
    arrangement: Arrangement,
    edition: Edition,
    workshop: Workshop,
) -> BookReport:
    """Make one book. Raises: BookmakerError of the stage that could not go on."""
    watch = Stopwatch()
    with watch.time("total"):
        expanded = expand(arrange(collection.value, selection, arrangement), collection.value)
        book = expanded.value
        with watch.time("render"):
            rendered = render(book, workshop)
        edition = replace(edition, modified=edition.modified or _last_moment(book))
        with watch.time("export"):
            exported = export(rendered.value, edition, workshop)
    about_posts = _of_selected_posts(collection, book)
    return BookReport(
        rendered=rendered.value,
        artifacts=exported.value,
        diagnostics=(*about_posts, *expanded.diagnostics, *rendered.diagnostics, *exported.diagnostics),
        seconds=watch.seconds,
    )


def _render_chapters(
    book: Book, workshop: Workshop, broken: Mapping[str, str]
) -> list[Outcome[ChapterDocument]]:
    common = (book.site, book.language, dict(broken), workshop.store, workshop.fingerprint)
    jobs = ((chapter, *common) for chapter in book.chapters)
    return workshop.run_all("render", work.render, jobs, work.recall_render)


def _dead_links(rendered: RenderedBook) -> Iterable[Diagnostic]:
    """Links to pages of a site that has no address, and that are not in the book either."""
    paths = {chapter.id: chapter.posts[0].path for chapter in rendered.book.chapters}
    for document in rendered.documents:
        for link in document.links:
            if leads_nowhere(link) and rendered.find_anchor(link) is None:
                message = f"a link to {link.removeprefix(PRIVATE_BASE)}, which is not in the book"
                yield diagnose("link-unresolved", message, Where(path=paths[document.id]))


def _of_selected_posts(collection: Outcome[Collection], book: Book) -> list[Diagnostic]:
    """Problems of the collection, less those of posts that are not in this book."""
    selected = {post.path for post in book.posts}
    others = {post.path for post in collection.value.posts} - selected
    return [
        problem
        for problem in collection.diagnostics
        if problem.where is None or problem.where.path not in others
    ]


def _last_moment(book: Book) -> datetime:
    """Without SOURCE_DATE_EPOCH a book is as old as its newest post: the same input, the same bytes."""
    newest = max(post.date for post in book.posts)
    earliest = datetime(1980, 1, 1, tzinfo=UTC)
    if newest.year in (1, 9999):
        return earliest
    return max(newest.astimezone(UTC).replace(microsecond=0), earliest)
