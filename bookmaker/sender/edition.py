"""A finished edition as it is sent: its files, and what they say of themselves.

In: an EPUB, a PDF, or both beside each other under one name. Out: a `FinishedEdition`. An edition is known by
the SHA-256 of its EPUB, or of its PDF where there is no EPUB.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from bookmaker.errors import DeliveryError, SourceError
from bookmaker.identifiers import text_to_slug
from bookmaker.sender.readers.reader import is_fit_for_header

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
#: The folder, beside an EPUB, of the same EPUB with lighter pictures.
_LIGHTER = "light"
_DAMAGE = (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError)
MEDIA_TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """One file of an edition. `file_name` is ASCII: Kindle and old mail programs show no other."""

    format: str
    path: Path
    file_name: str
    size_bytes: int

    @property
    def media_type(self) -> str:
        """What a message calls it."""
        return MEDIA_TYPES[self.format]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedEdition:
    """What is sent. `subjects` are as written; `cover` are a picture's bytes, or nothing.

    `summary` is the first paragraph of the description; `published` and `modified` are ISO 8601 or empty.
    """

    hash: str
    name: str
    identifier: str
    title: str
    authors: tuple[str, ...]
    language: str
    description: str
    summary: str
    subjects: tuple[str, ...]
    series: str
    published: str
    modified: str
    chapters: tuple[str, ...]
    cover: bytes
    files: tuple[EditionFile, ...]
    lighter: EditionFile | None = None
    """The EPUB with lighter pictures, for mail that takes no more."""
    volumes: tuple[FinishedEdition, ...] = ()
    """The same book in parts, for mail that does not even take the lighter one."""

    def file(self, format: str) -> EditionFile | None:
        """The file of a format."""
        return next((file for file in self.files if file.format == format), None)


def find_edition(book: str, folder: Path) -> FinishedEdition:
    """Find an edition by a file's path, or by its name in `folder`. Raises: SourceError, DeliveryError."""
    path = Path(book)
    stem = path.with_suffix("") if path.suffix.lower() in (".epub", ".pdf") else folder / book
    found = {
        format: stem.with_name(f"{stem.name}.{format}")
        for format in MEDIA_TYPES
        if stem.with_name(f"{stem.name}.{format}").is_file()
    }
    if not found:
        raise SourceError(f"no file {stem}.epub or {stem}.pdf", "build the book first, or correct the path")
    return read_edition(found)


def read_edition(paths: dict[str, Path]) -> FinishedEdition:
    """Read the files of an edition, by format. Raises: SourceError, DeliveryError."""
    main = paths.get("epub") or paths["pdf"]
    facts = _read_epub(main) if "epub" in paths else _Facts(title=main.stem)
    for text in (facts.title, *facts.authors):
        if not is_fit_for_header(text):
            raise DeliveryError(
                f"the title or an author of {main} has characters that could forge a header",
                "correct it in book.toml, and build the book again",
            )
    return FinishedEdition(
        hash=hashlib.sha256(main.read_bytes()).hexdigest(),
        name=main.stem,
        identifier=facts.identifier or main.stem,
        title=facts.title,
        authors=facts.authors,
        language=facts.language,
        description=facts.description,
        summary=facts.summary,
        subjects=facts.subjects,
        series=facts.series,
        published=facts.published,
        modified=facts.modified,
        chapters=facts.chapters,
        cover=facts.cover,
        files=tuple(_file(format, path) for format, path in paths.items()),
        lighter=_find_lighter(main, facts.identifier) if "epub" in paths else None,
    )


def _find_lighter(epub: Path, identifier: str) -> EditionFile | None:
    """`light/NAME.epub`, if it is the same book. Raises: SourceError where it is another."""
    path = epub.parent / _LIGHTER / epub.name
    if not path.is_file():
        return None
    if _read_epub(path).identifier != identifier:
        raise SourceError(f"{path} is another book than {epub}", "remove it, or build it again")
    return _file("epub", path)


def _file(format: str, path: Path) -> EditionFile:
    name = f"{text_to_slug(path.stem) or 'book'}.{format}"
    return EditionFile(format=format, path=path, file_name=name, size_bytes=path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What an EPUB says of itself; a PDF is not asked."""

    title: str
    identifier: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    description: str = ""
    summary: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    published: str = ""
    modified: str = ""
    chapters: tuple[str, ...] = ()
    cover: bytes = b""


def _read_epub(path: Path) -> _Facts:
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_package(archive, path)
    except _DAMAGE as error:
        raise SourceError(f"{path} cannot be read as an EPUB: {error}", "build it again") from error


def _read_package(archive: zipfile.ZipFile, path: Path) -> _Facts:
    container = _parse(archive.read("META-INF/container.xml"))
    place = next(iter(container.iter(f"{_CONTAINER}rootfile"))).get("full-path") or ""
    package = _parse(archive.read(place))
    items = {
        name: posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href") or "")))
        for item in package.iter(f"{_OPF}item")
        for name in (item.get("properties") or "").split()
    }
    return _Facts(
        title=" ".join(_texts(package, "title")[:1]) or path.stem,
        identifier="".join(_texts(package, "identifier")[:1]),
        authors=_texts(package, "creator"),
        language="".join(_texts(package, "language")[:1]) or "en",
        description=" ".join(_texts(package, "description")[:1]),
        summary=_first_paragraph(package),
        subjects=_texts(package, "subject"),
        series=_meta(package, "belongs-to-collection"),
        published="".join(_texts(package, "date")[:1]),
        modified=_meta(package, "dcterms:modified"),
        chapters=_chapters(_parse(archive.read(items["nav"]))) if "nav" in items else (),
        cover=archive.read(items["cover-image"]) if "cover-image" in items else b"",
    )


def _texts(package: etree._Element, name: str) -> tuple[str, ...]:
    found = (" ".join((element.text or "").split()) for element in package.iter(f"{_DC}{name}"))
    return tuple(text for text in found if text)


def _first_paragraph(package: etree._Element) -> str:
    whole = next((element.text or "" for element in package.iter(f"{_DC}description")), "")
    return " ".join(whole.strip().split("\n\n", maxsplit=1)[0].split())


def _meta(package: etree._Element, name: str) -> str:
    found = (element.text for element in package.iter(f"{_OPF}meta") if element.get("property") == name)
    return next((text.strip() for text in found if text), "")


def _chapters(nav: etree._Element) -> tuple[str, ...]:
    """The titles of the contents, its innermost entries only: parts are left out."""
    lists = [element for element in nav.iter(f"{_XHTML}nav") if "toc" in (element.get(_TYPE) or "").split()]
    links = (
        item.find(f"{_XHTML}a")
        for one in lists[:1]
        for item in one.iter(f"{_XHTML}li")
        if item.find(f"{_XHTML}ol") is None
    )
    titles = (" ".join("".join(link.itertext()).split()) for link in links if link is not None)
    return tuple(title for title in titles if title)


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
