"""The PDF of every real collection can be read by those who cannot see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Shelf
from tests.structure_reading import accessibility_failures, what_is_not_heard

#: Hearing a long book takes a minute: these have of everything.
HEARD = ("basicdemo", "seed")
pytestmark = [pytest.mark.corpora, pytest.mark.slow]


@pytest.mark.parametrize("name", ["jekyllsite/docs", "basicdemo", "mehdix", "seed"])
def test_validators_find_nothing(shelf: Shelf, corpora: Path, name: str) -> None:
    path = shelf.book(name.replace("/", "-"), corpora / name).pdf
    assert accessibility_failures(path) == []
    if name in HEARD:
        assert what_is_not_heard(path) == []
