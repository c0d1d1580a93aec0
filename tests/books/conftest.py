"""The project's own examples as a book, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookmaker import Arrangement
from tests.building import Built, Shelf, open_shelf
from tests.pdf_reading import PdfBook


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with open_shelf(tmp_path_factory) as shelf:
        yield shelf


@pytest.fixture(scope="session")
def examples(shelf: Shelf, project: Path) -> Built:
    """All examples, divided into years."""
    return shelf.book("examples", project / "examples", arrangement=Arrangement(parts="year"))


@pytest.fixture(scope="session")
def pdf(examples: Built) -> Iterator[PdfBook]:
    with PdfBook(examples.pdf) as book:
        yield book
