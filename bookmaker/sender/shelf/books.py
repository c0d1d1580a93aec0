"""Finished editions as they stand on a shelf: what they say of themselves, and their covers in two sizes.

In: paths of EPUB and PDF files; those of one name and folder belong together. Out: `ShelfBook`s, the newest
first, and a diagnostic for each edition that cannot be read.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bookmaker.errors import BookmakerError, Diagnostic, Outcome, Where, diagnose
from bookmaker.identifiers import make_unique, text_to_slug
from bookmaker.rasterise import (
    count_pages,
    pdf_metadata,
    pdf_page_to_jpeg,
    picture_size,
    picture_to_jpeg,
    plain_to_jpeg,
)
from bookmaker.sender.edition import MEDIA_TYPES, FinishedEdition, read_edition

_COVER_PX, _THUMBNAIL_PX = 900, 320
#: Where an edition has neither a cover nor a first page.
_PLAIN = (86, 98, 110)
#: For a PDF that does not say when it was made: the first day that a ZIP archive can name.
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_URN = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]+:|https?://)[!-~]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfFile:
    """A file to download. `name` is ASCII, and unique on the shelf."""

    format: str
    media_type: str
    name: str
    size_bytes: int
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfBook:
    """An edition. `name` is ASCII and unique on the shelf, `id` a URI; `pages` is 0 without a PDF."""

    name: str
    id: str
    title: str
    authors: tuple[str, ...]
    language: str
    summary: str
    tags: tuple[str, ...]
    series: str
    published: datetime
    modified: datetime
    pages: int
    chapters: tuple[str, ...]
    cover: bytes
    thumbnail: bytes
    thumbnail_px: tuple[int, int]
    files: tuple[ShelfFile, ...]

    def file(self, format: str) -> ShelfFile | None:
        """The file of a format."""
        return next((file for file in self.files if file.format == format), None)


def find_files(places: Iterable[Path]) -> tuple[Path, ...]:
    """The EPUB and PDF files among these files and, not deeper, in these folders; in the order of names."""
    found: set[Path] = set()
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        found |= {path for path in inside if path.suffix.lower().removeprefix(".") in MEDIA_TYPES}
    return tuple(sorted(found))


def read_books(paths: Iterable[Path]) -> Outcome[tuple[ShelfBook, ...]]:
    """Read the editions that these files are of."""
    groups: dict[Path, dict[str, Path]] = {}
    for path in paths:
        groups.setdefault(path.with_suffix(""), {})[path.suffix.lower().removeprefix(".")] = path
    editions, problems = [], []
    for _, files in sorted(groups.items()):
        try:
            editions.append((read_edition(files), _read_pdf(files.get("pdf"))))
        except (BookmakerError, OSError, RuntimeError) as error:
            problems.append(_unreadable(files.get("epub") or files["pdf"], error))
    names = make_unique([text_to_slug(edition.name) or "book" for edition, _ in editions])
    used = Counter(edition.identifier for edition, _ in editions)
    books = [
        _to_book(edition, pdf, name, is_shared=used[edition.identifier] > 1)
        for (edition, pdf), name in zip(editions, names, strict=True)
    ]
    return Outcome(tuple(sorted(books, key=_newest_first)), tuple(problems))


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    hint = error.hint if isinstance(error, BookmakerError) else ""
    # A wrapped error names the whole path; what is below it says why.
    reason = error.__cause__ or (error.message if isinstance(error, BookmakerError) else error)
    message = f"this edition is not on the shelf: {reason}"
    return diagnose("edition-unreadable", message, Where(path=path.name), hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pdf:
    """What the PDF of an edition says; a page is drawn only where it has to be the cover."""

    pages: int = 0
    title: str = ""
    author: str = ""
    made: datetime = _NO_DATE
    data: bytes = b""


def _read_pdf(path: Path | None) -> _Pdf:
    """Raises: RuntimeError where it is none (pypdfium2's error is one)."""
    if path is None:
        return _Pdf()
    data = path.read_bytes()
    facts = pdf_metadata(data)
    date = _PDF_DATE.match(facts.get("CreationDate", ""))
    return _Pdf(
        pages=count_pages(data),
        title=facts.get("Title", ""),
        author=facts.get("Author", ""),
        made=_moment("-".join(date.groups())) if date else _NO_DATE,
        data=data,
    )


def _to_book(edition: FinishedEdition, pdf: _Pdf, name: str, *, is_shared: bool) -> ShelfBook:
    is_pdf_only = edition.file("epub") is None
    modified = _moment(edition.modified) if edition.modified else pdf.made
    cover = _cover(edition, pdf)
    thumbnail = picture_to_jpeg(cover, _THUMBNAIL_PX)
    return ShelfBook(
        name=name,
        id=_uri(edition.identifier, name, is_shared=is_shared),
        title=pdf.title if is_pdf_only and pdf.title else edition.title,
        authors=(pdf.author,) if is_pdf_only and pdf.author else edition.authors,
        language=edition.language,
        summary=edition.summary,
        tags=edition.subjects,
        series=edition.series,
        published=_moment(edition.published) if edition.published else modified,
        modified=modified,
        pages=pdf.pages,
        chapters=edition.chapters,
        cover=cover,
        thumbnail=thumbnail,
        thumbnail_px=picture_size(thumbnail),
        files=tuple(
            ShelfFile(
                format=file.format,
                media_type=file.media_type,
                name=f"{name}.{file.format}",
                size_bytes=file.size_bytes,
                path=file.path,
            )
            for file in edition.files
        ),
    )


def _cover(edition: FinishedEdition, pdf: _Pdf) -> bytes:
    try:
        if edition.cover:
            return picture_to_jpeg(edition.cover, _COVER_PX)
    except OSError:
        pass  # a drawing, or damaged: the first page has it, too
    if pdf.data:
        return pdf_page_to_jpeg(pdf.data, _COVER_PX)
    return plain_to_jpeg(_COVER_PX, _COVER_PX * 3 // 2, _PLAIN)


def _uri(identifier: str, name: str, *, is_shared: bool) -> str:
    """An edition's identifier, where it is a URI and no other edition (a lighter one) has it."""
    if _URN.fullmatch(identifier) and not is_shared:
        return identifier
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{identifier}#{name}").urn


def _moment(text: str) -> datetime:
    """ISO 8601, also a year or a month alone. What cannot be read is taken as no date."""
    padded = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return _NO_DATE
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _newest_first(book: ShelfBook) -> tuple[float, float, str]:
    return -book.published.timestamp(), -book.modified.timestamp(), book.name
