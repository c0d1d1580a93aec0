"""From sections' pages to one PDF: order, pictures, furniture, links, and what refers to the whole.

Time goes with the number of pages, and memory with those of one section; no page is laid out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.cache import Store, replacing
from bookmaker.exporters.pdf.catalog import Whole, write_catalog
from bookmaker.exporters.pdf.fonts import FontPrograms
from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LaidOut
from bookmaker.exporters.pdf.links import Destination, rewrite_links, write_destinations
from bookmaker.exporters.pdf.page_references import PageReferences, fonts_of, pages_with_references
from bookmaker.exporters.pdf.pagetree import PageTree
from bookmaker.exporters.pdf.pictures import Pictures
from bookmaker.exporters.pdf.plan import Plan, Section
from bookmaker.exporters.pdf.structure import SectionTree, StructureTree
from bookmaker.exporters.pdf.writing import Copier, PdfWriter, reference
from bookmaker.model import Book, PreparedImage
from bookmaker.publishing import PdfVariant

_HEAD, _DIGIT = "BookmakerHead", "BookmakerDigit"


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
    variant: PdfVariant = "pdf/ua-1"


def assemble_pdf(assembly: Assembly, store: Store, path: Path) -> int:
    """Write the PDF and return its number of pages. Raises: OSError where `path` cannot be written."""
    with (
        replacing(path) as temporary,
        temporary.open("wb") as file,
        pikepdf.open(BytesIO(store.take(assembly.furniture.laid_out.key))) as furniture,
    ):
        return _Assembler(PdfWriter(file), assembly, furniture, store).run()


class _Assembler:
    """The file in the making: each section is opened, changed, copied and closed."""

    def __init__(self, writer: PdfWriter, assembly: Assembly, furniture: pikepdf.Pdf, store: Store):
        self.writer = writer
        self.assembly = assembly
        self.store = store
        self.tree = PageTree(writer)
        self.structure = StructureTree(writer)
        self.pictures = Pictures(writer, assembly.images, self._read)
        self.fonts = FontPrograms(writer)
        self.numbers = assembly.plan.page_numbers()
        self.destinations: dict[str, Destination] = {}
        self.page_size_pt = (0.0, 0.0)
        self.furniture = furniture
        self.furniture_copier = Copier(furniture, writer)
        self.fonts.add(furniture.pages[0].obj.Resources, assembly.furniture.laid_out)
        self.references: PageReferences | None = None
        self.numbers: dict[str, int] = {}
        self.forms: dict[int, int] = {}
        self.emoji: dict[bytes, int] = {}
        self.save = writer.allocate()
        writer.write_stream(self.save, b"<< /Length 1 >>", b"q")

    def run(self) -> int:
        """Append all sections, then what refers to the whole. Returns the number of pages."""
        assembly = self.assembly
        self._append(assembly.cover)
        self._append(assembly.front)
        if len(self.tree.pages) % 2:
            # Page 1 is a recto: it needs an even number of pages before it.
            self.tree.add_blank(self.page_size_pt)
        front_count = len(self.tree.pages)
        for section in assembly.plan.sections:
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
            self.page_size_pt = float(pages[0].MediaBox[2]), float(pages[0].MediaBox[3])
            self.fonts.add(resources, laid_out)
            self.pictures.insert(resources)
            self._refer(laid_out, pdf)
            if section and section.chapter_id:
                self._furnish(section, pdf)
            elif section:
                self._number(section, pdf)
            section_tree = SectionTree(pdf)
            find, is_dead = self.assembly.find_anchor, self.assembly.is_dead
            rewrite_links(pages, find, is_dead, section_tree.forget_link)
            self.structure.renumber(pages)
            for page in pages:
                self.tree.add(page, copier)
            self.structure.add(section_tree, copier)
            for place in laid_out.places:
                if place.anchor.startswith(NUMBER_SIGN):
                    continue
                target = Destination(copier.number_of(pages[place.page_index]), place.x_pt, place.y_pt)
                self.destinations.setdefault(place.anchor, target)

    def _refer(self, laid_out: LaidOut, pdf: pikepdf.Pdf) -> None:
        """Put the numbers of pages where a section refers to others."""
        indexes = pages_with_references({place.anchor: place.page_index for place in laid_out.places})
        if not indexes:
            return
        if self.references is None:
            assembly = self.assembly
            sample = self.furniture.pages[assembly.furniture.sample_page]
            self.references = PageReferences(sample, assembly.book.language, self.furniture_copier.copy)
            self.numbers = assembly.plan.page_numbers()
        for index in sorted(indexes):
            page = pdf.pages[index]
            text = self.references.write(page.obj.Contents.read_bytes(), fonts_of(page), self.numbers)
            for name, number in self.references.resources().items():
                page.obj.Resources.Font[f"/{name}"] = reference(number)
            page.obj.Contents = pdf.make_stream(text)

    def _read(self, image: PreparedImage) -> bytes:
        return self.store.take(image.cache_key)

    def _furnish(self, section: Section, pdf: pikepdf.Pdf) -> None:
        """Draw heads and folios over a chapter's pages, marked as artifacts."""
        forms = self._add_digits(pdf)
        texts = {0: section.verso_head, 1: section.recto_head}
        for side, text in texts.items():
            index = self.assembly.furniture.heads[text]
            forms[f"/{_HEAD}{side}"] = reference(self._form(index))
        for offset, page in enumerate(pdf.pages):
            number = section.first_number + offset
            self._draw_over(pdf, page, self._drawing(number, is_opening=offset == 0))

    def _number(self, section: Section, pdf: pikepdf.Pdf) -> None:
        """Draw the pages' numbers into a part's own contents, where its layout has left room for them."""
        furniture, drawings = self.assembly.furniture, defaultdict[int, list[str]](list)
        for place in section.laid_out.places:
            if place.anchor.startswith(NUMBER_SIGN):
                number = self.numbers[place.anchor.removeprefix(NUMBER_SIGN)]
                digits = furniture.number_before(number, place.x_pt)
                drawings[place.page_index] += _draw_digits(digits, place.y_pt - furniture.digit_y_pt)
        if drawings:
            self._add_digits(pdf)
        for index, pieces in drawings.items():
            self._draw_over(pdf, pdf.pages[index], pieces)

    def _add_digits(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Put the forms of digits among a section's resources, and return those."""
        resources = pdf.pages[0].obj.Resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        for digit in range(10):
            index = self.assembly.furniture.digit_page(digit)
            resources.XObject[f"/{_DIGIT}{index}"] = reference(self._form(index))
        return resources.XObject

    def _draw_over(self, pdf: pikepdf.Pdf, page: pikepdf.Page, pieces: Sequence[str]) -> None:
        """Draw over a page, as an artifact. Source: ISO 32000-1, 14.8.2.2."""
        # The page's own drawing turns the axes and does not turn them back.
        text = f"Q q /Artifact <</Type /Pagination>> BDC {' '.join(pieces)} EMC Q"
        drawing = pdf.make_stream(text.encode())
        page.obj.Contents = Array([reference(self.save), page.obj.Contents, drawing])

    def _form(self, index: int) -> int:
        if index not in self.forms:
            form = self.furniture.pages[index].as_form_xobject()
            self.forms[index] = self.furniture_copier.copy(self.furniture.make_indirect(form))
        return self.forms[index]

    def _drawing(self, number: int, *, is_opening: bool) -> list[str]:
        """The operators that draw a page's furniture."""
        pieces = [] if is_opening else [f"/{_HEAD}{number % 2} Do"]
        return pieces + _draw_digits(self.assembly.furniture.folio(number, self.page_size_pt[0]), 0)


def _draw_digits(digits: Sequence[tuple[int, float]], y_pt: float) -> list[str]:
    return [f"q 1 0 0 1 {x_pt:.3f} {y_pt:.3f} cm /{_DIGIT}{index} Do Q" for index, x_pt in digits]
