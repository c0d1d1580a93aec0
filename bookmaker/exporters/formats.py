"""One edition of a book, in all its formats at once: while workers lay out pages, the EPUB is written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bookmaker.addresses import leads_nowhere
from bookmaker.errors import ExportError, Outcome
from bookmaker.exporters.artifacts import artifact_path, keep_artifact, recall_artifact
from bookmaker.exporters.edition import Edition, RenderedBook
from bookmaker.exporters.pdf.cover import draw_cover, recall_cover
from bookmaker.exporters.pdf.front import years_of
from bookmaker.model import Artifact, Format
from bookmaker.workshop import Workshop

if TYPE_CHECKING:
    from bookmaker.exporters.epub.publication import Publication
    from bookmaker.exporters.pagination import Pagination

#: Source: Kindle Publishing Guidelines, "Cover image": at least 1,600 pixels on the long side.
_COVER_PX = 1600
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def export_book(
    rendered: RenderedBook, edition: Edition, workshop: Workshop
) -> Outcome[tuple[Artifact, ...]]:
    """Write the edition's files, those that do not stand there already. Raises: ExportError, RenderError."""
    kept = {kind: recall_artifact(rendered, edition, kind, workshop) for kind in edition.formats}
    missing = tuple(kind for kind, outcome in kept.items() if outcome is None)
    try:
        made = _write_formats(rendered, edition, missing, workshop) if missing else {}
    except OSError as error:
        if "pango" in str(error).lower() or "gobject" in str(error).lower():
            raise missing_pango(error) from error
        raise ExportError(
            f"cannot write into {edition.out}: {error.strerror or error}", "choose another --out"
        ) from error
    outcomes = [kept[kind] or made[kind] for kind in edition.formats]
    problems = tuple(problem for outcome in outcomes for problem in outcome.diagnostics)
    return Outcome(tuple(outcome.value for outcome in outcomes), problems)


def _write_formats(
    rendered: RenderedBook, edition: Edition, kinds: tuple[Format, ...], workshop: Workshop
) -> dict[Format, Outcome[Artifact]]:
    # Here, because these load pikepdf and EbookLib, which a build with nothing to do does not need.
    from bookmaker.exporters.epub.publication import write_epub
    from bookmaker.exporters.pagination import NO_PAGES, paginate
    from bookmaker.exporters.pdf.book import PdfBook, book_cover_job

    made: dict[Format, Outcome[Artifact]] = {}
    modified = edition.modified or _EARLIEST
    cover_job = book_cover_job(rendered, edition, workshop.fingerprint)
    cover = workshop.submit(draw_cover, cover_job, workshop.store, _COVER_PX, recall=recall_cover)
    # The EPUB counts the PDF's pages, so it needs the layout also where the file stands there already.
    pdf = PdfBook(rendered, edition, workshop) if "pdf" in edition.formats else None
    cover_pages, cover_jpeg = cover.result()
    if "epub" in kinds:
        source = f"{rendered.book.title} (PDF, {pdf.sheets.size.name})" if pdf else ""
        pages = paginate(pdf.plan, rendered.book.language, source) if pdf else NO_PAGES
        publication = _publication(rendered, edition, cover_jpeg, pages)
        write_epub(publication, workshop.store, artifact_path(rendered, edition, "epub"))
        made["epub"] = keep_artifact(rendered, edition, "epub", workshop, Outcome(None))
    if pdf is not None and "pdf" in kinds:
        count = pdf.finish(cover_pages, artifact_path(rendered, edition, "pdf"), modified)
        made["pdf"] = keep_artifact(rendered, edition, "pdf", workshop, count)
    return made


def missing_pango(error: OSError) -> ExportError:
    """WeasyPrint cannot load Pango: say how to get it on this system."""
    return ExportError(
        f"the layout engine needs Pango: {str(error).splitlines()[0]}",
        "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
        "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2 and its pango",
    )


def _publication(
    rendered: RenderedBook, edition: Edition, cover_jpeg: bytes, pagination: Pagination
) -> Publication:
    from bookmaker.exporters.epub.publication import Publication

    outer = (matter.document for matter in (*rendered.front, *rendered.back))
    documents = (*rendered.documents, *outer)
    return Publication(
        book=rendered.book,
        years=years_of(rendered.book),
        documents={document.id: document for document in documents},
        front=rendered.front,
        back=rendered.back,
        images=rendered.images,
        cover_jpeg=cover_jpeg,
        find_anchor=rendered.find_anchor,
        is_dead=leads_nowhere,
        modified=edition.modified or _EARLIEST,
        options=edition.epub,
        pagination=pagination,
    )
