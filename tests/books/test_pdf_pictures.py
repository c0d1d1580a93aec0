"""Pictures in the PDF: each once, each drawn, and each the one that the post shows."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pikepdf
from PIL import Image, ImageChops, ImageStat

from bookmaker.model import PreparedImage
from tests.building import Built
from tests.pdf_reading import PdfBook, Picture

_SAMPLE_PX = (24, 24)
# Scaling on the way to the page blurs edges; another picture differs by more than twice as much.
_MOST_DIFFERENT = 16


def test_every_picture_is_stored_once(examples: Built, pdf: PdfBook) -> None:
    images = examples.report.rendered.images
    stored = [
        (int(item.Width), int(item.Height))
        for item in pdf.pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    assert Counter(stored) == Counter((image.width_px, image.height_px) for image in images.values())


def test_every_use_of_a_picture_is_drawn(examples: Built, pdf: PdfBook) -> None:
    used = Counter(image.size_px for image in _drawn(pdf))
    assert used == Counter((image.width_px, image.height_px) for image in _uses(examples))


def test_pictures_show_what_the_epub_shows(examples: Built, pdf: PdfBook) -> None:
    with zipfile.ZipFile(examples.epub) as archive:
        files = [archive.read(f"EPUB/images/{image.file_name}") for image in _uses(examples)]
    for file, picture in zip(files, _drawn(pdf), strict=True):
        wanted = Image.open(io.BytesIO(file)).convert("RGB").resize(_SAMPLE_PX, Image.Resampling.BOX)
        drawn = pdf.draw(picture, scale=2).resize(_SAMPLE_PX, Image.Resampling.BOX)
        difference = ImageStat.Stat(ImageChops.difference(wanted, drawn)).mean
        assert max(difference) < _MOST_DIFFERENT, (picture, difference)
        assert len(drawn.getcolors(drawn.width * drawn.height) or ()) > 10, "there is something to see"


def test_pictures_stay_within_the_type_area(pdf: PdfBook) -> None:
    side_pt = pdf.size.side_mm * 72 / 25.4
    for picture in _drawn(pdf):
        left, bottom, right, top = picture.box
        assert left >= side_pt - 1 and right <= pdf.size.width_pt - side_pt + 1, picture
        assert bottom > 0 and top < pdf.size.height_pt, picture


def test_the_cover_shows_pictures_of_the_posts(examples: Built, pdf: PdfBook) -> None:
    shown = [picture.size_px for picture in pdf.pictures if picture.page_index == 0]
    photographs = [image for image in _uses(examples) if image.media_type == "image/jpeg"]
    assert len(shown) > 1
    assert set(shown) <= {(image.width_px, image.height_px) for image in photographs}


def test_no_picture_is_missing(examples: Built) -> None:
    assert [problem for problem in examples.report.diagnostics if problem.code.startswith("image-m")] == []


def _drawn(pdf: PdfBook) -> list[Picture]:
    """The pictures in the text: the cover may show some of them again."""
    return [picture for picture in pdf.pictures if picture.page_index > 0]


def _uses(built: Built) -> list[PreparedImage]:
    """The pictures in the order in which the chapters show them."""
    rendered = built.report.rendered
    keys = (
        part.split('"', 1)[0]
        for document in rendered.documents
        for part in document.xhtml.split('src="asset:')[1:]
    )
    return [rendered.images[key] for key in keys]
