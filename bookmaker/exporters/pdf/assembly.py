"""From sections' pages to one PDF: order, pictures, furniture, links, outline, labels, metadata.

Time goes with the number of pages; no page is laid out here. The only module that saves with pikepdf.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from bookmaker.cache import Store, replacing
from bookmaker.exporters.pdf.fonts import FontPrograms
from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import LaidOut
from bookmaker.exporters.pdf.links import destination, rewrite_links, write_destinations
from bookmaker.exporters.pdf.pictures import insert_pictures
from bookmaker.exporters.pdf.plan import Entry, Plan, Section
from bookmaker.model import Book, PreparedImage
from bookmaker.wording import is_rtl, wording

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


def assemble_pdf(assembly: Assembly, store: Store, path: Path) -> int:
    """Write the PDF and return its number of pages. Raises: OSError where `path` cannot be written."""
    with pikepdf.new() as pdf:
        _Assembler(pdf, assembly, store).run()
        _write_metadata(pdf, assembly)
        with replacing(path) as temporary:
            pdf.save(
                temporary,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
            )
        return len(pdf.pages)


class _Assembler:
    """The file in the making; sources stay open until it is saved, as pikepdf wants."""

    def __init__(self, pdf: pikepdf.Pdf, assembly: Assembly, store: Store):
        self.pdf = pdf
        self.assembly = assembly
        self.store = store
        self.destinations: dict[str, pikepdf.Array] = {}
        self.placed: dict[str, pikepdf.Object] = {}
        self.forms: dict[int, pikepdf.Object] = {}
        self.fonts = FontPrograms()

    def run(self) -> None:
        """Append all sections, then what refers to the whole."""
        self._append(self.assembly.cover)
        self._append(self.assembly.front)
        if len(self.pdf.pages) % 2:
            # Page 1 is a recto: it needs an even number of pages before it.
            self.pdf.add_blank_page(page_size=self._page_size())
        front_count = len(self.pdf.pages)
        furniture = self._open(self.assembly.furniture.laid_out)
        for section in self.assembly.plan.sections:
            first = len(self.pdf.pages)
            self._append(section.laid_out)
            if section.chapter_id:
                self._furnish(section, self.pdf.pages[first:], furniture)
        self.fonts.embed(self.pdf, self.store)
        rewrite_links(self.pdf.pages, self.assembly.find_anchor, self.assembly.is_dead)
        write_destinations(self.pdf, self.destinations)
        self._write_labels(front_count)
        self._write_outline()

    def _open(self, laid_out: LaidOut) -> pikepdf.Pdf:
        return pikepdf.open(self.store.path(laid_out.key))

    def _page_size(self) -> tuple[float, float]:
        box = self.pdf.pages[0].mediabox
        return float(box[2]), float(box[3])

    def _append(self, laid_out: LaidOut) -> None:
        first = len(self.pdf.pages)
        with warnings.catch_warnings():
            # Named destinations do get lost; `places` has them all.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(self._open(laid_out).pages)
        pages = [self.pdf.pages[first + index].obj for index in range(laid_out.page_count)]
        for place in laid_out.places:
            target = destination(pages[place.page_index], place)
            self.destinations.setdefault(place.anchor, target)
        # A section's pages share one dictionary of resources.
        self.fonts.add(pages[0].Resources, laid_out)
        images = self.assembly.images
        insert_pictures(self.pdf, pages[0].Resources, images, self._read, self.placed)

    def _read(self, image: PreparedImage) -> bytes:
        data = self.store.read(image.cache_key)
        assert data is not None, f"{image.key} has left the cache during the build"
        return data

    def _furnish(self, section: Section, pages: Sequence[pikepdf.Page], furniture: pikepdf.Pdf) -> None:
        """Draw heads and folios over a chapter's pages, marked as artifacts."""
        resources = pages[0].obj.Resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        texts = {0: section.verso_head, 1: section.recto_head}
        for side, text in texts.items():
            index = self.assembly.furniture.head_page(text)
            resources.XObject[f"/{_HEAD}{side}"] = self._form(index, furniture)
        for digit in range(10):
            index = self.assembly.furniture.digit_page(digit)
            resources.XObject[f"/{_DIGIT}{index}"] = self._form(index, furniture)
        for offset, page in enumerate(pages):
            number = section.first_number + offset
            # The page's own drawing turns the axes and does not turn them back.
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q " + self._drawing(number, is_opening=offset == 0))

    def _form(self, index: int, furniture: pikepdf.Pdf) -> pikepdf.Object:
        if index not in self.forms:
            form = furniture.pages[index].as_form_xobject()
            self.forms[index] = self.pdf.copy_foreign(form)
            self.fonts.add(self.forms[index].Resources, self.assembly.furniture.laid_out)
        return self.forms[index]

    def _drawing(self, number: int, *, is_opening: bool) -> bytes:
        """The operators that draw a page's furniture. Source: ISO 32000-1, 14.8.2.2 (artifacts)."""
        pieces = [] if is_opening else [f"/{_HEAD}{number % 2} Do"]
        width_pt = self._page_size()[0]
        for index, x_pt in self.assembly.furniture.folio(number, width_pt):
            pieces.append(f"q 1 0 0 1 {x_pt:.3f} 0 cm /{_DIGIT}{index} Do Q")
        return f"q /Artifact <</Type /Pagination>> BDC {' '.join(pieces)} EMC Q".encode()

    def _write_labels(self, front_count: int) -> None:
        """Roman numbers before the text, arabic from its first page. Source: ISO 32000-1, 12.4.2."""
        self.pdf.Root.PageLabels = Dictionary(
            Nums=Array([0, Dictionary(S=Name.r), front_count, Dictionary(S=Name.D, St=1)])
        )

    def _write_outline(self) -> None:
        language = self.assembly.book.language
        with self.pdf.open_outline() as outline:
            for key, anchor in (("title_page", "title-page"), ("contents", "contents")):
                outline.root.append(self._item(wording(language, key), anchor))
            stack: list[tuple[int, list[OutlineItem]]] = [(-1, outline.root)]
            for entry in self.assembly.plan.entries:
                while stack[-1][0] >= entry.level:
                    stack.pop()
                item = self._entry_item(entry)
                stack[-1][1].append(item)
                stack.append((entry.level, item.children))

    def _entry_item(self, entry: Entry) -> OutlineItem:
        item = self._item(entry.title, entry.anchor)
        item.is_closed = entry.level > 0
        return item

    def _item(self, title: str, anchor: str) -> OutlineItem:
        return OutlineItem(title, self.destinations[anchor])


def _write_metadata(pdf: pikepdf.Pdf, assembly: Assembly) -> None:
    """XMP and Info dictionary that agree, the language, and how a viewer opens the file."""
    book = assembly.book
    moment = assembly.modified.isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = book.title
        meta["dc:creator"] = list(book.authors) or [book.site.title]
        meta["dc:language"] = {book.language}
        meta["dc:identifier"] = book.identifier
        if book.description:
            meta["dc:description"] = book.description
        if book.tags:
            meta["dc:subject"] = set(book.tags[:20])
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = meta["xmp:MetadataDate"] = moment
        meta["pdf:Producer"] = meta["xmp:CreatorTool"] = "bookmaker"
    pdf.Root.Lang = String(book.language)
    pdf.Root.PageMode = Name.UseOutlines
    preferences = Dictionary(DisplayDocTitle=True)
    if is_rtl(book.language):
        preferences.Direction = Name.R2L
    pdf.Root.ViewerPreferences = preferences
