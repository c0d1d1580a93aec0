"""From sections' pages to one PDF: order, pictures, furniture, links, and what refers to the whole.

Time goes with the number of pages, and memory with those of one section; no page is laid out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from bookmaker.cache import Store, replacing
from bookmaker.exporters.pdf.assembling.catalog import Whole, write_catalog
from bookmaker.exporters.pdf.assembling.fonts import FontPrograms
from bookmaker.exporters.pdf.assembling.formes import Forme, Spot, Surroundings, set_forme
from bookmaker.exporters.pdf.assembling.furnishing import Furnisher
from bookmaker.exporters.pdf.assembling.links import Destination, find_link, write_destinations
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.exporters.pdf.assembling.pagetree import PageTree
from bookmaker.exporters.pdf.assembling.paper import Paper
from bookmaker.exporters.pdf.assembling.pictures import Pictures
from bookmaker.exporters.pdf.assembling.structure import StructureTree
from bookmaker.exporters.pdf.assembling.writing import PdfWriter
from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LaidOut
from bookmaker.exporters.pdf.plan import Plan, Section
from bookmaker.model import Book, PreparedImage
from bookmaker.publishing import PdfVariant
from bookmaker.wording import is_rtl

#: Numbers of objects that sections begin with are multiples, so that a few objects more in one section do not
#: give other numbers to all that follow.
_OBJECTS_A_STEP = 256


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

    @property
    def front_count(self) -> int:
        """The number of pages before page 1."""
        count = self.cover.page_count + self.front.page_count
        # Page 1 is a recto: it needs an even number of pages before it.
        return count + (self.has_spreads and count % 2)

    @property
    def heads(self) -> Mapping[str, None]:
        """The running heads that are seen."""
        sections = (section for section in self.plan.sections if section.chapter_id)
        return dict.fromkeys(head for one in sections for head in (one.verso_head, one.recto_head))

    def sections(self) -> Iterator[tuple[LaidOut, Section | None, int]]:
        """All in order; with what the plan says of those of the body, and the index of the first page."""
        yield self.cover, None, 0
        yield self.front, None, self.cover.page_count
        for section in self.plan.sections:
            yield section.laid_out, section, self.front_count + section.first_number - 1


def assemble_pdf(assembly: Assembly, store: Store, path: Path) -> int:
    """Write the PDF and return its number of pages. Raises: OSError where `path` cannot be written."""
    with (
        replacing(path) as temporary,
        temporary.open("wb") as file,
        pikepdf.open(BytesIO(store.take(assembly.furniture.laid_out.key))) as furniture,
        pikepdf.open(BytesIO(store.take(assembly.blank.key))) as blank,
    ):
        assembler = _Assembler(assembly, furniture, blank, store)
        writer = PdfWriter(file, assembler.around.pictures.read_stream)
        return assembler.run(writer)


class _Assembler:
    """The file in the making: what sections refer to has the first numbers, what refers to them the last."""

    def __init__(self, assembly: Assembly, furniture: pikepdf.Pdf, blank: pikepdf.Pdf, store: Store):
        self.assembly = assembly
        self.store = store
        self.objects = Objects(1)
        self.copies: dict[str, int] = {}
        self.destinations: dict[str, Destination] = {}
        self.around = self._surround(furniture, blank)

    def _surround(self, furniture: pikepdf.Pdf, blank: pikepdf.Pdf) -> Surroundings:
        assembly, objects = self.assembly, self.objects
        language = assembly.book.language
        sections = [laid_out for laid_out, *_ in assembly.sections()]
        structure = StructureTree(objects)
        fonts = FontPrograms(objects, (assembly.furniture.laid_out, *sections))
        fonts.refer(furniture.pages[0].obj.Resources, fonts.number)
        pictures = Pictures(assembly.images, lambda image: self.store.take(image.cache_key))
        return Surroundings(
            structure=structure,
            fonts=fonts,
            pictures=pictures,
            furnisher=Furnisher(objects, assembly.furniture, furniture, assembly.heads, sections, language),
            paper=Paper(objects, blank, assembly.gutter_pt, is_rtl=is_rtl(language)),
            tree=PageTree(objects, assembly.front_count + assembly.plan.next_number - 1),
            answers={
                "font": fonts.number,
                "picture": pictures.numbers.get,
                "image": pictures.identify,
                "copy": self.copies.get,
                "link": lambda address: find_link(address, assembly.find_anchor, assembly.is_dead),
                "page": assembly.plan.page_numbers().__getitem__,
            },
        )

    def run(self, writer: PdfWriter) -> int:
        """Write all sections, then what refers to the whole. Returns the number of pages."""
        end = self.objects.end
        for laid_out, section, page_index in self.assembly.sections():
            while len(self.around.tree.pages) < page_index:
                self.around.tree.add_blank()
            spot = Spot(
                laid_out=laid_out,
                section=section,
                first_object=-(-end // _OBJECTS_A_STEP) * _OBJECTS_A_STEP,
                page_index=page_index,
                first_key=self.around.structure.next_key,
                is_cover=laid_out is self.assembly.cover,
            )
            forme = set_forme(spot, self.around, self.store)
            writer.add(forme.block)
            self._note(forme, laid_out)
            end = forme.block.end
        closing = Objects(end)
        root, info = self._close(closing)
        writer.add(self.objects.close())
        writer.add(closing.close())
        writer.finish(root, info)
        return len(self.around.tree.pages)

    def _note(self, forme: Forme, laid_out: LaidOut) -> None:
        """What later sections, and the whole, have to know of one that is in the file."""
        around = self.around
        around.tree.add(forme.pages)
        around.structure.add(forme.tree, forme.parents, forme.names)
        around.pictures.numbers.update(forme.pictures)
        self.copies.update(forme.copies)
        for place in laid_out.places:
            if not place.anchor.startswith(NUMBER_SIGN):
                target = Destination(forme.pages[place.page_index], place.x_pt, place.y_pt)
                self.destinations.setdefault(place.anchor, target)

    def _close(self, closing: Objects) -> tuple[int, int]:
        """Write what refers to the whole. Returns the numbers of the catalogue and the Info dictionary."""
        assembly, around = self.assembly, self.around
        around.fonts.embed(self.store)
        whole = Whole(
            book=assembly.book,
            modified=assembly.modified,
            entries=assembly.plan.entries,
            destinations=self.destinations,
            front_count=assembly.front_count,
            pages=around.tree.finish(lambda node: around.paper.write_blank(closing, node)),
            names=write_destinations(closing, self.destinations),
            variant=assembly.variant,
            structure=around.structure.finish(closing, assembly.book.language),
        )
        return write_catalog(closing, whole)
