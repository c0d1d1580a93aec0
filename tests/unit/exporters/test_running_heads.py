"""A running head is short."""

from __future__ import annotations

import pytest

from bookmaker.exporters.pdf.furniture import short_head

CASES = [
    ("Upstream", "Upstream"),
    ("What the map of the valley left out", "What the map of the valley left…"),
    ("One two three, four: five six-seven", "One two three, four: five six-seven"),
    ("Раз, два, три, четыре, пять, шесть, семь, восемь", "Раз, два, три, четыре, пять, шесть, семь…"),
]


@pytest.mark.parametrize(("title", "head"), CASES)
def test_a_long_title_is_cut_between_words(title: str, head: str) -> None:
    assert short_head(title) == head
