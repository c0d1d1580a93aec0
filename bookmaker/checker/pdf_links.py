"""Does every link inside a PDF land, and every line of its outline? Addresses on the web are not asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from bookmaker.checker.pdf_file import open_pdf
from bookmaker.errors import Diagnostic, Where, diagnose

#: Schemes that the program uses between layout and assembly.
_PRIVATE = ("book:", "site:", "asset:")


def check_pdf_links(path: Path) -> tuple[Diagnostic, ...]:
    """Look up the target of each link and outline entry. Raises: ExportError."""
    with open_pdf(path) as pdf:
        names, pages = _names(pdf), frozenset(page.obj.objgen for page in pdf.pages)
        found = []
        for number, target in _targets(pdf):
            if not _lands(target, names, pages):
                where = Where(path=f"{path.name} (page {number})" if number else path.name)
                found.append(diagnose("link-broken", f"{str(target)[:80]}: nothing is there", where))
    return tuple(found)


def _names(pdf: pikepdf.Pdf) -> frozenset[str]:
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    return frozenset(str(name) for name in pikepdf.NameTree(tree)) if tree is not None else frozenset()


def _targets(pdf: pikepdf.Pdf) -> Iterator[tuple[int, object]]:
    """Targets, each with the number of its page from 1; 0 for the outline."""
    for index, page in enumerate(pdf.pages):
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            target = _target(annotation)
            if target is not None:
                yield index + 1, target
    with pdf.open_outline() as outline:
        entries = list(outline.root)
        while entries:
            entry = entries.pop()
            entries += entry.children
            if entry.destination is not None:
                yield 0, entry.destination


def _target(annotation: pikepdf.Object) -> pikepdf.Object | None:
    """Source: ISO 32000-1, 12.5.6.5 and 12.6.4: a destination, or an action."""
    action = annotation.get("/A", pikepdf.Dictionary())
    return annotation.get("/Dest") or action.get("/D") or action.get("/URI")


def _lands(target: object, names: frozenset[str], pages: frozenset[tuple[int, int]]) -> bool:
    if isinstance(target, pikepdf.Array):
        return target[0].objgen in pages
    text = str(target)
    if text in names:
        return True
    return ":" in text and not text.startswith(_PRIVATE)
