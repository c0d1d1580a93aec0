"""Destinations and links of the assembled book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

import pikepdf
from pikepdf import Array, Name, String

from bookmaker.exporters.pdf.assembling.copying import reference
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.matter.kinds import BOOK_SCHEME

_NAMES_A_LEAF = 256
#: What a link leads to that leads nowhere.
DEAD = 0
#: An anchor in the book; None stays as it is; DEAD.
Target = str | int | None


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that links lead to. `page` is its object's number; units: points from the lower left corner."""

    page: int
    x_pt: float
    y_pt: float

    def to_array(self) -> Array:
        """An array that keeps the reader's zoom. Source: ISO 32000-1, 12.3.2.2."""
        return Array([reference(self.page), Name.XYZ, round(self.x_pt, 2), round(self.y_pt, 2), 0])

    def to_bytes(self) -> bytes:
        """The same as it stands in a file."""
        return b"[%d 0 R /XYZ %.2f %.2f 0]" % (self.page, self.x_pt, self.y_pt)


def write_destinations(objects: Objects, destinations: Mapping[str, Destination]) -> int:
    """Write the tree of named destinations, and return the number of its root.

    Source: ISO 32000-1, 7.9.6: sorted by bytes.
    """
    names = iter(sorted(destinations, key=lambda name: name.encode()))
    leaves: list[int] = []
    while leaf := list(islice(names, _NAMES_A_LEAF)):
        texts = {name: String(name).unparse() for name in leaf}
        pairs = b" ".join(texts[name] + b" " + destinations[name].to_bytes() for name in leaf)
        leaves.append(objects.allocate())
        limits = texts[leaf[0]], texts[leaf[-1]]
        objects.write(leaves[-1], b"<< /Limits [%b %b] /Names [%b] >>" % (*limits, pairs))
    root = objects.allocate()
    objects.write(root, b"<< /Kids [%b] >>" % b" ".join(b"%d 0 R" % leaf for leaf in leaves))
    return root


def find_link(address: str, find: Callable[[str], str | None], is_dead: Callable[[str], bool]) -> Target:
    """Where a link leads: `find` gives an address's anchor in the book."""
    anchor = find(address)
    return DEAD if anchor is None and is_dead(address) else anchor


def rewrite_links(
    pages: Iterable[pikepdf.Object],
    find: Callable[[str], Target],
    forget: Callable[[pikepdf.Object], None],
) -> None:
    """Lead links to posts of the book inside it. Dead ones are removed, and given to `forget` before."""
    for page in pages:
        annotations = page.get(Name.Annots)
        if annotations is None:
            continue
        kept = []
        for annotation in annotations:
            if _rewrite(annotation, find):
                kept.append(annotation)
            else:
                forget(annotation)
        if len(kept) < len(annotations):
            page.Annots = Array(kept)


def _rewrite(annotation: pikepdf.Object, find: Callable[[str], Target]) -> bool:
    action = annotation.get(Name.A)
    if action is None or Name.URI not in action:
        return True
    address = str(action.URI)
    target = address.removeprefix(BOOK_SCHEME) if address.startswith(BOOK_SCHEME) else find(address)
    if not isinstance(target, str):
        return target != DEAD
    del annotation[Name.A]
    annotation.Dest = String(target)
    return True
