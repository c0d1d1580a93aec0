"""Which page of the PDF edition each part of the text is on, for formats that have no pages of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bookmaker.exporters.pdf.plan import Plan
from bookmaker.wording import number_in_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPages:
    """The pages of a chapter or part: their numbers as printed, and the first block that begins on each."""

    numbers: tuple[str, ...]
    blocks: tuple[str, ...]
    """Empty where a page holds but the middle of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The pages of a book's other edition, by part and chapter. `source` says which edition that is."""

    source: str = ""
    chapters: Mapping[str, ChapterPages] = field(default_factory=dict)

    def numbers(self, order: Sequence[str]) -> tuple[str, ...]:
        """All numbers in reading order. `order`: ids of parts and chapters."""
        return tuple(number for key in order if key in self.chapters for number in self.chapters[key].numbers)


NO_PAGES = Pagination()


def paginate(plan: Plan, language: str, source: str) -> Pagination:
    """Read the pages from the plan of a PDF."""
    chapters = {}
    for section in plan.sections:
        laid_out = section.laid_out
        last = section.first_number + laid_out.page_count
        chapters[section.chapter_id or section.part_id] = ChapterPages(
            numbers=tuple(number_in_digits(number, language) for number in range(section.first_number, last)),
            blocks=laid_out.starts,
        )
    return Pagination(source=source, chapters=chapters)
