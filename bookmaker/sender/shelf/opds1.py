"""The catalogue as Atom: OPDS 1.2. One feed a file, with relative links, so that the folder can lie anywhere.

Source: OPDS Catalog 1.2; RFC 4287 (Atom); RFC 4685 for `thr:count`; OpenSearch 1.1 for the numbers of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from bookmaker.sender.shelf.books import ShelfBook
from bookmaker.sender.shelf.catalog import PAGE_SIZE, Listing, Shelf
from bookmaker.wording import wording

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/terms/"
_OPDS = "http://opds-spec.org/2010/catalog"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_THR = "http://purl.org/syndication/thread/1.0"
_NAMES = {None: _ATOM, "dc": _DC, "opds": _OPDS, "opensearch": _SEARCH, "thr": _THR}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CATALOG = "application/atom+xml;profile=opds-catalog;kind="
NAVIGATION, ACQUISITION = f"{_CATALOG}navigation", f"{_CATALOG}acquisition"
ROOT = "root"


def make_feeds(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """All feeds, by the name of their file."""
    yield f"{ROOT}.xml", _root(shelf)
    for menu in shelf.menus:
        feed = _feed(shelf, menu.name, menu.title, NAVIGATION)
        for listing in menu.listings:
            _add_way(feed, shelf, listing.name, listing.title, ACQUISITION, len(listing.books))
        yield f"{menu.name}.xml", _to_bytes(feed)
    for listing in shelf.listings():
        for index, books in enumerate(listing.pages()):
            yield f"{listing.page_name(index)}.xml", _acquisition(shelf, listing, index, books)


def _root(shelf: Shelf) -> bytes:
    feed = _feed(shelf, ROOT, shelf.title, NAVIGATION)
    new = "http://opds-spec.org/sort/new"
    _add_way(feed, shelf, shelf.new.name, shelf.new.title, ACQUISITION, len(shelf.new.books), new)
    _add_way(feed, shelf, shelf.all.name, shelf.all.title, ACQUISITION, len(shelf.all.books))
    for menu in shelf.menus:
        _add_way(feed, shelf, menu.name, menu.title, NAVIGATION, len(menu.listings))
    return _to_bytes(feed)


def _acquisition(shelf: Shelf, listing: Listing, index: int, books: tuple[ShelfBook, ...]) -> bytes:
    feed = _feed(shelf, listing.page_name(index), listing.title, ACQUISITION)
    last = len(listing.pages()) - 1
    for rel, target in (("first", 0), ("previous", index - 1), ("next", index + 1), ("last", last)):
        if last and 0 <= target <= last:
            _link(feed, rel, f"{listing.page_name(target)}.xml", ACQUISITION)
    for menu in shelf.menus:
        for facet in menu.listings:
            link = _link(feed, "http://opds-spec.org/facet", f"{facet.name}.xml", ACQUISITION, facet.title)
            link.set(f"{{{_OPDS}}}facetGroup", wording(shelf.language, f"shelf_{menu.group}"))
            link.set(f"{{{_THR}}}count", str(len(facet.books)))
            if facet == listing:
                link.set(f"{{{_OPDS}}}activeFacet", "true")
    for name, number in (
        ("totalResults", len(listing.books)),
        ("itemsPerPage", PAGE_SIZE),
        ("startIndex", index * PAGE_SIZE + 1),
    ):
        _add(feed, name, str(number), namespace=_SEARCH)
    for book in books:
        _add_book(feed, book)
    return _to_bytes(feed)


def _feed(shelf: Shelf, name: str, title: str, kind: str) -> etree._Element:
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMES)
    feed.set(_LANG, shelf.language)
    _add(feed, "id", shelf.id_of(name))
    _add(feed, "title", title)
    _add(feed, "updated", _stamp(shelf.updated))
    _author(feed, shelf.title)
    _link(feed, "self", f"{name}.xml", kind)
    _link(feed, "start", f"{ROOT}.xml", NAVIGATION)
    if name != ROOT:
        _link(feed, "up", f"{ROOT}.xml", NAVIGATION)
    _link(feed, "alternate", "../index.html", "text/html")
    return feed


def _add_way(
    feed: etree._Element, shelf: Shelf, name: str, title: str, kind: str, count: int, rel: str = "subsection"
) -> None:
    """An entry of a navigation feed. Atom wants content where no `alternate` is linked."""
    entry = _add(feed, "entry")
    _add(entry, "title", title)
    _add(entry, "id", shelf.id_of(name))
    _add(entry, "updated", _stamp(shelf.updated))
    what = str(count) if kind == NAVIGATION else wording(shelf.language, "shelf_count", count=count)
    _add(entry, "content", what).set("type", "text")
    _link(entry, rel, f"{name}.xml", kind)


def _add_book(feed: etree._Element, book: ShelfBook) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", book.title)
    _add(entry, "id", book.id)
    _add(entry, "updated", _stamp(book.modified))
    _add(entry, "published", _stamp(book.published))
    for name in book.authors:
        _author(entry, name)
    _add(entry, "language", book.language, namespace=_DC)
    _add(entry, "issued", f"{book.published:%Y-%m-%d}", namespace=_DC)
    if book.pages:
        _add(entry, "extent", wording(book.language, "shelf_pages", count=book.pages), namespace=_DC)
    for tag in book.tags:
        category = _add(entry, "category")
        category.set("term", tag)
        category.set("label", tag)
    if book.summary:
        _add(entry, "summary", book.summary).set("type", "text")
    _link(entry, "http://opds-spec.org/image", f"../covers/{book.name}.jpg", "image/jpeg")
    _link(entry, "http://opds-spec.org/image/thumbnail", f"../covers/{book.name}-small.jpg", "image/jpeg")
    for file in book.files:
        rel = "http://opds-spec.org/acquisition/open-access"
        _link(entry, rel, f"../books/{file.name}", file.media_type).set("length", str(file.size_bytes))
    _link(entry, "alternate", f"../index.html#{book.name}", "text/html")


def _add(
    parent: etree._Element, name: str, text: str | None = None, namespace: str = _ATOM
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = text
    return element


def _author(parent: etree._Element, name: str) -> None:
    _add(_add(parent, "author"), "name", name)


def _link(parent: etree._Element, rel: str, href: str, type: str, title: str = "") -> etree._Element:
    link = _add(parent, "link")
    for key, value in (("rel", rel), ("href", href), ("type", type), ("title", title)):
        if value:
            link.set(key, value)
    return link


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _to_bytes(feed: etree._Element) -> bytes:
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
