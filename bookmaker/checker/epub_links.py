"""Does every link inside an EPUB land? Addresses on the web are not asked."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bookmaker.checker.epub_archive import Archive, read_archive
from bookmaker.errors import Diagnostic, Where, diagnose

_ATTRIBUTES = ("href", "src", "poster", "data")


def check_epub_links(path: Path) -> tuple[Diagnostic, ...]:
    """Look up the target of each link, picture and style sheet. Raises: ExportError."""
    archive = read_archive(path)
    anchors = {
        name: {anchor for element in root.iter() if (anchor := element.get("id"))}
        for name, root in archive.documents.items()
    }
    dead = Counter(
        (name, address)
        for name in archive.documents
        for address in _addresses(archive, name)
        if not _lands(name, address, archive, anchors)
    )
    return tuple(
        diagnose("link-broken", f"{count} × {address}: nothing is there", Where(path=f"{path.name}/{name}"))
        for (name, address), count in dead.items()
    )


def _addresses(archive: Archive, name: str) -> Iterator[str]:
    for element in archive.documents[name].iter("{*}*"):
        for attribute in _ATTRIBUTES:
            address = element.get(attribute)
            if address is not None and not urlsplit(address).scheme:
                yield address


def _lands(name: str, address: str, archive: Archive, anchors: dict[str, set[str]]) -> bool:
    file, fragment = urldefrag(address)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
    if target not in archive.members:
        return False
    return not fragment or target not in anchors or unquote(fragment) in anchors[target]
