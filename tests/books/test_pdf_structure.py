"""The PDF as a reader uses it: contents, outline, numbers of pages, links, running heads."""

from __future__ import annotations

from tests.building import Built
from tests.pdf_checks import (
    assert_contents_are_right,
    assert_furniture_is_right,
    assert_links_land,
    assert_outline_is_complete,
    front_pages,
)
from tests.pdf_reading import PdfBook, letters


def test_contents_name_the_right_pages(examples: Built, pdf: PdfBook) -> None:
    assert_contents_are_right(examples, pdf)


def test_outline_has_every_chapter(examples: Built, pdf: PdfBook) -> None:
    assert_outline_is_complete(examples, pdf)
    assert [entry.level for entry in pdf.outline[:2]] == [0, 0]


def test_links_land(examples: Built, pdf: PdfBook) -> None:
    assert_links_land(examples, pdf)


def test_running_heads_and_folios(examples: Built, pdf: PdfBook) -> None:
    assert_furniture_is_right(examples, pdf)


def test_labels_are_roman_then_arabic(pdf: PdfBook) -> None:
    front = len(front_pages(pdf))
    assert front % 2 == 0, "page 1 is a recto"
    assert pdf.labels[:front] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][:front]
    assert pdf.labels[front:] == [str(number) for number in range(1, len(pdf.labels) - front + 1)]


def test_contents_page_is_numbered_in_roman(pdf: PdfBook) -> None:
    page_index = pdf.destinations["contents"][0]
    assert pdf.foot(page_index) == pdf.labels[page_index]


def test_pages_before_the_contents_have_no_furniture(pdf: PdfBook) -> None:
    for page_index in range(1, pdf.destinations["contents"][0]):
        assert pdf.head(page_index) == ""
        assert not letters(pdf.foot(page_index)).isdigit()
