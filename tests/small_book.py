"""A small finished book, written by hand: what is sent does not depend on how it was made."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image

from bookmaker.sender.edition import FinishedEdition, find_edition

_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="3.0" unique-identifier="id"><metadata>
<dc:identifier id="id">{identifier}</dc:identifier><dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator><dc:language>ru</dc:language>
<dc:description>Записки о погоде</dc:description><dc:subject>Хлеб</dc:subject></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="cover" href="images/cover.jpg" properties="cover-image" media-type="image/jpeg"/></manifest>
</package>"""
_NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><a href="p.xhtml">Январь</a><ol>{chapters}</ol></li></ol></nav>
<nav epub:type="landmarks"><ol><li><a href="c.xhtml">Обложка</a></li></ol></nav></body></html>"""
FIRST = '<li><a href="a.xhtml">Год в девяти <em>столбиках</em></a></li>'
SECOND = '<li><a href="b.xhtml">A Loaf &lt;in&gt; Eleven Hours</a></li>'
_CHAPTERS = FIRST + SECOND
TITLE = "Балкон на восток: заметки о долгой зиме и короткой весне, 2024"
AUTHOR = "Соседка с пятого этажа"


def write_book(
    folder: Path,
    *,
    title: str = TITLE,
    author: str = AUTHOR,
    identifier: str = "urn:uuid:1b2c",
    with_pdf: bool = True,
    padding: int = 0,
    name: str = "balkon-2024",
    chapters: str = _CHAPTERS,
) -> FinishedEdition:
    """Write an EPUB, and a PDF beside it. `padding` makes the EPUB larger by so many bytes."""
    cover = io.BytesIO()
    Image.new("RGB", (800, 1200), (90, 120, 90)).save(cover, "JPEG")
    with zipfile.ZipFile(folder / f"{name}.epub", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr(
            "EPUB/content.opf", _PACKAGE.format(title=title, author=author, identifier=identifier)
        )
        archive.writestr("EPUB/nav.xhtml", _NAV.format(chapters=chapters))
        archive.writestr("EPUB/images/cover.jpg", cover.getvalue())
        if padding:
            archive.writestr("EPUB/padding.bin", bytes(padding))
    if with_pdf:
        (folder / f"{name}.pdf").write_bytes(b"%PDF-1.7\n.\n..dots at the beginning of lines\n%%EOF\n")
    return find_edition(name, folder)
