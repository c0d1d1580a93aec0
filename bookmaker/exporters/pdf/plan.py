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
    """0 for a part or what stands beside parts, 1 for a chapter, 2 for a heading in it."""
    number: int
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The body of a book, from the page numbered 1."""

    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]

    @property
    def next_number(self) -> int:
        """The folio of the page after the last."""
        last = self.sections[-1]
        return last.first_number + last.laid_out.page_count

    def page_numbers(self) -> dict[str, int]:
        """The folio of the page that each anchor stands on."""
        return {
            place.anchor: section.first_number + place.page_index
            for section in self.sections
            for place in reversed(section.laid_out.places)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RectoOpenings:
    """What begins on a right-hand page, after a blank one where need be. What is after the text is a part."""

    parts: bool = False
    chapters: bool = False


ANYWHERE = RectoOpenings()


def plan_body(
    book: Book,
    documents: Mapping[str, ChapterDocument],
    chapters: Laid,
    parts: Laid,
    recto: RectoOpenings = ANYWHERE,
) -> Plan:
    """Number the pages of parts and chapters. Both mappings go by id."""
    sections: list[Section] = []
    entries: list[Entry] = []
    number = 1
    for part in book.parts:
        if part.id in parts:
            number = _next(number, recto.parts)
            section = Section(laid_out=parts[part.id], first_number=number, part_id=part.id)
            sections.append(section)
            entries.append(Entry(title=part.title, anchor=part.id, level=0, number=number, is_part=True))
            number += section.laid_out.page_count
        for chapter in part.chapters:
            document = documents[chapter.id]
            number = _next(number, recto.chapters)
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


def add_back_matter(
    plan: Plan,
    book: Book,
    back: Sequence[tuple[ChapterDocument, LaidOut]],
    recto: RectoOpenings = ANYWHERE,
) -> Plan:
    """The plan with the pages after the text. Order: the book's."""
    level = 0 if any(part.title for part in book.parts) else 1
    number = _next(plan.next_number, recto.parts)
    sections: list[Section] = []
    entries: list[Entry] = []
    for document, laid_out in back:
        title = document.title
        sections.append(
            Section(
                laid_out=laid_out,
                first_number=number,
                chapter_id=document.id,
                verso_head=book.title,
                recto_head=title or book.title,
            )
        )
        if title:
            entries.append(Entry(title=title, anchor=document.id, level=level, number=number))
        number += laid_out.page_count
    return Plan(sections=(*plan.sections, *sections), entries=(*plan.entries, *entries))


def _next(number: int, is_recto: bool) -> int:
    """The page, or the next if that is to be an odd one."""
    return number + (is_recto and number % 2 == 0)


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
