"""Writing the shelf: each file whole or not at all, and books before the pages that lead to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bookmaker.cache import replacing, write_atomically
from bookmaker.sender.shelf import opds1, opds2
from bookmaker.sender.shelf.catalog import Shelf
from bookmaker.sender.shelf.page import make_pages
from bookmaker.sender.shelf.reader import reader_files


def write_shelf(shelf: Shelf, out: Path, reader: Path | None) -> int:
    """Write the folder: books and pictures first, then the pages that name them. Returns the number of files.

    Raises: ConfigError where `reader` is no folder of the reading library, OSError.
    """
    vendored = tuple(reader_files(reader)) if reader else ()
    count = 0
    for book in shelf.books:
        for file in book.files:
            with replacing(out / "books" / file.name) as temporary:
                shutil.copyfile(file.path, temporary)
            count += 1
    for name, data in (*vendored, *_made(shelf, has_reader=reader is not None)):
        write_atomically(out / name, data)
        count += 1
    return count


def _made(shelf: Shelf, *, has_reader: bool) -> Iterator[tuple[str, bytes]]:
    for book in shelf.books:
        yield f"covers/{book.name}.jpg", book.cover
        yield f"covers/{book.name}-small.jpg", book.thumbnail
    for feeds in (opds1.make_feeds(shelf), opds2.make_feeds(shelf)):
        yield from ((f"opds/{name}", data) for name, data in feeds)
    yield from make_pages(shelf, has_reader=has_reader)
    yield ".nojekyll", b""  # GitHub Pages would pass the files through Jekyll otherwise
