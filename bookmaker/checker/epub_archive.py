"""What is in an EPUB: its package and content documents as trees, its pictures, the sizes of its files.

The only module that opens the archive.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from bookmaker.checker.picture_headers import PictureFacts, picture_facts
from bookmaker.errors import ExportError

T = TypeVar("T")

XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA_TYPE = "application/xhtml+xml"
_NCX_TYPE = "application/x-dtbncx+xml"
_DAMAGE = (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError)


@dataclass(frozen=True, slots=True)
class Archive:
    """An EPUB. `documents` are XHTML by name, `spine` is the reading order. Units: `sizes` in bytes."""

    language: str
    members: frozenset[str]
    documents: Mapping[str, etree._Element]
    spine: tuple[str, ...]
    package: etree._Element
    package_name: str
    items: Mapping[str, etree._Element]
    """Items of the manifest by the name of their file."""
    sizes: Mapping[str, int]
    pictures: Mapping[str, PictureFacts]
    styles: Mapping[str, str]
    ncx: etree._Element | None
    file_bytes: int

    def metadata(self, name: str) -> tuple[str, ...]:
        """Values of a Dublin Core element (`dc:title`), or of a property (`schema:accessMode`)."""
        if name.startswith("dc:"):
            found = self.package.iterfind(f".//{_DC}{name[3:]}")
        else:
            found = self.package.iterfind(f".//{_OPF}meta[@property='{name}']")
        return tuple((element.text or "").strip() for element in found)


def read_archive(path: Path) -> Archive:
    """Read an EPUB. Raises: ExportError where it cannot be read as one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path.stat().st_size)
    except _DAMAGE as error:
        raise ExportError(f"{path} cannot be read as an EPUB: {error}", "build it again") from error


def _read(archive: zipfile.ZipFile, file_bytes: int) -> Archive:
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
    by_name = {names[key]: item for key, item in items.items()}
    ncx = next((name for name, item in by_name.items() if item.get("media-type") == _NCX_TYPE), None)
    return Archive(
        language=language,
        members=frozenset(archive.namelist()),
        documents=documents,
        spine=spine,
        package=package,
        package_name=package_path,
        items=by_name,
        sizes={info.filename: info.file_size for info in archive.infolist()},
        pictures=_read_kind(archive, by_name, "image/", lambda data, name: _facts(archive, data, name)),
        styles=_read_kind(archive, by_name, "text/css", lambda data, _: data.decode("utf-8", "replace")),
        ncx=etree.fromstring(archive.read(ncx)) if ncx else None,
        file_bytes=file_bytes,
    )


def _read_kind(
    archive: zipfile.ZipFile,
    items: Mapping[str, etree._Element],
    media_type: str,
    read: Callable[[bytes, str], T],
) -> dict[str, T]:
    """Those files whose type begins so, one after the other."""
    return {
        name: read(archive.read(name), name)
        for name, item in items.items()
        if (item.get("media-type") or "").startswith(media_type)
    }


def _facts(archive: zipfile.ZipFile, data: bytes, name: str) -> PictureFacts:
    return picture_facts(data, archive.getinfo(name).CRC)


def _package_path(archive: zipfile.ZipFile) -> str:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    for rootfile in container.iter(f"{_CONTAINER}rootfile"):
        return rootfile.get("full-path") or ""
    raise ValueError("META-INF/container.xml names no package document")


def _join(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
