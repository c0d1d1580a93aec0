"""From a rendered book to an EPUB file: gather the publication's files and write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bookmaker.cache import Store, write_atomically
from bookmaker.exporters.epub.accessibility import accessibility_properties
from bookmaker.exporters.epub.archive import rewrite_archive
from bookmaker.exporters.epub.content import chapter_content, chapter_file, fill_page
from bookmaker.exporters.epub.navigation import nav_document, nav_points, ncx_document
from bookmaker.exporters.epub.package import PackageFile, write_package
from bookmaker.model import Book, ChapterDocument, PreparedImage
from bookmaker.templating import read_style
from bookmaker.wording import wording

_XHTML = "application/xhtml+xml"
#: The folder that EbookLib puts everything in.
_FOLDER = "EPUB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that goes into the file. `documents` and `images` go by id and key."""

    book: Book
    years: str
    documents: Mapping[str, ChapterDocument]
    images: Mapping[str, PreparedImage]
    cover_jpeg: bytes
    find_anchor: Callable[[str], str | None]
    is_dead: Callable[[str], bool]
    modified: datetime


def write_epub(publication: Publication, store: Store, path: Path) -> None:
    """Write the EPUB. Raises: OSError where `path` cannot be written, ExportError."""
    book = publication.book
    ordered = [publication.documents[chapter.id] for chapter in book.chapters]
    properties = accessibility_properties(ordered, book.language)
    files = [*_front_files(publication), *_text_files(publication), *_image_files(publication)]
    archive = write_package(book, files, properties, publication.modified)
    pictures = {
        f"{_FOLDER}/images/{image.file_name}": _read(image, store) for image in publication.images.values()
    }
    write_atomically(path, rewrite_archive(archive, pictures, book.language))


def _front_files(publication: Publication) -> Iterator[PackageFile]:
    book = publication.book
    titles = {document.id: document.title for document in publication.documents.values()}
    points = nav_points(book, titles)
    yield PackageFile(
        id="nav",
        name="nav.xhtml",
        media_type=_XHTML,
        data=nav_document(book, points),
        properties=("nav",),
    )
    ncx = ncx_document(book, points)
    yield PackageFile(id="ncx", name="toc.ncx", media_type="application/x-dtbncx+xml", data=ncx)
    style = (read_style("base.css") + read_style("epub.css")).encode()
    yield PackageFile(id="style", name="styles/book.css", media_type="text/css", data=style)
    yield PackageFile(
        id="cover-image",
        name="images/cover.jpg",
        media_type="image/jpeg",
        data=publication.cover_jpeg,
        properties=("cover-image",),
    )
    label = wording(book.language, "cover")
    yield _text("cover", fill_page("epub_cover.xhtml.j2", book, label=label))
    title = fill_page(
        "epub_title.xhtml.j2",
        book,
        years=publication.years,
        label=wording(book.language, "title_page"),
    )
    yield _text("title-page", title)


def _text_files(publication: Publication) -> Iterator[PackageFile]:
    book = publication.book
    files = {
        anchor: chapter_file(document.id)
        for document in publication.documents.values()
        for anchor in document.anchors
    }
    for part in book.parts:
        if part.title:
            yield _text(part.id, fill_page("epub_part.xhtml.j2", book, part=part))
        for chapter in part.chapters:
            content = chapter_content(
                publication.documents[chapter.id],
                book,
                publication.images,
                publication.find_anchor,
                files,
                publication.is_dead,
            )
            yield _text(chapter.id, content)


def _image_files(publication: Publication) -> Iterator[PackageFile]:
    """Pictures go in empty: EbookLib would compress what is compressed. Their bytes join at the end."""
    for image in sorted(publication.images.values(), key=lambda image: image.key):
        name = f"images/{image.file_name}"
        yield PackageFile(id=image.key, name=name, media_type=image.media_type, data=b"")


def _text(file_id: str, data: bytes) -> PackageFile:
    name = f"text/{chapter_file(file_id)}"
    properties = ("mathml",) if b"<math " in data else ()
    return PackageFile(
        id=file_id, name=name, media_type=_XHTML, data=data, properties=properties, in_spine=True
    )


def _read(image: PreparedImage, store: Store) -> bytes:
    data = store.read(image.cache_key)
    assert data is not None, f"{image.key} has left the cache during the build"
    return data
