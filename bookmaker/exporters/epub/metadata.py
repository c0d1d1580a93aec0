"""What the package says of the book: who made it, what it is about, where it belongs.

Source: EPUB 3.3, 5.5 (metadata) and D (property vocabularies); MARC relators; ONIX code lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bookmaker.exporters.epub.names import name_to_sort, title_to_sort
from bookmaker.model import Book
from bookmaker.publishing import Contributor

_MOST_SUBJECTS = 20
_LONGEST_DESCRIPTION = 1200
#: Source: ONIX code list 5, product identifier type: ISBN-13.
_ONIX_ISBN = "15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An element of the package's metadata: Dublin Core's `name`, or a `meta` whose name is empty."""

    name: str = ""
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


def package_metadata(book: Book) -> Iterator[Entry]:
    """Everything but identifier, language, date of change and accessibility."""
    yield from _titles(book)
    yield from _people(book)
    if book.imprint.isbn:
        digits = book.imprint.isbn.replace("-", "").replace(" ", "")
        yield _element("identifier", f"urn:isbn:{digits}", "isbn")
        yield _refinement("isbn", "identifier-type", _ONIX_ISBN, scheme="onix:codelist5")
    texts = {
        "publisher": book.imprint.publisher,
        "rights": book.imprint.rights,
        "description": describe_book(book),
        "source": book.site.url,
    }
    for name, value in texts.items():
        if value:
            yield _element(name, value)
    for tag in book.tags[:_MOST_SUBJECTS]:
        yield _element("subject", tag)
    last = max(post.date for post in book.posts)
    if last.year > 1:
        yield _element("date", last.date().isoformat())
    yield from _series(book)


def describe_book(book: Book) -> str:
    """What the book is, then its posts' excerpts, as many whole ones as a shop shows."""
    lines = [book.description] if book.description else []
    excerpts = [f"{post.title}: {post.excerpt}" for post in book.posts if post.excerpt]
    length = len(book.description)
    for line in excerpts:
        length += len(line) + 2
        if length > _LONGEST_DESCRIPTION:
            break
        lines.append(line)
    return "\n\n".join(lines)


def _titles(book: Book) -> Iterator[Entry]:
    yield _element("title", book.title, "title")
    yield _refinement("title", "title-type", "main")
    sorted_as = title_to_sort(book.title, book.language)
    if sorted_as != book.title:
        yield _refinement("title", "file-as", sorted_as)
    if book.subtitle:
        yield _element("title", book.subtitle, "subtitle")
        yield _refinement("subtitle", "title-type", "subtitle")


def _people(book: Book) -> Iterator[Entry]:
    stated = dict(book.imprint.file_as)
    known = {*book.authors, *(person.name for person in book.imprint.contributors)}
    writers = dict.fromkeys(author for post in book.posts for author in post.authors if author not in known)
    others = (*book.imprint.contributors, *(Contributor(name=name) for name in writers))
    numbers = count(1)
    creators = [Contributor(name=name) for name in book.authors]
    for kind, people in (("creator", creators), ("contributor", others)):
        for person in people:
            key = f"{kind}-{next(numbers)}"
            sorted_as = person.file_as or stated.get(person.name) or name_to_sort(person.name, book.language)
            yield _element(kind, person.name, key)
            yield _refinement(key, "role", person.role, scheme="marc:relators")
            yield _refinement(key, "file-as", sorted_as)


def _series(book: Book) -> Iterator[Entry]:
    if not book.imprint.series:
        return
    attributes = (("property", "belongs-to-collection"), ("id", "series"))
    yield Entry(value=book.imprint.series, attributes=attributes)
    yield _refinement("series", "collection-type", "series")
    if book.imprint.series_number:
        yield _refinement("series", "group-position", book.imprint.series_number)


def _element(name: str, value: str, key: str = "") -> Entry:
    return Entry(name=name, value=value, attributes=(("id", key),) if key else ())


def _refinement(key: str, name: str, value: str, scheme: str = "") -> Entry:
    attributes = (("refines", f"#{key}"), ("property", name), *((("scheme", scheme),) if scheme else ()))
    return Entry(value=value, attributes=attributes)
