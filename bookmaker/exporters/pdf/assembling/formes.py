"""Formes: sections locked up for the file of one book, their objects numbered, furnished and linked.

What a section asks of the rest of the book is noted with the answers, and kept along with the forme. So after
an edit somewhere else the forme is taken as it is: its section is not even read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import msgspec
import pikepdf

from bookmaker.cache import Store, make_key
from bookmaker.exporters.pdf.assembling.copying import Copier
from bookmaker.exporters.pdf.assembling.fonts import FontPrograms
from bookmaker.exporters.pdf.assembling.furnishing import Furnisher
from bookmaker.exporters.pdf.assembling.links import rewrite_links
from bookmaker.exporters.pdf.assembling.objects import Block, Objects
from bookmaker.exporters.pdf.assembling.pagetree import PageTree
from bookmaker.exporters.pdf.assembling.paper import Paper
from bookmaker.exporters.pdf.assembling.pictures import Pictures
from bookmaker.exporters.pdf.assembling.structure import SectionTree, StructureTree
from bookmaker.exporters.pdf.layout import LaidOut
from bookmaker.exporters.pdf.plan import Section

Answer = int | str | None


class Forme(msgspec.Struct, frozen=True, array_like=True):
    """A section as it stands in the file. All numbers are those of objects."""

    block: Block
    pages: tuple[int, ...]
    tree: int
    """The root of its structure tree, or 0."""
    parents: tuple[int, ...]
    """What the keys of its pages and links lead to, in the order of the keys."""
    names: tuple[tuple[bytes, int], ...]
    """Ids of elements."""
    pictures: dict[str, int]
    """Pictures that no section before has, by key."""
    copies: dict[str, int]
    """Other images, by digest."""
    asked: tuple[tuple[str, str, Answer], ...]
    """What was asked of the book: the kind, about what, and the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a section comes in the file."""

    laid_out: LaidOut
    section: Section | None
    """Of the body; None for what stands before it."""
    first_object: int
    page_index: int
    first_key: int
    """Of the structure tree's parents."""
    is_cover: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What sections refer to, or are changed by."""

    tree: PageTree
    structure: StructureTree
    furnisher: Furnisher
    paper: Paper
    fonts: FontPrograms
    pictures: Pictures
    answers: Mapping[str, Callable[[str], Answer]]
    """Who answers each kind of question."""

    def key(self, spot: Spot) -> str:
        """The key of a forme, but for what it asks."""
        last = spot.page_index + spot.laid_out.page_count - 1
        nodes = self.tree.node(spot.page_index), self.tree.node(last), self.structure.document
        place = spot.first_object, spot.page_index, spot.first_key, spot.is_cover
        drawn = self.furnisher.describe(spot.laid_out, spot.section), self.paper.describe()
        return make_key("forme", spot.laid_out.key, repr((nodes, place, drawn)))


class Enquiry:
    """Asks the book, and notes what was asked."""

    def __init__(self, answers: Mapping[str, Callable[[str], Answer]]):
        self._answers = answers
        self.asked: dict[tuple[str, str], Answer] = {}

    def __call__(self, kind: str, about: str) -> Any:
        if (kind, about) not in self.asked:
            self.asked[kind, about] = self._answers[kind](about)
        return self.asked[kind, about]


def set_forme(spot: Spot, around: Surroundings, store: Store) -> Forme:
    """Take a section's forme from the store, or lock it up anew. Raises: EntryLostError."""
    key = around.key(spot)
    kept = store.read(key)
    if kept is not None:
        forme = msgspec.msgpack.decode(kept, type=Forme)
        if _holds(forme, around.answers):
            return forme
    forme = _lock_up(store.take(spot.laid_out.key), spot, around)
    store.write(key, msgspec.msgpack.encode(forme))
    return forme


def _holds(forme: Forme, answers: Mapping[str, Callable[[str], Answer]]) -> bool:
    """Whether the book would give the same answers."""
    try:
        return all(answers[kind](about) == answer for kind, about, answer in forme.asked)
    except KeyError:  # What was asked about is in the book no longer.
        return False


def _lock_up(data: bytes, spot: Spot, around: Surroundings) -> Forme:
    ask = Enquiry(around.answers)
    objects = Objects(spot.first_object)
    with pikepdf.open(BytesIO(data)) as pdf:
        copier = Copier(pdf, objects, lambda digest: ask("copy", digest))
        pages = [page.obj for page in pdf.pages]
        # A section's pages share one dictionary of resources.
        around.fonts.refer(pages[0].Resources, lambda key: ask("font", key))
        pictures = around.pictures.insert(pages[0].Resources, objects, ask)
        around.furnisher.furnish(spot.laid_out, spot.section, pdf, lambda anchor: ask("page", anchor))
        tree = SectionTree(pdf)
        rewrite_links(pages, lambda address: ask("link", address), tree.forget_link)
        tree.renumber(pages, spot.first_key)
        for offset, page in enumerate(pdf.pages):
            if not spot.is_cover:
                around.paper.move(page, pdf, spot.page_index + offset)
            page.obj.Parent = around.tree.refer(spot.page_index + offset)
        numbers = copier.copy_all(pages)
        root, parents, names = tree.copy(copier, around.structure.document)
    return Forme(
        block=objects.close(),
        pages=tuple(numbers),
        tree=root,
        parents=tuple(parents),
        names=tuple(names),
        pictures=pictures,
        copies=copier.copies,
        asked=tuple((kind, about, answer) for (kind, about), answer in ask.asked.items()),
    )
