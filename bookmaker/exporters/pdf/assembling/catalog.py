"""What refers to the whole book: outline, page labels, metadata, and how a viewer opens the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from bookmaker.exporters.pdf.assembling.copying import Copier, reference
from bookmaker.exporters.pdf.assembling.links import Destination
from bookmaker.exporters.pdf.assembling.metadata import add_output_intent, write_metadata
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.exporters.pdf.plan import Entry
from bookmaker.model import Book
from bookmaker.publishing import PdfVariant
from bookmaker.wording import is_rtl

#: Of the pages before the text, those that a reader may want to turn to.
_IN_OUTLINE = frozenset({"title-page", "contents", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What the catalogue is made of. `pages` and `names` are the numbers of two trees' roots."""

    book: Book
    modified: datetime
    entries: Sequence[Entry]
    destinations: Mapping[str, Destination]
    front_count: int
    """Pages that have roman numbers."""
    pages: int
    names: int
    variant: PdfVariant
    structure: int
    """The structure tree's root, or 0 where there is none."""


def write_catalog(objects: Objects, whole: Whole) -> tuple[int, int]:
    """Write the catalogue and the Info dictionary, and return their numbers."""
    with pikepdf.new() as pdf:
        _write_outline(pdf, whole)
        write_metadata(pdf, whole.book, whole.modified, whole.variant)
        _write_preferences(pdf, whole.book)
        # Roman numbers before the text, arabic from its first page. Source: ISO 32000-1, 12.4.2.
        arabic = Dictionary(S=Name.D, St=1)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), whole.front_count, arabic]))
        pdf.Root.Names = Dictionary(Dests=reference(whole.names))
        pdf.Root.Pages = reference(whole.pages)
        if whole.structure:
            pdf.Root.StructTreeRoot = reference(whole.structure)
            pdf.Root.MarkInfo = Dictionary(Marked=True)
        if whole.variant == "pdf/a-3u":
            add_output_intent(pdf)
        copier = Copier(pdf, objects)
        return copier.copy(pdf.Root), copier.copy(pdf.docinfo)


def _write_outline(pdf: pikepdf.Pdf, whole: Whole) -> None:
    def item(title: str, anchor: str) -> OutlineItem:
        return OutlineItem(title, whole.destinations[anchor].to_array())

    with pdf.open_outline() as outline:
        for page in whole.book.front:
            if page.title and page.kind in _IN_OUTLINE:
                outline.root.append(item(page.title, page.id))
        stack: list[tuple[int, list[OutlineItem]]] = [(-1, outline.root)]
        for entry in whole.entries:
            while stack[-1][0] >= entry.level:
                stack.pop()
            line = item(entry.title, entry.anchor)
            line.is_closed = entry.level > 0
            stack[-1][1].append(line)
            stack.append((entry.level, line.children))


def _write_preferences(pdf: pikepdf.Pdf, book: Book) -> None:
    """The language, and how a viewer opens the file."""
    pdf.Root.Lang = String(book.language)
    pdf.Root.PageMode = Name.UseOutlines
    preferences = Dictionary(DisplayDocTitle=True)
    if is_rtl(book.language):
        preferences.Direction = Name.R2L
    pdf.Root.ViewerPreferences = preferences
