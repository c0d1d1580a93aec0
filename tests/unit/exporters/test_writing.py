"""Objects copied from small files into one large file arrive whole, once, and led to where they lie now."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bookmaker.exporters.pdf.assembling.copying import Copier, reference
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.exporters.pdf.assembling.pagetree import PageTree
from bookmaker.exporters.pdf.assembling.writing import PdfWriter

_ROW = bytes(range(256))
_GAP = 40


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
    """A file of the sections, with numbers left out between them, and a blank page at the end."""
    file = io.BytesIO()
    writer = PdfWriter(file, dict[str, bytes]().__getitem__)
    around = Objects(1)
    tree = PageTree(around, sum(len(pdf.pages) for pdf in sections) + 1)
    pictures: dict[str, int] = {}
    end = around.end
    for pdf in sections:
        objects = Objects(end + _GAP)
        copier = Copier(pdf, objects, pictures.get)
        for page in pdf.pages:
            page.obj.Parent = tree.refer(len(tree.pages))
        tree.add(copier.copy_all(page.obj for page in pdf.pages))
        pictures |= copier.copies
        block = objects.close()
        writer.add(block)
        end = block.end
    tree.add_blank()
    closing = Objects(end)
    whole = pikepdf.new()
    whole.Root.Pages = reference(tree.finish(lambda node: write_blank(closing, node)))
    whole.docinfo["/Title"] = "A file"
    copier = Copier(whole, closing)
    root, info = copier.copy(whole.Root), copier.copy(whole.docinfo)
    writer.add(around.close())
    writer.add(closing.close())
    writer.finish(root, info)
    return file.getvalue()


def write_blank(objects: Objects, node: int) -> int:
    number = objects.allocate()
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 200 300] /Resources << >> >>"
    objects.write(number, page % node)
    return number


def read(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    return pdf


def test_pages_come_in_order_with_what_they_lead_to() -> None:
    pdf = read(write(section("one", 70), section("two", 3)))
    notes = [str(page.obj.Annots[0].Contents) for page in pdf.pages[:-1]]
    assert notes == ["one"] * 70 + ["two"] * 3
    assert all(page.obj.Annots[0].P.objgen == page.obj.objgen for page in pdf.pages[:-1])
    assert "/Annots" not in pdf.pages[-1].obj
    assert str(pdf.docinfo["/Title"]) == "A file"


def test_words_that_look_like_references_stay_words() -> None:
    notes = ["see 1 0 R", "(4 0 R", "\\) 3 0 R", "/BookmakerObject1", "Слова 2 0 R", "<2 0 R>"]
    pdf = read(write(*map(section, notes)))
    assert [str(page.obj.Annots[0].Contents) for page in pdf.pages[:-1]] == notes


def test_a_picture_of_several_sections_is_written_once() -> None:
    pdf = read(write(section("one"), section("two"), section("three")))
    pictures = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
    assert len(pictures) == 2
    assert {page.obj.Resources.XObject.I.objgen for page in pdf.pages[:-1]} == {pictures[1].objgen}
    assert pictures[1].SMask.objgen == pictures[0].objgen
    assert pictures[0].read_bytes() == _ROW


def test_equal_sections_give_equal_files() -> None:
    assert write(section("one"), section("two")) == write(section("one"), section("two"))
    assert write(section("one"), section("two")) != write(section("two"), section("one"))


def test_objects_lie_in_compressed_streams() -> None:
    data = write(section("one", 150))
    assert data.count(b"/ObjStm") > 2
    assert b"/Annot" not in data
    assert len(read(data).pages) == 151


def test_a_picture_is_put_in_when_the_block_comes_into_the_file() -> None:
    file, data = io.BytesIO(), bytes(range(200))
    objects = Objects(7)
    for _ in range(2):
        number = objects.allocate()
        objects.write_picture(number, b"<< /Length %d >>" % len(data), "moon", len(data))
    note = objects.allocate()
    objects.write(note, b"<< /Note (after the picture) >>")
    block = objects.close()
    assert data not in b"".join(piece.data for piece in block.pieces)
    writer = PdfWriter(file, {"moon": data}.__getitem__)
    writer.add(block)
    root = Objects(block.end)
    catalog = root.allocate()
    root.write(
        catalog, b"<< /Type /Catalog /Pages << /Kids [] /Count 0 >> /First 7 0 R /Note %d 0 R >>" % note
    )
    writer.add(root.close())
    writer.finish(catalog, note)
    pdf = pikepdf.open(io.BytesIO(file.getvalue()))
    assert pdf.Root.First.read_raw_bytes() == data
    assert pdf.get_object(8, 0).read_raw_bytes() == data
    assert str(pdf.Root.Note.Note) == "after the picture"
