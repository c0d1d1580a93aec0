"""Chapters laid out one by one say what the whole book says in one run, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.reference import render_reference
from tests.building import Built, Shelf
from tests.pdf_reading import PdfBook, letters
from tests.print_only import without_references


@pytest.mark.slow
def test_pages_are_those_of_a_whole_book_render(
    examples: Built, pdf: PdfBook, shelf: Shelf, tmp_path: Path
) -> None:
    path = tmp_path / "reference.pdf"
    path.write_bytes(
        shelf.workshop.submit(render_reference, examples.report.rendered, examples.epub).result()
    )
    parts = {pdf.destinations[part.id][0] for part in examples.report.rendered.book.parts}
    pages = [index for index in range(pdf.labels.index("1"), len(pdf.labels)) if index not in parts]
    with PdfBook(path) as reference:
        expected = [_words(reference, index) for index in range(len(reference.labels))]
    assert [_words(pdf, index) for index in pages] == expected


def _words(pdf: PdfBook, page_index: int) -> list[str]:
    """The words of a page, less the numbers of other pages: the reference has zeros there."""
    return [letters(word) for word in without_references(pdf.text(page_index)).split()]
