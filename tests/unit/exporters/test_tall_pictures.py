"""Pictures several times as high as wide get most of a page's height."""

from __future__ import annotations

import pytest

from bookmaker.exporters.pdf.fitting import fit_to_page
from bookmaker.exporters.pdf.page import page_style
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.templating import read_style
from bookmaker.typesetting import lay_out

_SIZE = PAGE_SIZES["a5"]
_PX_PER_MM = 96 / 25.4


def _height_mm(width: int, height: int, wrap: str = "{}") -> float:
    image = wrap.format(f'<img alt="" height="{height}" src="asset:a" width="{width}"/>')
    body = fit_to_page(f'<p>Text</p><figure class="tall" id="a">{image}</figure>', _SIZE)
    styles = (page_style(_SIZE), read_style("base.css"), read_style("print.css"))
    pages = lay_out(f"<html><body>{body}</body></html>", styles, {"a": (width, height)}).document.pages
    found = (box for page in pages for box in page._page_box.descendants())
    return float(next(box.height for box in found if box.element_tag == "img")) / _PX_PER_MM


@pytest.mark.parametrize("wrap", ["{}", '<a href="https://example.org/">{}</a>'])
def test_a_picture_of_a_long_page_is_as_high_as_a_page_lets_it(wrap: str) -> None:
    assert _height_mm(1000, 5000, wrap) == pytest.approx(0.86 * _SIZE.text_height_mm, abs=0.5)


def test_a_screenshot_of_a_telephone_is_no_higher_than_other_pictures() -> None:
    assert _height_mm(1170, 2532) == pytest.approx(0.68 * _SIZE.text_height_mm, abs=0.5)
