"""Destinations and links of the assembled book."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bookmaker.exporters.pdf.front import BOOK_SCHEME
from bookmaker.exporters.pdf.layout import Place


def destination(page: pikepdf.Object, place: Place) -> pikepdf.Array:
    """A destination at the anchor's height, keeping the reader's zoom. Source: ISO 32000-1, 12.3.2.2."""
    return Array([page, Name.XYZ, round(place.x_pt, 2), round(place.y_pt, 2), 0])


def write_destinations(pdf: pikepdf.Pdf, destinations: dict[str, pikepdf.Array]) -> None:
    """One sorted table of named destinations. Source: ISO 32000-1, 7.9.6: sorted by bytes."""
    names = Array()
    for name in sorted(destinations, key=lambda name: name.encode()):
        names.append(String(name))
        names.append(pdf.make_indirect(destinations[name]))
    limits = sorted(destinations, key=lambda name: name.encode())
    leaf = Dictionary(Names=names)
    if limits:
        leaf.Limits = Array([String(limits[0]), String(limits[-1])])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([pdf.make_indirect(leaf)])))


def rewrite_links(
    pages: Iterable[pikepdf.Page],
    find: Callable[[str], str | None],
    is_dead: Callable[[str], bool],
) -> None:
    """Lead links to posts of the book inside it. `find` gives an address's anchor; dead ones are removed."""
    for page in pages:
        annotations = page.obj.get(Name.Annots)
        if annotations is None:
            continue
        kept = [annotation for annotation in annotations if _rewrite(annotation, find, is_dead)]
        if len(kept) < len(annotations):
            page.obj.Annots = Array(kept)


def _rewrite(
    annotation: pikepdf.Object, find: Callable[[str], str | None], is_dead: Callable[[str], bool]
) -> bool:
    action = annotation.get(Name.A)
    if action is None or Name.URI not in action:
        return True
    address = str(action.URI)
    anchor = address.removeprefix(BOOK_SCHEME) if address.startswith(BOOK_SCHEME) else find(address)
    if anchor is None:
        return not is_dead(address)
    del annotation[Name.A]
    annotation.Dest = String(anchor)
    return True
