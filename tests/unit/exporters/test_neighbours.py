"""Tall pictures that follow each other stand side by side where that hardly makes them smaller."""

from __future__ import annotations

import re

import pytest

from bookmaker.exporters.pdf.neighbours import set_side_by_side
from bookmaker.exporters.pdf.page import page_style
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.templating import read_style
from bookmaker.typesetting import lay_out

_A5 = PAGE_SIZES["a5"]
_COLUMN_PX = (148 - 36) / 25.4 * 96


def _figure(width: int, height: int, name: str, caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    image = f'<img alt="" height="{height}" src="asset:{name}" width="{width}"/>'
    return f'<figure class="tall" id="{name}">{image}{words}</figure>'


def _telephone(name: str, caption: str = "") -> str:
    return _figure(1170, 2532, name, caption)


def _rows(xhtml: str) -> list[list[str]]:
    """The pictures of each row."""
    rows = re.findall(r'<div class="neighbours">(.*?)</div>', xhtml, re.DOTALL)
    return [re.findall(r'src="asset:(\w+)"', row) for row in rows]


def test_two_screenshots_of_a_telephone_stand_in_a_row_with_their_captions() -> None:
    xhtml = set_side_by_side(f"<p>a</p>{_telephone('b', 'one')}\n{_telephone('c', 'two')}<p>d</p>", _A5)
    assert _rows(xhtml) == [["b", "c"]]
    without = re.sub(r'<div class="neighbours">|</div>| style="[^"]*"', "", xhtml)
    assert without == f"<p>a</p>{_telephone('b', 'one')}{_telephone('c', 'two')}<p>d</p>"


@pytest.mark.parametrize(
    ("count", "page", "rows"),
    [
        (3, "a5", [["a", "b"]]),
        (4, "a5", [["a", "b"], ["c", "d"]]),
        (5, "a5", [["a", "b"], ["c", "d"]]),
    ],
)
def test_rows_are_about_equally_long(count: int, page: str, rows: list[list[str]]) -> None:
    pictures = "".join(_telephone(name) for name in "abcdef"[:count])
    assert _rows(set_side_by_side(pictures, PAGE_SIZES[page])) == rows


@pytest.mark.parametrize(
    "between",
    ["<p>text</p>", "<h2>Head</h2>", _figure(1600, 900, "wide").replace(' class="tall"', ' class="wide"')],
)
def test_what_stands_between_keeps_pictures_apart(between: str) -> None:
    xhtml = _telephone("a") + between + _telephone("b")
    assert set_side_by_side(xhtml, _A5) == xhtml


def test_pictures_that_would_be_too_small_stand_alone() -> None:
    xhtml = _figure(1000, 1300, "a") + _figure(1000, 1300, "b")
    assert set_side_by_side(xhtml, _A5) == xhtml


def test_what_an_author_asked_for_is_kept() -> None:
    xhtml = (_telephone("a") + _telephone("b")).replace('class="tall"', 'class="w-50"')
    assert set_side_by_side(xhtml, _A5) == xhtml


def test_on_the_page_they_are_equally_high_and_fill_the_column_at_most() -> None:
    xhtml = set_side_by_side(_telephone("a", "A caption") + _figure(1080, 2160, "b"), _A5)
    styles = (page_style(_A5), read_style("base.css"), read_style("print.css"))
    sizes = {"a": (1170, 2532), "b": (1080, 2160)}
    pages = lay_out(f"<html><body>{xhtml}</body></html>", styles, sizes).document.pages
    first, second = (box for box in pages[0]._page_box.descendants() if box.element_tag == "img")
    assert first.position_y == pytest.approx(second.position_y, abs=0.5)
    assert first.height == pytest.approx(second.height, rel=0.01)
    assert first.position_x + first.width < second.position_x
    assert second.position_x + second.width - first.position_x <= _COLUMN_PX
    assert len(pages) == 1
