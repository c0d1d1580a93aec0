"""Which page is where: the sections of a book in order, their numbers, and the tree of its outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookmaker.exporters.pdf.layout import LaidOut
from bookmaker.model import Book, ChapterDocument

Laid = Mapping[str, LaidOut]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages that come in one piece. `first_number` is the folio of the first, counted from 1."""

    laid_out: LaidOut
    first_number: int
    chapter_id: str = ""
    """Empty for the opening of a part, which has neither running head nor folio."""
    part_id: str = ""
    verso_head: str = ""
    recto_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents and of the outline."""

    title: str
    anchor: str
    level: int
    """0 for a part, 1 for a chapter, 2 for a heading in it."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The body of a book, from the page numbered 1."""

    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]

    @property
    def contents(self) -> tuple[Entry, ...]:
        """Parts and chapters."""
        return tuple(entry for entry in self.entries if entry.level < 2)


def plan_body(book: Book, documents: Mapping[str, ChapterDocument], chapters: Laid, parts: Laid) -> Plan:
    """Number the pages of parts and chapters. Both mappings go by id."""
    sections: list[Section] = []
    entries: list[Entry] = []
    number = 1
    for part in book.parts:
        if part.id in parts:
            section = Section(laid_out=parts[part.id], first_number=number, part_id=part.id)
            sections.append(section)
            entries.append(Entry(title=part.title, anchor=part.id, level=0, number=number))
            number += section.laid_out.page_count
        for chapter in part.chapters:
            document = documents[chapter.id]
            section = Section(
                laid_out=chapters[chapter.id],
                first_number=number,
                chapter_id=chapter.id,
                verso_head=part.title or book.title,
                recto_head=document.title,
            )
            sections.append(section)
            entries += _chapter_entries(document, section)
            number += section.laid_out.page_count
    return Plan(sections=tuple(sections), entries=tuple(entries))


def _chapter_entries(document: ChapterDocument, section: Section) -> Sequence[Entry]:
    pages = {place.anchor: place.page_index for place in reversed(section.laid_out.places)}
    return [
        Entry(
            title=heading.text,
            anchor=heading.anchor,
            level=heading.level,
            number=section.first_number + pages[heading.anchor],
        )
        for heading in document.headings
        if heading.level <= 2
    ]
