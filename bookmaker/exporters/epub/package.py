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
from bookmaker.exporters.epub.metadata import Entry
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
    book: Book, files: Sequence[PackageFile], entries: Sequence[Entry], modified: datetime
) -> bytes:
    """Make the archive as EbookLib writes it, its files empty: they join when it is written again."""
    package = epub.EpubBook()
    package.set_identifier(book.identifier)
    package.set_language(book.language)
    if is_rtl(book.language):
        package.set_direction("rtl")
    package.title = book.title
    _add_metadata(package, entries)
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


def _add_metadata(package: epub.EpubBook, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.name:
            package.add_metadata("DC", entry.name, entry.value, dict(entry.attributes))
        else:
            package.add_metadata(None, "meta", entry.value, dict(entry.attributes))
    # EPUB 2's way of naming the cover; Kindle and old shop systems look for it.
    package.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
