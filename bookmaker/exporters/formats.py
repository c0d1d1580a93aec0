"""One edition of a book, in all its formats at once: while workers lay out pages, the EPUB is written."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from bookmaker.addresses import leads_nowhere
from bookmaker.errors import Diagnostic, ExportError, Outcome
from bookmaker.exporters.edition import Edition, RenderedBook
from bookmaker.exporters.pdf.cover import draw_cover
from bookmaker.exporters.pdf.front import years_of
from bookmaker.model import Artifact, Format
from bookmaker.workshop import Workshop

MEDIA_TYPES: dict[Format, str] = {"epub": "application/epub+zip", "pdf": "application/pdf"}
#: Source: Kindle Publishing Guidelines, "Cover image": at least 1,600 pixels on the long side.
_COVER_PX = 1600


def export_book(
    rendered: RenderedBook, edition: Edition, workshop: Workshop
) -> Outcome[tuple[Artifact, ...]]:
    """Write the edition's files. Raises: ExportError, RenderError."""
    # Here, because these load pikepdf and EbookLib, which `list` does not need.
    from bookmaker.exporters.pdf.book import PdfBook, book_cover_job

    problems: list[Diagnostic] = []
    artifacts = []
    modified = edition.modified or datetime(1980, 1, 1, tzinfo=UTC)
    cover_job = book_cover_job(rendered, edition, workshop.fingerprint)
    cover = workshop.submit(draw_cover, cover_job, workshop.store, _COVER_PX)
    pdf = PdfBook(rendered, edition, workshop) if "pdf" in edition.formats else None
    try:
        cover_pages, cover_jpeg = cover.result()
        if "epub" in edition.formats:
            path = _path(rendered, edition, "epub")
            _write_epub(rendered, cover_jpeg, workshop, path, modified)
            artifacts.append(_artifact("epub", path))
        if pdf is not None:
            path = _path(rendered, edition, "pdf")
            outcome = pdf.finish(cover_pages, path, modified)
            problems += outcome.diagnostics
            artifacts.append(_artifact("pdf", path, outcome.value))
    except OSError as error:
        if "pango" in str(error).lower() or "gobject" in str(error).lower():
            raise missing_pango(error) from error
        raise ExportError(
            f"cannot write into {edition.out}: {error.strerror or error}", "choose another --out"
        ) from error
    return Outcome(tuple(artifacts), tuple(problems))


def missing_pango(error: OSError) -> ExportError:
    """WeasyPrint cannot load Pango: say how to get it on this system."""
    return ExportError(
        f"the layout engine needs Pango: {str(error).splitlines()[0]}",
        "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
        "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2 and its pango",
    )


def _write_epub(
    rendered: RenderedBook, cover_jpeg: bytes, workshop: Workshop, path: Path, modified: datetime
) -> None:
    from bookmaker.exporters.epub.publication import Publication, write_epub

    publication = Publication(
        book=rendered.book,
        years=years_of(rendered.book),
        documents={document.id: document for document in rendered.documents},
        images=rendered.images,
        cover_jpeg=cover_jpeg,
        find_anchor=rendered.find_anchor,
        is_dead=leads_nowhere,
        modified=modified,
    )
    write_epub(publication, workshop.store, path)


def _path(rendered: RenderedBook, edition: Edition, suffix: Format) -> Path:
    return edition.out / f"{rendered.book.name}.{suffix}"


def _artifact(kind: Format, path: Path, pages: int | None = None) -> Artifact:
    data = path.read_bytes()
    return Artifact(
        format=kind,
        path=str(path),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPES[kind],
        size_bytes=len(data),
        pages=pages,
    )
