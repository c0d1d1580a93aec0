"""Books of the real collections, built once; their chapters are shared by all books of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.building import Shelf, open_shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with open_shelf(tmp_path_factory) as shelf:
        yield shelf
