"""From a rendered book to an EPUB file: gather the publication's files and write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bookmaker.cache import Store
from bookmaker.exporters.epub.accessibility import accessibility_properties
from bookmaker.exporters.epub.archive import write_archive
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
    files = [*_front_files(publication), *_text_files(publication), *_image_files(publication, store)]
    package = write_package(book, files, properties, publication.modified)
    loaders = {f"{_FOLDER}/{file.name}": file.load for file in files}
    write_archive(path, package, loaders, book.language)


def _front_files(publication: Publication) -> Iterator[PackageFile]:
    book = publication.book
    titles = {document.id: document.title for document in publication.documents.values()}
    points = nav_points(book, titles)
    yield PackageFile(
        id="nav",
        name="nav.xhtml",
        media_type=_XHTML,
        load=partial(nav_document, book, points),
        properties=("nav",),
    )
    ncx = partial(ncx_document, book, points)
    yield PackageFile(id="ncx", name="toc.ncx", media_type="application/x-dtbncx+xml", load=ncx)
    yield PackageFile(id="style", name="styles/book.css", media_type="text/css", load=_style_sheet)
    yield PackageFile(
        id="cover-image",
        name="images/cover.jpg",
        media_type="image/jpeg",
        load=lambda: publication.cover_jpeg,
        properties=("cover-image",),
    )
    label = wording(book.language, "cover")
    yield _text("cover", partial(fill_page, "epub_cover.xhtml.j2", book, label=label))
    title = partial(
        fill_page,
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
            yield _text(part.id, partial(fill_page, "epub_part.xhtml.j2", book, part=part))
        for chapter in part.chapters:
            document = publication.documents[chapter.id]
            content = partial(
                chapter_content,
                document,
                book,
                publication.images,
                publication.find_anchor,
                files,
                publication.is_dead,
            )
            yield _text(chapter.id, content, has_formulas="<math " in document.xhtml)


def _image_files(publication: Publication, store: Store) -> Iterator[PackageFile]:
    for image in sorted(publication.images.values(), key=lambda image: image.key):
        yield PackageFile(
            id=image.key,
            name=f"images/{image.file_name}",
            media_type=image.media_type,
            load=partial(_read, image, store),
        )


def _text(file_id: str, load: Callable[[], bytes], *, has_formulas: bool = False) -> PackageFile:
    name = f"text/{chapter_file(file_id)}"
    return PackageFile(
        id=file_id,
        name=name,
        media_type=_XHTML,
        load=load,
        properties=("mathml",) if has_formulas else (),
        in_spine=True,
    )


def _style_sheet() -> bytes:
    return (read_style("base.css") + read_style("epub.css")).encode()


def _read(image: PreparedImage, store: Store) -> bytes:
    data = store.read(image.cache_key)
    assert data is not None, f"{image.key} has left the cache during the build"
    return data
