"""What is to be made of a rendered book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bookmaker.addresses import address_table, find_anchor
from bookmaker.matter.pages import Matter, back_matter
from bookmaker.model import Asset, Book, ChapterDocument, Format, PreparedImage
from bookmaker.publishing import (
    PLAIN_CONTENTS,
    USUAL,
    ContentsOptions,
    EpubOptions,
    Imposition,
    Links,
    Openings,
    PdfVariant,
    Purpose,
)

#: What an edition without a date is of.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Formats, shape and place of the files. `modified` is UTC; None means the newest post's date.

    Without `page` the theme decides; `style` is the author's CSS, which goes after the theme's.
    """

    formats: tuple[Format, ...] = ("epub", "pdf")
    page: str = ""
    theme: str = "classic"
    style: str = ""
    out: Path = Path("out")
    modified: datetime | None = None
    now: datetime | None = None
    """The date of an EPUB that replaces an edition with other content; None: former editions do not count."""
    contents: ContentsOptions = PLAIN_CONTENTS
    epub: EpubOptions = USUAL
    pdf_variant: PdfVariant = "pdf/ua-1"
    impose: Imposition = "none"
    purpose: Purpose | None = None
    """What the PDF is for; None where the theme decides."""
    links: Links | None = None
    """What becomes of addresses in the PDF; None: they are listed, unless it is for screens."""
    openings: Openings = "recto"
    """Where chapters of a PDF for print begin."""


@dataclass(frozen=True, kw_only=True)
class RenderedBook:
    """A book whose chapters are XHTML and whose pictures are prepared. Order: reading order.

    `texts` are the author's own pages before and after the chapters.
    """

    book: Book
    documents: tuple[ChapterDocument, ...]
    texts: tuple[ChapterDocument, ...] = ()
    images: Mapping[str, PreparedImage] = field(hash=False)

    @cached_property
    def cover(self) -> Asset | None:
        """The picture that is the author's own cover; None where there is none, or it cannot be shown."""
        texts = {text.id: text for text in self.texts}
        page = self.book.cover
        return next(iter(texts[page.id].assets), None) if page and page.id in texts else None

    @cached_property
    def front(self) -> tuple[Matter, ...]:
        """The author's own pages before the chapters."""
        texts = {text.id: text for text in self.texts}
        pages = (page for page in self.book.front if page.id in texts)
        return tuple(Matter(page=page, document=texts[page.id]) for page in pages)

    @cached_property
    def back(self) -> tuple[Matter, ...]:
        """The pages after the chapters."""
        return back_matter(self.book, self.documents, self.texts)

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        return address_table(self.book.posts, self.book.site)

    @cached_property
    def _anchors(self) -> frozenset[str]:
        return frozenset(anchor for document in self.documents for anchor in document.anchors)

    def find_anchor(self, href: str) -> str | None:
        """The anchor in this book that an absolute address leads to, or None."""
        return find_anchor(href, self._addresses, self._anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file. Units: `pages` only for formats that have them."""

    format: Format
    path: str
    sha256: str
    media_type: str
    size_bytes: int
    pages: int | None = None
