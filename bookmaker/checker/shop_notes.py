"""Notes that pop up: what the reading systems of Apple, Amazon and Kobo look for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from bookmaker.checker.epub_archive import XHTML, Archive
from bookmaker.checker.rules import Finding

_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTES = frozenset({"footnote", "endnote", "rearnote", "note"})


def find_bad_notes(archive: Archive) -> Iterator[Finding]:
    """References that lead to no note, and notes whose way back is missing or not the first thing in them."""
    notes = {
        (name, element.get("id")): element
        for name, root in archive.documents.items()
        for element in root.iter(f"{XHTML}*")
        if element.get("id")
    }
    checked: set[etree._Element] = set()
    for name, root in archive.documents.items():
        for link in root.iter(f"{XHTML}a"):
            if "noteref" not in _types(link):
                continue
            file, _, anchor = (link.get("href") or "").partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            note = notes.get((target, anchor))
            if note is None or not _NOTES & _types(note):
                yield name, f"the reference {link.get('href')} leads to no note"
            elif note not in checked:
                checked.add(note)
                if not _begins_with_way_back(note):
                    yield target, f"the note {anchor} does not begin with the way back"


def _begins_with_way_back(note: etree._Element) -> bool:
    for element in note.iter(f"{XHTML}*"):
        if element.tag == f"{XHTML}a" and element.get("role") == "doc-backlink":
            return True
        if (element.text or "").strip():
            return False
    return False


def _types(element: etree._Element) -> set[str]:
    return set((element.get(_TYPE) or "").split())
