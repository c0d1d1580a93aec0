"""The content documents of an EPUB, as trees. The only module that opens the archive."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from bookmaker.errors import ExportError

XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA_TYPE = "application/xhtml+xml"
_DAMAGE = (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError)


@dataclass(frozen=True, slots=True)
class Archive:
    """An EPUB. `members` are all names; `documents` are XHTML by name; `spine` is the reading order."""

    language: str
    members: frozenset[str]
    documents: Mapping[str, etree._Element]
    spine: tuple[str, ...]


def read_archive(path: Path) -> Archive:
    """Read an EPUB. Raises: ExportError where it cannot be read as one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except _DAMAGE as error:
        raise ExportError(f"{path} cannot be read as an EPUB: {error}", "build it again") from error


def _read(archive: zipfile.ZipFile) -> Archive:
    package_path = _package_path(archive)
    package = etree.fromstring(archive.read(package_path))
    folder = posixpath.dirname(package_path)
    items = {item.get("id") or "": item for item in package.iter(f"{_OPF}item")}
    names = {key: _join(folder, item.get("href") or "") for key, item in items.items()}
    documents = {
        names[key]: etree.fromstring(archive.read(names[key]), _parser())
        for key, item in items.items()
        if item.get("media-type") == _MEDIA_TYPE
    }
    spine = tuple(names[reference.get("idref") or ""] for reference in package.iter(f"{_OPF}itemref"))
    language = package.findtext(f".//{_DC}language") or "en"
    return Archive(language, frozenset(archive.namelist()), documents, spine)


def _package_path(archive: zipfile.ZipFile) -> str:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    for rootfile in container.iter(f"{_CONTAINER}rootfile"):
        return rootfile.get("full-path") or ""
    raise ValueError("META-INF/container.xml names no package document")


def _join(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
