"""The package: metadata, manifest and spine, written by EbookLib. The only module that uses it.

EbookLib never sees a chapter as a chapter: its `EpubHtml` writes content anew and changes it (spaces appear
inside words, attributes get lost), so every file goes in as a plain item of bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ebooklib import epub

from bookmaker.errors import ExportError
from bookmaker.exporters.epub.accessibility import Property
from bookmaker.model import Book
from bookmaker.wording import is_rtl

_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """A file of the publication. `in_spine` files are read in the order they are given.

    `load` makes its bytes when their turn has come, so that no more than one file's are held at once.
    """

    id: str
    name: str
    media_type: str
    load: Callable[[], bytes]
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def write_package(
    book: Book, files: Sequence[PackageFile], properties: Sequence[Property], modified: datetime
) -> bytes:
    """Make the archive as EbookLib writes it, its files empty: they join when it is written again."""
    package = epub.EpubBook()
    package.set_identifier(book.identifier)
    package.set_title(book.title)
    package.set_language(book.language)
    if is_rtl(book.language):
        package.set_direction("rtl")
    _add_metadata(package, book, properties)
    for file in files:
        item = epub.EpubItem(uid=file.id, file_name=file.name, media_type=file.media_type, content=b"")
        item.properties = list(file.properties)
        package.add_item(item)
    package.spine = [file.id for file in files if file.in_spine]
    archive = io.BytesIO()
    # Without `raise_exceptions` a failure leaves a truncated file and returns False.
    options = {
        "mtime": modified,
        "epub3_pages": False,
        "raise_exceptions": True,
        "compresslevel": 1,
    }
    try:
        epub.write_epub(archive, package, options)
    except Exception as error:
        raise ExportError(f"the EPUB's package could not be written: {error}") from error
    return archive.getvalue()


def _add_metadata(package: epub.EpubBook, book: Book, properties: Sequence[Property]) -> None:
    for number, author in enumerate(book.authors, start=1):
        package.add_author(author, uid=f"creator-{number}", role="aut")
    if book.description:
        package.add_metadata("DC", "description", book.description)
    if book.site.url:
        package.add_metadata("DC", "source", book.site.url)
    for tag in book.tags[:20]:
        package.add_metadata("DC", "subject", tag)
    last = max(post.date for post in book.posts)
    if last.year > 1:
        package.add_metadata("DC", "date", last.date().isoformat())
    for name, value in properties:
        package.add_metadata(None, "meta", value, {"property": name})
    # EPUB 2's way of naming the cover; Kindle and old shop systems look for it.
    package.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
