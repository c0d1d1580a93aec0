"""A series: which books `--each-year` and `--each-tag` make."""

from __future__ import annotations

from typing import Any

import pytest

from bookmaker.collector.posts import UNDATED
from bookmaker.config import Settings
from bookmaker.errors import SourceError
from bookmaker.requests import Options
from bookmaker.series import make_series
from tests.posts import make_collection, make_post

COLLECTION = make_collection(
    make_post("a", "2022-01-01", tags=("C", "Sea")),
    make_post("b", "2022-02-01", tags=("c", "C++")),
    make_post("c", "2024-01-01", tags=("sea", "C", "C++")),
    make_post("d", "2024-01-02", tags=("draft",), is_published=False),
    make_post("e", date=UNDATED),
)


def series(**options: Any) -> list[tuple[str, tuple[int, ...], tuple[str, ...]]]:
    requests = make_series(Settings(), Options(**options), COLLECTION)
    return [(r.arrangement.name, r.selection.years, r.selection.tags) for r in requests]


def test_without_the_options_there_is_no_series() -> None:
    assert series(all=True) == []


def test_each_year_that_has_posts() -> None:
    assert series(each_year=True) == [("anthology-2022", (2022,), ()), ("anthology-2024", (2024,), ())]


def test_each_tag_however_it_is_written_and_under_a_name_of_its_own() -> None:
    assert series(each_tag=True) == [
        ("tag-c", (), ("C",)),
        ("tag-c-2", (), ("C++",)),
        ("tag-sea", (), ("Sea",)),
    ]


def test_a_tag_needs_so_many_posts() -> None:
    assert [name for name, *_ in series(each_tag=True, tag_min=3)] == ["tag-c"]


def test_other_options_narrow_each_book() -> None:
    assert series(each_tag=True, years=(2024,), exclude_tags=("C++",), each_year=True, drafts=True) == [
        ("anthology-2024", (2024,), ()),
        ("anthology-2024-tag-draft", (2024,), ("draft",)),
    ]
    assert [name for name, *_ in series(each_tag=True, tags=("sea",))] == ["tag-sea"]


def test_a_stated_title_is_the_series() -> None:
    requests = make_series(
        Settings(),
        Options(each_year=True, each_tag=True, tag_min=3, arrangement={"title": "Tides"}),
        COLLECTION,
    )
    assert [request.arrangement.title for request in requests] == ["Tides: 2022", "Tides: 2024", "Tides: C"]


def test_a_series_without_books_is_an_error_with_a_remedy() -> None:
    with pytest.raises(SourceError, match="no tag with 9 posts") as caught:
        series(each_tag=True, tag_min=9)
    assert "--tag-min" in caught.value.hint
