"""The text of an EPUB, post by post.

In: the archive. Out: pieces by post. The ids of posts, chapters and parts hold no `--`, all others do:
so each of the former begins a new stretch of text. The only module of the checker that opens the archive.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from bookmaker.checker.booktext import BookText
from bookmaker.checker.html_names import INLINE
from bookmaker.checker.words import Kind, Piece
from bookmaker.errors import ExportError

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset({"math", "svg", "rp"})
#: Set by the program, not by the post.
_OWN_CLASSES = frozenset({"note-back", "missing", "card"})
_OWN_ROLES = frozenset({"doc-noteref", "doc-backlink"})


def read_epub(path: Path, post_ids: Collection[str]) -> BookText:
    """Read the text of the posts. Raises: ExportError where the file is no EPUB."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_archive(archive, post_ids)
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, AttributeError) as error:
        raise ExportError(f"{path} cannot be read as an EPUB: {error}", "build it again") from error


def _read_archive(archive: zipfile.ZipFile, post_ids: Collection[str]) -> BookText:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    package_path = str(container.find(f".//{_CONTAINER}rootfile").get("full-path"))  # type: ignore[union-attr]
    package = etree.fromstring(archive.read(package_path))
    text = BookText(language=package.findtext(f".//{_DC}language") or "en")
    current = ""
    for name in _spine(package, posixpath.dirname(package_path)):
        body = etree.fromstring(archive.read(name), _parser()).find(f"{_XHTML}body")
        for anchor, piece in _walk(body):
            if anchor:
                current = anchor if anchor in post_ids else ""
            if current:
                text.posts.setdefault(current, []).append(piece)
    return text


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _spine(package: etree._Element, folder: str) -> Iterator[str]:
    files = {item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        yield posixpath.normpath(posixpath.join(folder, unquote(files[reference.get("idref")])))


def _walk(body: etree._Element | None) -> Iterator[tuple[str, Piece]]:
    """All text in order, with the id that begins there. Without recursion: markup may nest very deeply."""
    assert body is not None
    hushed: etree._Element | None = None
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag).removeprefix(_XHTML)
        if event == "end":
            hushed = None if element is hushed else hushed
            yield "", _piece(("" if tag in INLINE else "\n") + (element.tail or ""), hushed)
            continue
        if hushed is None and _is_own(element):
            hushed = element
        yield _anchor(element), _piece("" if tag in INLINE else "\n", None)
        if element.get("alt"):
            yield "", Piece(text=f" {element.get('alt')} ", line=0, kind="silent", aside=True, is_page=True)
        if tag in _SKIPPED or "}" in tag:
            walker.skip_subtree()
        elif element.text:
            yield "", _piece(element.text, hushed)


def _piece(text: str, hushed: etree._Element | None) -> Piece:
    kind: Kind = "printed" if hushed is None else "silent"
    return Piece(text=text, line=0, kind=kind, is_page=True)


def _anchor(element: etree._Element) -> str:
    name = element.get("id") or ""
    return "" if "--" in name else name


def _is_own(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.get("role") in _OWN_ROLES or not _OWN_CLASSES.isdisjoint(classes)
