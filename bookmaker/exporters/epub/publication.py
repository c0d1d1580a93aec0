"""A publication: all that goes into an EPUB, and the task of writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bookmaker.cache import Store
from bookmaker.exporters.pagination import NO_PAGES, Pagination
from bookmaker.matter.pages import Matter
from bookmaker.model import Book, ChapterDocument, PreparedImage
from bookmaker.publishing import USUAL, EpubOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that goes into the file. `documents` and `images` go by id and key."""

    book: Book
    years: str
    documents: Mapping[str, ChapterDocument]
    images: Mapping[str, PreparedImage]
    cover_jpeg: bytes
    find_anchor: Callable[[str], str | None]
    is_dead: Callable[[str], bool]
    modified: datetime
    now: datetime | None = None
    """Where it is known, a changed edition of the file that is replaced gets it as its date."""
    options: EpubOptions = USUAL
    stacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Families of fonts by the selector that is set in them, where they are to be embedded."""
    pagination: Pagination = NO_PAGES
    front: tuple[Matter, ...] = ()
    """The author's own pages before the text; their documents are among `documents` too."""
    back: tuple[Matter, ...] = ()
    """The pages after the text, likewise."""

    @property
    def ordered(self) -> tuple[ChapterDocument, ...]:
        """All documents in reading order."""
        chapters = (self.documents[chapter.id] for chapter in self.book.chapters)
        front, back = (tuple(matter.document for matter in side) for side in (self.front, self.back))
        return (*front, *chapters, *back)


def write_epub(publication: Publication, store: Store, path: Path) -> None:
    """Write the EPUB. Raises: OSError where `path` cannot be written, ExportError."""
    # Here, because mostly workers write: who has them do so need not load EbookLib.
    from bookmaker.exporters.epub.files import write_publication

    write_publication(publication, store, path)
