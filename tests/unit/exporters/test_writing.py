"""Objects copied from small files into one large file arrive whole, once, and led to where they lie now."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bookmaker.exporters.pdf.pagetree import PageTree
from bookmaker.exporters.pdf.writing import Copier, PdfWriter, reference

_ROW = bytes(range(256))


def section(note: str, pages: int = 1) -> pikepdf.Pdf:
    """A file with a picture, a mask of it, and an annotation that says `note` on each page."""
    pdf = pikepdf.new()
    mask = picture(pdf)
    image = picture(pdf, SMask=mask)
    resources = pdf.make_indirect(Dictionary(XObject=Dictionary(I=image)))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(200, 300)).obj
        page.Resources = resources
        page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Contents=String(note), P=page))])
    return pdf


def picture(pdf: pikepdf.Pdf, **more: pikepdf.Object) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, _ROW)
    stream.Type, stream.Subtype, stream.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    stream.Width, stream.Height, stream.BitsPerComponent = 16, 16, 8
    for name, value in more.items():
        stream[f"/{name}"] = value
    return pdf.make_indirect(stream)


def write(*sections: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    writer = PdfWriter(file)
    tree = PageTree(writer)
    pictures: dict[bytes, int] = {}
    for pdf in sections:
        copier = Copier(pdf, writer, pictures)
        tree.add([page.obj for page in pdf.pages], copier)
    whole = pikepdf.new()
    whole.Root.Pages = reference(tree.finish())
    whole.docinfo["/Title"] = "A file"
    copier = Copier(whole, writer)
    writer.finish(copier.copy(whole.Root), copier.copy(whole.docinfo))
    return file.getvalue()


def read(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def test_pages_come_in_order_with_what_they_lead_to() -> None:
    pdf = read(write(section("one", 70), section("two", 3)))
    notes = [str(page.obj.Annots[0].Contents) for page in pdf.pages]
    assert notes == ["one"] * 70 + ["two"] * 3
    assert all(page.obj.Annots[0].P.objgen == page.obj.objgen for page in pdf.pages)
    assert str(pdf.docinfo["/Title"]) == "A file"


def test_words_that_look_like_references_stay_words() -> None:
    notes = ["see 1 0 R", "(4 0 R", "\\) 3 0 R", "/BookmakerObject1", "Слова 2 0 R", "<2 0 R>"]
    pdf = read(write(*map(section, notes)))
    assert [str(page.obj.Annots[0].Contents) for page in pdf.pages] == notes


def test_a_picture_of_several_sections_is_written_once() -> None:
    pdf = read(write(section("one"), section("two"), section("three")))
    pictures = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
    assert len(pictures) == 2
    assert {page.obj.Resources.XObject.I.objgen for page in pdf.pages} == {pictures[1].objgen}
    assert pictures[1].SMask.objgen == pictures[0].objgen
    assert pictures[0].read_bytes() == _ROW


def test_equal_sections_give_equal_files() -> None:
    assert write(section("one"), section("two")) == write(section("one"), section("two"))
    assert write(section("one"), section("two")) != write(section("two"), section("one"))


def test_objects_lie_in_compressed_streams() -> None:
    data = write(section("one", 150))
    assert data.count(b"/ObjStm") > 2
    assert b"/Annot" not in data
    assert len(read(data).pages) == 150
