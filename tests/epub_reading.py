"""A finished EPUB, read back from its archive with an XML parser and nothing else."""

from __future__ import annotations

import posixpath
import zipfile
from functools import cached_property
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from lxml import etree

_NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "container": "urn:oasis:names:tc:opendocument:xmlns:container",
}
_TYPE = "{http://www.idpf.org/2007/ops}type"
_WEB = ("http", "https", "mailto", "tel", "ftp")

#: A line of a table of contents: depth from 0, text, and the place in the archive.
Line = tuple[int, str, str]


class EpubBook:
    """An open EPUB; a context manager. Files are named by their full path in the archive."""

    def __init__(self, path: Path):
        self.archive = zipfile.ZipFile(path)

    def __enter__(self) -> EpubBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archive.close()

    def tree(self, name: str) -> etree._Element:
        """A file as XML. Raises: KeyError, etree.XMLSyntaxError."""
        return etree.fromstring(self.archive.read(name))

    @cached_property
    def package_name(self) -> str:
        """Where the container says that the package document is."""
        container = self.tree("META-INF/container.xml")
        return _one(container, "//container:rootfile").get("full-path") or ""

    @cached_property
    def package(self) -> etree._Element:
        """The package document."""
        return self.tree(self.package_name)

    @cached_property
    def manifest(self) -> dict[str, etree._Element]:
        """Items by file name."""
        items = self.package.findall("opf:manifest/opf:item", _NS)
        return {self.resolve(self.package_name, item.get("href") or ""): item for item in items}

    @cached_property
    def spine(self) -> list[str]:
        """Names of the files in reading order."""
        names = {item.get("id"): name for name, item in self.manifest.items()}
        return [names[item.get("idref")] for item in self.package.findall("opf:spine/opf:itemref", _NS)]

    @cached_property
    def texts(self) -> dict[str, etree._Element]:
        """All XHTML files."""
        return {
            name: self.tree(name)
            for name, item in self.manifest.items()
            if item.get("media-type") == "application/xhtml+xml"
        }

    def metadata(self, name: str) -> list[str]:
        """Values of a Dublin Core element (`title`) or of a property (`dcterms:modified`)."""
        if ":" in name:
            found = self.package.findall(f"opf:metadata/opf:meta[@property='{name}']", _NS)
        else:
            found = self.package.findall(f"opf:metadata/dc:{name}", _NS)
        return [element.text or "" for element in found]

    @cached_property
    def nav_name(self) -> str:
        """The navigation document."""
        return next(name for name, item in self.manifest.items() if "nav" in (item.get("properties") or ""))

    def nav_lines(self, kind: str) -> list[Line]:
        """Lines of the `toc` or the `landmarks`."""
        for nav in self.texts[self.nav_name].iterfind(".//h:nav", _NS):
            if nav.get(_TYPE) == kind:
                return [self._nav_line(link) for link in nav.iterfind(".//h:a", _NS)]
        return []

    def ncx_lines(self) -> list[Line]:
        """Lines of the NCX."""
        name = next(name for name in self.manifest if name.endswith(".ncx"))
        lines = []
        for point in self.tree(name).iterfind(".//ncx:navPoint", _NS):
            depth = sum(1 for parent in point.iterancestors(f"{{{_NS['ncx']}}}navPoint"))
            text = _one(point, "ncx:navLabel/ncx:text").text or ""
            lines.append((depth, text, self.resolve(name, _one(point, "ncx:content").get("src") or "")))
        return lines

    def broken_links(self) -> list[str]:
        """Addresses in texts that lead to no file, to no id, or by a scheme that readers do not know."""
        ids = {
            name: {element.get("id") for element in tree.iter() if element.get("id")}
            for name, tree in self.texts.items()
        }
        broken = []
        for name, tree in self.texts.items():
            for element in tree.iter("{*}a", "{*}img", "{*}link", "{*}script", "{*}image"):
                href = element.get("href") or element.get("src") or ""
                scheme = urlsplit(href).scheme
                if scheme:
                    is_fine = scheme in _WEB and "site.invalid" not in href
                else:
                    file, _, fragment = self.resolve(name, href).partition("#")
                    is_fine = file in self.manifest and (not fragment or fragment in ids[file])
                if href and not is_fine:
                    broken.append(f"{name}: {href}")
        return broken

    @staticmethod
    def resolve(base: str, href: str) -> str:
        """The full name of what a relative address in a file leads to, with its fragment."""
        path, _, fragment = unquote(href).partition("#")
        full = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
        return f"{full}#{fragment}" if fragment else full

    def _nav_line(self, link: etree._Element) -> Line:
        depth = sum(1 for parent in link.iterancestors(f"{{{_NS['h']}}}ol")) - 1
        text = "".join(str(piece) for piece in link.itertext())
        return depth, text, self.resolve(self.nav_name, link.get("href") or "")


def _one(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path.replace("//", ".//"), _NS)
    assert found is not None, path
    return found
