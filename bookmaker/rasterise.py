"""From PDF pages to pictures. The only module that uses pypdfium2."""

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
