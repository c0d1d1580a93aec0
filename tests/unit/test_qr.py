"""QR codes, read from a printed page by a program that reads codes."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from bookmaker.qr import draw_code, draw_codes, qr_image
from bookmaker.rasterise import pdf_page_to_png
from bookmaker.typesetting import lay_out

ADDRESSES = [
    "https://e.org/",
    "https://example.org/a?x=1&y=<2>\"'",
    "https://example.org/посты/почта",
    "https://example.org/" + "long/" * 45,
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_camera_reads_the_address_from_the_page(address: str) -> None:
    xhtml = f"<html><body><p>Words {qr_image(address)}</p></body></html>"
    pages = lay_out(xhtml, ("@page { size: 100mm 60mm; margin: 5mm }",), artworks=draw_codes(xhtml))
    assert pages.complaints == []
    image = Image.open(io.BytesIO(pdf_page_to_png(pages.to_pdf(), 1200)))
    (code,) = zxingcpp.read_barcodes(image)
    assert (code.text, code.ec_level) == (address, "M")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_is_large_enough_to_be_read(address: str) -> None:
    side = draw_code(address).width
    found = re.search(r"width: ([\d.]+)mm", qr_image(address))
    assert found
    width_mm = float(found[1])
    assert width_mm / side >= 0.399
    assert width_mm * (side - 8) / side >= 13.99


def test_an_address_too_long_for_print_has_no_code() -> None:
    assert qr_image("https://example.org/" + "x" * 300) == ""
    assert qr_image("https://example.org/" + "x" * 5_000) == ""
    assert qr_image("") == ""


def test_the_quiet_zone_is_free() -> None:
    artwork = draw_code("https://e.org/")
    rows = re.findall(rb"^(\d+) (\d+) (\d+) 1 re$", artwork.operators, re.MULTILINE)
    assert len(rows) > 100
    for x, y, width in ((int(x), int(y), int(width)) for x, y, width in rows):
        assert x >= 4
        assert x + width <= artwork.width - 4
        assert 4 <= y < artwork.height - 4
