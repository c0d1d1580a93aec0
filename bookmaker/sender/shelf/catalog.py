"""What can be browsed: the shelf's listings (new, all, of each year, tag, language) and the menus above.

In: the books and what the shelf is called. Out: a `Shelf` with `Listing`s. Both kinds of OPDS catalogue, the
page and the news are written from it.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bookmaker.identifiers import make_unique, text_to_slug
from bookmaker.sender.shelf.books import ShelfBook
from bookmaker.sorting import sort_key
from bookmaker.wording import language_name, primary_language, wording

PAGE_SIZE = 25
_NEWEST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Books under a heading. `name` is the file's, without suffix; `group` the key of its kind, or empty."""

    name: str
    title: str
    group: str
    books: tuple[ShelfBook, ...]

    def pages(self) -> list[tuple[ShelfBook, ...]]:
        """The books, `PAGE_SIZE` at a time; at least one page."""
        starts = range(0, max(len(self.books), 1), PAGE_SIZE)
        return [self.books[start : start + PAGE_SIZE] for start in starts]

    def page_name(self, index: int) -> str:
        """`all`, `all-2` … Units: `index` counts from 0."""
        return self.name if index == 0 else f"{self.name}-{index + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Listings of one kind: years, tags or languages."""

    name: str
    title: str
    group: str
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All there is. `address` ends in a slash, or is empty where it is not known."""

    title: str
    language: str
    address: str
    books: tuple[ShelfBook, ...]
    new: Listing
    all: Listing
    menus: tuple[Menu, ...]

    @property
    def updated(self) -> datetime:
        """When the latest edition was made."""
        return max((book.modified for book in self.books), default=datetime(1980, 1, 1, tzinfo=UTC))

    def id_of(self, name: str) -> str:
        """The URN of a feed: the same for the same shelf, at any address it is looked at."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.address or self.title}#{name}").urn

    def listings(self) -> tuple[Listing, ...]:
        """Every listing."""
        return (self.new, self.all, *(listing for menu in self.menus for listing in menu.listings))


def make_shelf(books: tuple[ShelfBook, ...], *, title: str, language: str, address: str) -> Shelf:
    """Arrange books, the newest first. What is not given is taken from the books."""
    language = language or _most_common(book.language for book in books) or "en"
    title = title or _shared_name(books) or wording(language, "shelf_books")
    by_title = tuple(sorted(books, key=lambda book: (sort_key(book.title), book.name)))
    menus = (
        _menu("year", books, lambda book: [str(book.published.year)], language),
        _menu("tag", books, lambda book: book.tags, language),
        _menu("language", books, lambda book: [primary_language(book.language)], language),
    )
    return Shelf(
        title=title,
        language=language,
        address=address and address.rstrip("/") + "/",
        books=books,
        new=Listing(name="new", title=wording(language, "shelf_new"), group="", books=books[:_NEWEST]),
        all=Listing(name="all", title=wording(language, "shelf_all"), group="", books=by_title),
        menus=tuple(menu for menu in menus if menu.listings),
    )


def _menu(
    group: str, books: tuple[ShelfBook, ...], kinds: Callable[[ShelfBook], Iterable[str]], language: str
) -> Menu:
    """Listings by what `kinds` says of a book; spellings that differ in case only are one."""
    spelled: dict[str, str] = {}
    found: dict[str, list[ShelfBook]] = {}
    for book in books:
        for kind in dict.fromkeys(kinds(book)):
            spelled.setdefault(kind.casefold(), kind)
            of_kind = found.setdefault(kind.casefold(), [])
            if book not in of_kind[-1:]:
                of_kind.append(book)
    order = (
        sorted(found, reverse=True)
        if group == "year"
        else sorted(found, key=lambda key: (sort_key(key), key))
    )
    slugs = make_unique([text_to_slug(key) or "other" for key in order])
    listings = tuple(
        Listing(
            name=f"{group}-{slug}",
            title=language_name(key) if group == "language" else spelled[key],
            group=group,
            books=tuple(found[key]),
        )
        for key, slug in zip(order, slugs, strict=True)
    )
    return Menu(name=f"{group}s", title=wording(language, f"shelf_{group}s"), group=group, listings=listings)


def _most_common(values: Iterable[str]) -> str:
    counted = Counter(values).most_common()
    return min((value for value, count in counted if count == counted[0][1]), default="")


def _shared_name(books: tuple[ShelfBook, ...]) -> str:
    """The series that all books are of, else the one author of all; else nothing."""
    series = {book.series for book in books}
    authors = {book.authors for book in books}
    if len(series) == 1 and series != {""}:
        return series.pop()
    return ", ".join(authors.pop()) if len(authors) == 1 else ""
