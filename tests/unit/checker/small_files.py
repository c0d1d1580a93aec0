"""The smallest EPUB and PDF that the checks can read, made by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>ru</dc:language></metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{body}</body></html>'
#: Letters and their codes in the font of `write_pdf`; every glyph is half as wide as it is high.
ALPHABET = {
    letter: index for index, letter in enumerate(" abcdefghijklmnopqrstuvwxyz0123456789.-אב•۲", start=1)
}


def write_epub(path: Path, bodies: Mapping[str, str]) -> Path:
    """An EPUB of chapters: the content of each body by its name."""
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in bodies
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in bodies)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("EPUB/package.opf", _PACKAGE.format(items=items, spine=spine))
        for name, body in bodies.items():
            archive.writestr(f"EPUB/{name}.xhtml", _PAGE.format(body=body))
    return path


def shown(text: str) -> str:
    """The string that shows a text."""
    return "<" + "".join(f"{ALPHABET[letter]:04x}" for letter in text) + ">"


def line(text: str, x: float = 50, y: float = 700, size: float = 10) -> str:
    """The operators that draw a text."""
    return f"BT 1 0 0 1 {x} {y} Tm /F {size} Tf [{shown(text)}] TJ ET"


def write_pdf(path: Path, pages: list[str], starts: Mapping[str, tuple[int, float]]) -> Path:
    """A PDF of pages of operators; `starts` are named destinations: page index and height in points."""
    with pikepdf.new() as pdf:
        font = _font(pdf)
        for content in pages:
            page = pdf.add_blank_page(page_size=(400, 800))
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(content.encode())
        names = Array()
        for name in sorted(starts):
            index, y_pt = starts[name]
            names.append(String(name))
            names.append(Array([pdf.pages[index].obj, Name.XYZ, 0, y_pt, 0]))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
        pdf.Root.Lang = String("en")
        pdf.save(path)
    return path


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    chars = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in ALPHABET.items())
    unicode_map = f"begincmap\n{len(ALPHABET)} beginbfchar\n{chars}\nendbfchar\nendcmap"
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.F, DW=500)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.F,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]),
        ToUnicode=pdf.make_stream(unicode_map.encode()),
    )
    return pdf.make_indirect(font)
