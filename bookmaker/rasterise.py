"""From PDF pages to pictures, and from large pictures to small ones. The only module that uses pypdfium2."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

_JPEG_QUALITY = 88


def pdf_page_to_png(pdf: bytes, width_px: int, page_index: int = 0) -> bytes:
    """Draw one page, as wide as asked, as a PNG file."""
    file = io.BytesIO()
    _draw(pdf, width_px, page_index).save(file, "PNG")
    return file.getvalue()


def pdf_page_to_jpeg(pdf: bytes, width_px: int, page_index: int = 0) -> bytes:
    """Draw one page, as wide as asked, as a baseline JPEG file."""
    file = io.BytesIO()
    _draw(pdf, width_px, page_index).save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return file.getvalue()


def picture_to_jpeg(data: bytes, width_px: int) -> bytes:
    """Scale a picture down to a width, as a baseline JPEG file. Raises: OSError where it is none."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        height_px = max(round(image.height * width_px / image.width), 1)
        smaller = image.convert("RGB")
        smaller.thumbnail((width_px, height_px), Image.Resampling.LANCZOS)
    smaller.save(file, "JPEG", quality=_JPEG_QUALITY)
    return file.getvalue()


def count_pages(pdf: bytes) -> int:
    """The number of pages of a file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _draw(pdf: bytes, width_px: int, page_index: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[page_index]
        image: Image.Image = page.render(scale=width_px / page.get_width()).to_pil()
        return image.convert("RGB")
    finally:
        document.close()
