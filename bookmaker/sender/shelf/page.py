"""The pages of the shelf and its news, from templates: what a browser shows.

In: a `Shelf`. Out: files by name. No page has a script or a style within: the content policy forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import partial

from bookmaker.sender.shelf.books import ShelfBook
from bookmaker.sender.shelf.catalog import Shelf
from bookmaker.templating import fill_template, read_style, read_template
from bookmaker.wording import date_in_words, is_rtl, language_name, size_in_words, wording


def make_pages(shelf: Shelf, *, has_reader: bool) -> Iterator[tuple[str, bytes]]:
    """The page of all books with style and script, the news, and with a reader the page to read on."""

    def say(key: str, **values: object) -> str:
        return wording(shelf.language, f"shelf_{key}", **values)

    shared = {
        "say": say,
        "shelf": shelf,
        "direction": "rtl" if is_rtl(shelf.language) else "ltr",
    }
    tags = next((menu.listings for menu in shelf.menus if menu.group == "tag"), ())
    page = fill_template(
        "shelf/index.html.j2",
        **shared,
        cards=[_card(book, shelf, has_reader=has_reader) for book in shelf.books],
        tags=tags if len(shelf.books) > 1 else (),
    )
    yield "index.html", page.encode()
    yield "feed.xml", fill_template("shelf/feed.xml.j2", **shared, stamp=_stamp).encode()
    if shelf.address:  # RSS knows no relative addresses
        day = partial(format_datetime, usegmt=True)
        yield "rss.xml", fill_template("shelf/rss.xml.j2", **shared, day=day).encode()
    yield "shelf.css", read_style("shelf.css").encode()
    yield "shelf.js", read_template("shelf/search.js").encode()
    if has_reader:
        yield "read.html", fill_template("shelf/read.html.j2", **shared).encode()
        yield "read.css", read_style("shelf-reader.css").encode()
        yield "read.js", read_template("shelf/read.js").encode()


def _card(book: ShelfBook, shelf: Shelf, *, has_reader: bool) -> dict[str, object]:
    """What the template shows of a book, in the language of the shelf."""
    epub = book.file("epub")
    return {
        "book": book,
        "date": date_in_words(book.published, shelf.language),
        "language": "" if book.language == shelf.language else language_name(book.language),
        "words": " ".join((book.title, *book.authors, book.summary, *book.tags, *book.chapters)).casefold(),
        "tags": "\n".join(tag.casefold() for tag in book.tags),
        "files": [(file, size_in_words(file.size_bytes, shelf.language)) for file in book.files],
        "read": epub.name if epub and has_reader else "",
    }


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
