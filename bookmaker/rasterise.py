"""Pages of PDFs as pictures, large pictures as small ones, and what colours mean. The door to pypdfium2."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageCms

_JPEG_QUALITY = 88
# Of an ICC profile's header: version and moment of making. Source: ICC.1:2010, 7.2.
_VERSION, _MOMENT = slice(8, 12), slice(24, 36)
#: Between the pages of a spread.
_GAP_COLOUR = (150, 150, 150)
_SPREAD_COLOURS = 48


def pdf_page_to_png(pdf: bytes, width_px: int, page_index: int = 0) -> bytes:
    """Draw one page, as wide as asked, as a PNG file."""
    file = io.BytesIO()
    _draw(pdf, width_px, page_index).save(file, "PNG")
    return file.getvalue()


def pdf_spread_to_png(pdf: bytes, width_px: int, left_index: int) -> bytes:
    """Draw two facing pages side by side, together as wide as asked, as a PNG file of few colours."""
    gap = max(width_px // 120, 1)
    pages = [_draw(pdf, (width_px - gap) // 2, index) for index in (left_index, left_index + 1)]
    spread = Image.new("RGB", (sum(page.width for page in pages) + gap, pages[0].height), _GAP_COLOUR)
    spread.paste(pages[0], (0, 0))
    spread.paste(pages[1], (pages[0].width + gap, 0))
    file = io.BytesIO()
    spread.quantize(_SPREAD_COLOURS).save(file, "PNG", optimize=True)
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


def pdf_metadata(pdf: bytes) -> dict[str, str]:
    """What a file's information dictionary says: `Title`, `Author`, `CreationDate` …; empty where nothing."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises: OSError where it is no picture."""
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def plain_to_jpeg(width_px: int, height_px: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour, as a baseline JPEG file."""
    file = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(file, "JPEG", quality=_JPEG_QUALITY)
    return file.getvalue()


def srgb_profile() -> bytes:
    """The ICC profile of sRGB, free to use. The same at any time: no moment of making, and version 4.2."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_VERSION] = bytes((4, 0x20, 0, 0))
    profile[_MOMENT] = bytes((0x07, 0xBC, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)


def _draw(pdf: bytes, width_px: int, page_index: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[page_index]
        image: Image.Image = page.render(scale=width_px / page.get_width()).to_pil()
        return image.convert("RGB")
    finally:
        document.close()
