"""Every page size makes a book whose contents, outline and furniture are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker import Arrangement, Selection
from bookmaker.pagesizes import PAGE_SIZES
from tests.building import Shelf
from tests.pdf_checks import (
    assert_contents_are_right,
    assert_furniture_is_right,
    assert_outline_is_complete,
)
from tests.pdf_reading import PdfBook

_POSTS = Selection(limit=3)


@pytest.mark.parametrize("name", [size.name for size in PAGE_SIZES.values()])
def test_page_size(name: str, shelf: Shelf, project: Path) -> None:
    arrangement = Arrangement(name=f"size-{name}", parts="month")
    built = shelf.book(f"size-{name}", project / "examples", _POSTS, arrangement, page=name)
    size = PAGE_SIZES[name.lower()]
    with PdfBook(built.pdf, name) as pdf:
        boxes = {tuple(round(float(number), 1) for number in page.mediabox) for page in pdf.pdf.pages}
        assert boxes == {(0, 0, round(size.width_pt, 1), round(size.height_pt, 1))}
        assert_contents_are_right(built, pdf)
        assert_outline_is_complete(built, pdf)
        assert_furniture_is_right(built, pdf)
