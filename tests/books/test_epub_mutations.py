"""Posts cut, spliced and broken: EPUBCheck accepts every book. `benchmarks/mutations.py` tries thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutations import try_books
from tests.building import Shelf


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
def test_no_book_of_broken_posts_is_refused(seed: int, shelf: Shelf, project: Path, tmp_path: Path) -> None:
    assert list(try_books([project / "examples"], tmp_path, 12, shelf.workshop, seed=seed)) == []
