"""Where a book is cut into volumes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmaker.errors import ConfigError
from bookmaker.volumes import fill, share

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=40)


@given(WEIGHTS, st.integers(1, 2000))
def test_filled_volumes_hold_all_and_no_more_than_they_may(weights: list[int], most: int) -> None:
    groups = fill(weights, most)
    assert [index for group in groups for index in group] == list(range(len(weights)))
    assert all(len(group) == 1 or sum(weights[index] for index in group) <= most for group in groups)


@given(WEIGHTS, st.data())
def test_shares_are_as_many_as_asked_and_none_is_empty(weights: list[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(weights)))
    groups = share(weights, count)
    assert [index for group in groups for index in group] == list(range(len(weights)))
    assert len(groups) == count and all(groups)


def test_shares_are_about_equal() -> None:
    assert [len(group) for group in share([1] * 10, 3)] == [3, 4, 3]
    assert [list(group) for group in share([9, 1, 1, 1], 2)] == [[0], [1, 2, 3]]


def test_more_volumes_than_chapters_cannot_be() -> None:
    with pytest.raises(ConfigError, match="2 chapters do not make 3 volumes"):
        share([1, 1], 3)
