"""From sections' pages to one PDF: order, pictures, furniture, links, and what refers to the whole.

Time goes with the number of pages, and memory with those of one section; no page is laid out here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from bookmaker.cache import Store, replacing
from bookmaker.exporters.pdf.catalog import Whole, write_catalog
from bookmaker.exporters.pdf.fonts import FontPrograms
from bookmaker.exporters.pdf.furnishing import Furnisher
from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LaidOut
from bookmaker.exporters.pdf.links import Destination, rewrite_links, write_destinations
from bookmaker.exporters.pdf.pagetree import PageTree
from bookmaker.exporters.pdf.paper import Paper
from bookmaker.exporters.pdf.pictures import Pictures
from bookmaker.exporters.pdf.plan import Plan, Section
from bookmaker.exporters.pdf.structure import SectionTree, StructureTree
from bookmaker.exporters.pdf.writing import Copier, PdfWriter
from bookmaker.model import Book, PreparedImage
from bookmaker.publishing import PdfVariant
from bookmaker.wording import is_rtl


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All that goes into the file."""

    book: Book
    cover: LaidOut
    front: LaidOut
    plan: Plan
    furniture: Furniture
    images: Mapping[str, PreparedImage]
    find_anchor: Callable[[str], str | None]
    is_dead: Callable[[str], bool]
    modified: datetime
    blank: LaidOut
    """A page with nothing on it but the theme's ground."""
    gutter_pt: float = 0.0
    """How far text moves from the spine, in points."""
    has_spreads: bool = True
    """Whether page 1 is a recto."""
    variant: PdfVariant = "pdf/ua-1"


def assemble_pdf(assembly: Assembly, store: Store, path: Path) -> int:
    """Write the PDF and return its number of pages. Raises: OSError where `path` cannot be written."""
    with (
        replacing(path) as temporary,
        temporary.open("wb") as file,
        pikepdf.open(BytesIO(store.take(assembly.furniture.laid_out.key))) as furniture,
        pikepdf.open(BytesIO(store.take(assembly.blank.key))) as blank,
    ):
        return _Assembler(PdfWriter(file), assembly, furniture, blank, store).run()


class _Assembler:
    """The file in the making: each section is opened, changed, copied and closed."""

    def __init__(
        self,
        writer: PdfWriter,
        assembly: Assembly,
        furniture: pikepdf.Pdf,
        blank: pikepdf.Pdf,
        store: Store,
    ):
        self.writer = writer
        self.assembly = assembly
        self.store = store
        self.tree = PageTree(writer)
        self.structure = StructureTree(writer)
        self.pictures = Pictures(writer, assembly.images, self._read)
        self.fonts = FontPrograms(writer)
        self.destinations: dict[str, Destination] = {}
        self.paper = Paper(writer, blank, assembly.gutter_pt, is_rtl=is_rtl(assembly.book.language))
        self.furnisher = Furnisher(
            writer, assembly.furniture, furniture, assembly.plan, assembly.book.language
        )
        self.fonts.add(furniture.pages[0].obj.Resources, assembly.furniture.laid_out)
        self.emoji: dict[bytes, int] = {}

    def run(self) -> int:
        """Append all sections, then what refers to the whole. Returns the number of pages."""
        assembly = self.assembly
        self._append(assembly.cover)
        self._append(assembly.front)
        if assembly.has_spreads and len(self.tree.pages) % 2:
            # Page 1 is a recto: it needs an even number of pages before it.
            self.tree.add_blank(self.paper.write_blank)
        front_count = len(self.tree.pages)
        for section in assembly.plan.sections:
            while len(self.tree.pages) < front_count + section.first_number - 1:
                self.tree.add_blank(self.paper.write_blank)
            self._append(section.laid_out, section)
        self.fonts.embed(self.store)
        whole = Whole(
            book=assembly.book,
            modified=assembly.modified,
            entries=assembly.plan.entries,
            destinations=self.destinations,
            front_count=front_count,
            pages=self.tree.finish(),
            names=write_destinations(self.writer, self.destinations),
            variant=assembly.variant,
            structure=self.structure.finish(assembly.book.language),
        )
        self.writer.finish(*write_catalog(self.writer, whole))
        return len(self.tree.pages)

    def _append(self, laid_out: LaidOut, section: Section | None = None) -> None:
        """Copy a section's pages. `section` is given for those of the body."""
        with pikepdf.open(BytesIO(self.store.take(laid_out.key))) as pdf:
            copier = Copier(pdf, self.writer, self.emoji)
            pages = [page.obj for page in pdf.pages]
            # A section's pages share one dictionary of resources.
            resources = pages[0].Resources
            self.fonts.add(resources, laid_out)
            self.pictures.insert(resources)
            self.furnisher.refer(laid_out, pdf)
            if section and section.chapter_id:
                self.furnisher.furnish(section, pdf)
            elif section:
                self.furnisher.number(section, pdf)
            section_tree = SectionTree(pdf)
            find, is_dead = self.assembly.find_anchor, self.assembly.is_dead
            rewrite_links(pages, find, is_dead, section_tree.forget_link)
            self.structure.renumber(pages)
            if laid_out is not self.assembly.cover:
                for offset, leaf in enumerate(pdf.pages):
                    self.paper.move(leaf, pdf, len(self.tree.pages) + offset)
            self.tree.add(pages, copier)
            self.structure.add(section_tree, copier)
            for place in laid_out.places:
                if place.anchor.startswith(NUMBER_SIGN):
                    continue
                target = Destination(copier.number_of(pages[place.page_index]), place.x_pt, place.y_pt)
                self.destinations.setdefault(place.anchor, target)

    def _read(self, image: PreparedImage) -> bytes:
        return self.store.take(image.cache_key)
