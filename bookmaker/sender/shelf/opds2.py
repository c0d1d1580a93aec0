"""The catalogue as JSON: OPDS 2.0, with the same listings as the Atom feeds, and one document for each book.

Source: OPDS 2.0 and its JSON schema; the Readium Web Publication Manifest for what is said of a book.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bookmaker.sender.shelf.books import ShelfBook
from bookmaker.sender.shelf.catalog import PAGE_SIZE, Listing, Shelf
from bookmaker.wording import wording

FEED, PUBLICATION = "application/opds+json", "application/opds-publication+json"
ROOT = "root"


def make_feeds(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """All feeds and publications, by the name of their file."""
    menus = [_way(menu.name, menu.title) for menu in shelf.menus]
    ways = [
        _way(shelf.new.name, shelf.new.title, rel="http://opds-spec.org/sort/new"),
        _listed(shelf.all),
        *menus,
    ]
    yield f"{ROOT}.json", _to_bytes(_feed(ROOT, shelf.title, shelf) | {"navigation": ways})
    for menu in shelf.menus:
        feed = _feed(menu.name, menu.title, shelf)
        yield f"{menu.name}.json", _to_bytes(feed | {"navigation": [_listed(one) for one in menu.listings]})
    for listing in shelf.listings():
        for index, books in enumerate(listing.pages()):
            yield f"{listing.page_name(index)}.json", _to_bytes(_acquisition(shelf, listing, index, books))
    for book in shelf.books:
        yield f"book-{book.name}.json", _to_bytes(_publication(book))


def _acquisition(shelf: Shelf, listing: Listing, index: int, books: tuple[ShelfBook, ...]) -> dict[str, Any]:
    feed = _feed(listing.page_name(index), listing.title, shelf)
    feed["metadata"] |= {
        "numberOfItems": len(listing.books),
        "itemsPerPage": PAGE_SIZE,
        "currentPage": index + 1,
    }
    last = len(listing.pages()) - 1
    feed["links"] += [
        {"rel": rel, "href": f"{listing.page_name(target)}.json", "type": FEED}
        for rel, target in (("first", 0), ("previous", index - 1), ("next", index + 1), ("last", last))
        if last and 0 <= target <= last
    ]
    facets = [
        {
            "metadata": {"title": wording(shelf.language, f"shelf_{menu.group}")},
            "links": [
                _listed(facet) | ({"rel": "self"} if facet == listing else {}) for facet in menu.listings
            ],
        }
        for menu in shelf.menus
    ]
    return feed | {"publications": [_publication(book) for book in books], "facets": facets}


def _feed(name: str, title: str, shelf: Shelf) -> dict[str, Any]:
    links = [
        {"rel": "self", "href": f"{name}.json", "type": FEED},
        {"rel": "start", "href": f"{ROOT}.json", "type": FEED},
        {"rel": "alternate", "href": "../index.html", "type": "text/html"},
    ]
    return {"metadata": {"title": title, "modified": shelf.updated.isoformat()}, "links": links}


def _way(name: str, title: str, **more: Any) -> dict[str, Any]:
    return {"href": f"{name}.json", "title": title, "type": FEED, **more}


def _listed(listing: Listing) -> dict[str, Any]:
    return _way(listing.name, listing.title, properties={"numberOfItems": len(listing.books)})


def _publication(book: ShelfBook) -> dict[str, Any]:
    metadata = {
        "@type": "http://schema.org/Book",
        "identifier": book.id,
        "title": book.title,
        "author": list(book.authors),
        "language": book.language,
        "published": f"{book.published:%Y-%m-%d}",
        "modified": book.modified.isoformat(),
        "description": book.summary,
        "subject": list(book.tags),
        "numberOfPages": book.pages,
        "belongsTo": {"series": book.series} if book.series else {},
    }
    return {
        "metadata": {key: value for key, value in metadata.items() if value},
        "links": [
            {"rel": "self", "href": f"book-{book.name}.json", "type": PUBLICATION},
            *(
                {
                    "rel": "http://opds-spec.org/acquisition/open-access",
                    "href": f"../books/{file.name}",
                    "type": file.media_type,
                    "size": file.size_bytes,
                }
                for file in book.files
            ),
        ],
        "images": [
            {"href": f"../covers/{book.name}{size}.jpg", "type": "image/jpeg"} for size in ("", "-small")
        ],
    }


def _to_bytes(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
