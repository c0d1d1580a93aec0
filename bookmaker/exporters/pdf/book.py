"""From a rendered book to a PDF file: hand out the layout, then plan and assemble what comes back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bookmaker.addresses import leads_nowhere
from bookmaker.errors import Diagnostic, Outcome
from bookmaker.exporters.blocks import name_blocks
from bookmaker.exporters.edition import Edition, RenderedBook
from bookmaker.exporters.pdf.capitals import mark_capitals
from bookmaker.exporters.pdf.cover_page import cover_job
from bookmaker.exporters.pdf.front import blank_job, front_job, part_job
from bookmaker.exporters.pdf.furniture import furniture_job, measure_furniture
from bookmaker.exporters.pdf.glyphs import missing_elsewhere, missing_in_chapter
from bookmaker.exporters.pdf.layout import LaidOut, LayoutJob, lay_out_section, recall_section
from bookmaker.exporters.pdf.link_notes import PrintedLinks, digits_of_numbers
from bookmaker.exporters.pdf.plan import Plan, RectoOpenings, add_back_matter, plan_body
from bookmaker.exporters.pdf.references import colour_charts, refers_to_pages, set_page_numbers
from bookmaker.exporters.pdf.stylesheets import make_sheets
from bookmaker.lost import chapter_lost, lost_chapter
from bookmaker.matter.captions import find_figures, name_figures
from bookmaker.mishaps import is_of_one_task
from bookmaker.model import ChapterDocument
from bookmaker.wording import is_rtl
from bookmaker.workshop import Workshop

if TYPE_CHECKING:
    from bookmaker.exporters.pdf.assembling.assembly import Assembly

_Laid = Future[Outcome[LaidOut]]
# A page of text takes about as long as a page of pictures; a picture fills a third of one.
_WORDS_PER_PICTURE = 80
#: Of what was rendered now, and of what a whole book waits for: more than the words of any chapter.
_NEW, _AWAITED = 1_000_000_000, math.inf


class PdfBook:
    """A PDF in the making. Layout starts at once; `gather` waits for it."""

    def __init__(self, rendered: RenderedBook, edition: Edition, workshop: Workshop):
        self.rendered = rendered
        self.workshop = workshop
        self.variant, self.contents = edition.pdf_variant, edition.contents
        self.sheets = make_sheets(edition)
        self.purpose = edition.purpose or self.sheets.theme.purpose
        self.links = edition.links or ("plain" if self.purpose == "screen" else "endnotes")
        is_bound = self.purpose == "print"
        self.recto = RectoOpenings(parts=is_bound, chapters=is_bound and edition.openings == "recto")
        self.language = rendered.book.language
        self.lost: list[Diagnostic] = []
        documents = sorted(rendered.documents, key=self._priority, reverse=True)
        workshop.progress.expect("layout", len(documents))
        self.chapters = {
            document.id: self._submit(self._chapter_job(document), self._priority(document))
            for document in documents
        }
        for future in self.chapters.values():
            future.add_done_callback(lambda _: workshop.progress.advance("layout"))
        mark, front = workshop.fingerprint, self.sheets.front
        self.parts = {
            part.id: self._submit(part_job(rendered, part, front, mark))
            for part in rendered.book.parts
            if part.title
        }
        self.unnumbered = self._unnumbered()
        self.heads = self._heads()
        frame = furniture_job(
            self.heads, self.language, self.sheets.furniture, mark, is_mirrored=self.purpose == "print"
        )
        self.furniture = self._submit(frame)
        self.blank = self._submit(blank_job(self.language, self.sheets.text, mark))

    def _priority(self, document: ChapterDocument) -> int:
        """First what was rendered now, for the pages of others may be in the store; then the longest."""
        is_new = ("render", document.id) in self.workshop.done
        return is_new * _NEW + document.words + _WORDS_PER_PICTURE * len(document.assets)

    def _unnumbered(self) -> dict[str, _Laid]:
        """Back matter that waits for no numbers of pages: the author's own, and some of the program's."""
        texts = {text.id: text for text in self.rendered.texts}
        own = [texts[page.id] for page in self.rendered.book.back if page.id in texts]
        others = [matter.document for matter in self.rendered.back if matter.document.id not in texts]
        return {text.id: self._submit(self._chapter_job(text)) for text in own} | {
            document.id: self._submit(self._matter_job(document, {}))
            for document in others
            if not refers_to_pages(document.xhtml)
        }

    @cached_property
    def plan(self) -> Plan:
        """Which page is where, as soon as all pages are laid out. Raises: RenderError."""
        documents = {document.id: document for document in self.rendered.documents}
        for document in self.rendered.documents:
            error = self.chapters[document.id].exception()
            if error is not None and is_of_one_task(error):
                documents[document.id] = self._replace(document, error)
        chapters = {name: future.result().value for name, future in self.chapters.items()}
        parts = {name: future.result().value for name, future in self.parts.items()}
        return plan_body(self.rendered.book, documents, chapters, parts, self.recto)

    def _replace(self, document: ChapterDocument, error: BaseException) -> ChapterDocument:
        """Put pages that say so in the place of a chapter that could not be laid out."""
        paths = {chapter.id: chapter.posts[0].path for chapter in self.rendered.book.chapters}
        self.lost.append(chapter_lost(document.title, "the PDF", error, paths[document.id]))
        anchors = (*document.anchors, *(anchor for anchor, _ in find_figures(document)))
        stand_in = lost_chapter(document.id, document.title, document.language, anchors, self.language)
        self.chapters[document.id] = self._submit(self._chapter_job(stand_in))
        return stand_in

    @cached_property
    def whole_plan(self) -> Plan:
        """The plan with the back matter, which is laid out when all other pages have their numbers."""
        laid = [(document, future.result().value) for document, future in self.back]
        return add_back_matter(self.plan, self.rendered.book, laid, self.recto)

    @cached_property
    def back(self) -> list[tuple[ChapterDocument, _Laid]]:
        """The back matter, handed out for layout. Waits until all other pages are there."""
        numbers = self.plan.page_numbers()
        return [(matter.document, self._back_job(matter.document, numbers)) for matter in self.rendered.back]

    @cached_property
    def front(self) -> _Laid:
        """The front matter, handed out for layout. Waits until all other pages are there."""
        mark, sheets = self.workshop.fingerprint, self.sheets
        job = front_job(self.rendered, self.whole_plan, self.contents, sheets.size, sheets.front, mark)
        return self._submit(job, _AWAITED)

    def gather(self, cover: LaidOut, modified: datetime) -> Outcome[Assembly]:
        """All that goes into the file. Raises: RenderError."""
        # Here, so that layout is handed out before pikepdf is loaded.
        from bookmaker.exporters.pdf.assembling.assembly import Assembly

        problems = list(self.lost)
        chapters = {name: _take(future, problems) for name, future in self.chapters.items()}
        parts = {name: _take(future, problems) for name, future in self.parts.items()}
        problems += self._missing_glyphs(chapters, parts)
        for _, future in self.back:
            _take(future, problems)
        assembly = Assembly(
            book=self.rendered.book,
            cover=cover,
            front=_take(self.front, problems),
            plan=self.whole_plan,
            furniture=measure_furniture(
                _take(self.furniture, problems), self.heads, self.sheets.size, is_rtl=is_rtl(self.language)
            ),
            blank=_take(self.blank, problems),
            gutter_pt=self.sheets.size.gutter_pt if self.purpose == "print" else 0.0,
            has_spreads=self.purpose != "screen",
            images=self.rendered.images,
            find_anchor=self.rendered.find_anchor,
            is_dead=leads_nowhere,
            modified=modified,
            variant=self.variant,
        )
        # Every section says the same of a style sheet.
        return Outcome(assembly, tuple(dict.fromkeys(problems)))

    def _missing_glyphs(
        self, chapters: Mapping[str, LaidOut], parts: Mapping[str, LaidOut]
    ) -> Iterator[Diagnostic]:
        told: set[str] = set()
        for chapter in self.rendered.book.chapters:
            yield from missing_in_chapter(chapter, chapters[chapter.id].missing)
            told.update(chapters[chapter.id].missing)
        others = (character for part in parts.values() for character in part.missing)
        yield from missing_elsewhere(dict.fromkeys(other for other in others if other not in told))

    def _submit(self, job: LayoutJob, priority: float = 0) -> _Laid:
        job = replace(job, is_tagged=job.is_tagged and self.variant != "plain")
        # Books that are made together have chapters in common.
        return self.workshop.submit(
            lay_out_section,
            job,
            self.workshop.store,
            recall=recall_section,
            once=job.key,
            priority=priority,
        )

    def _chapter_job(self, document: ChapterDocument) -> LayoutJob:
        body = self._print_links(document)
        body = mark_capitals(body) if self.sheets.marks_capitals else body
        return replace(self._job(document, body, self.sheets.text), fits=self.sheets.size)

    def _job(self, document: ChapterDocument, body: str, styles: tuple[str, ...]) -> LayoutJob:
        return LayoutJob(
            id=document.id,
            title=document.title,
            language=document.language,
            direction=document.direction,
            body=body,
            styles=styles,
            images=tuple((asset.key, asset.width_px, asset.height_px) for asset in document.assets),
            anchors=document.anchors,
            fingerprint=self.workshop.fingerprint,
        )

    def _print_links(self, document: ChapterDocument) -> str:
        xhtml = name_blocks(name_figures(document))
        return self.printed_links.print_links(document, xhtml) if self.links == "endnotes" else xhtml

    @cached_property
    def printed_links(self) -> PrintedLinks:
        """What print says of links in this book."""
        rendered = self.rendered
        return PrintedLinks(
            language=self.language,
            digits=digits_of_numbers(rendered.documents, self.sheets.size),
            find_anchor=rendered.find_anchor,
            is_dead=leads_nowhere,
        )

    def _back_job(self, document: ChapterDocument, numbers: Mapping[str, int]) -> _Laid:
        return self.unnumbered.get(document.id) or self._submit(self._matter_job(document, numbers), _AWAITED)

    def _matter_job(self, document: ChapterDocument, numbers: Mapping[str, int]) -> LayoutJob:
        numbered = set_page_numbers(document.xhtml, numbers, self.language)
        return self._job(document, colour_charts(numbered, self.sheets.theme), self.sheets.front)

    def _heads(self) -> tuple[str, ...]:
        book = self.rendered.book
        parts = (part.title or book.title for part in book.parts)
        chapters = (document.title for document in self.rendered.documents)
        back = (matter.document.title for matter in self.rendered.back)
        return tuple(dict.fromkeys((*parts, *chapters, *filter(None, back), book.title)))


def book_cover_job(rendered: RenderedBook, edition: Edition, fingerprint: str) -> LayoutJob:
    """The cover of an edition."""
    job = cover_job(rendered, make_sheets(edition), fingerprint)
    return replace(job, is_tagged=edition.pdf_variant != "plain")


def _take(future: _Laid, problems: list[Diagnostic]) -> LaidOut:
    outcome = future.result()
    problems += outcome.diagnostics
    return outcome.value
