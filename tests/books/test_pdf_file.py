"""What the PDF says of itself, and the fonts that it brings."""

from __future__ import annotations

import re
from importlib import resources

import pikepdf

from tests.building import Built
from tests.pdf_reading import PdfBook

_FACES = re.compile(r"--[a-z]+-face:([^;]+);")


def test_information_and_metadata_agree(examples: Built, pdf: PdfBook) -> None:
    book = examples.report.rendered.book
    information = {str(key): str(value) for key, value in pdf.pdf.docinfo.items()}
    with pdf.pdf.open_metadata() as meta:
        assert meta["dc:title"] == information["/Title"] == book.title
        assert meta["dc:creator"] == list(book.authors)
        assert information["/Author"] == "; ".join(book.authors)
        assert meta["dc:description"] == information["/Subject"] == book.description
        assert meta["pdf:Producer"] == information["/Producer"]
        assert meta["dc:identifier"] == book.identifier
        created = re.sub(r"\D", "", meta["xmp:CreateDate"])[:14]
    assert re.sub(r"\D", "", information["/CreationDate"])[:14] == created
    assert information["/CreationDate"] == information["/ModDate"]


def test_viewer_is_told_language_and_title(examples: Built, pdf: PdfBook) -> None:
    root = pdf.pdf.Root
    assert str(root.Lang) == examples.report.rendered.book.language
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.PageMode) == "/UseOutlines"


def test_fonts_are_embedded_and_those_of_the_theme(pdf: PdfBook) -> None:
    theme = (resources.files("bookmaker.styles") / "themes" / "classic.css").read_text("utf-8")
    families = {_plain(name) for faces in _FACES.findall(theme) for name in faces.split(",")}
    names = set()
    for item in pdf.pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            assert "/FontFile2" in item or "/FontFile3" in item, item.FontName
            names.add(_plain(str(item.FontName).split("+")[-1]))
    assert {name for name in names if name.startswith("ptserif")}
    assert {name for name in names if not name.startswith(tuple(families))} == set()


def test_text_can_be_copied(pdf: PdfBook) -> None:
    """Every face maps its glyphs to characters. Source: ISO 32000-1, 9.10.3."""
    fonts = [
        item
        for item in pdf.pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"
    ]
    assert fonts and all("/ToUnicode" in font for font in fonts)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
