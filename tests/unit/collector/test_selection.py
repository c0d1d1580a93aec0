"""Selection: years and tags are alternatives, everything else must hold, and nothing found is explained."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bookmaker.collector.posts import UNDATED
from bookmaker.collector.selection import Selection, select_posts
from bookmaker.errors import SourceError
from bookmaker.model import Collection
from tests.posts import make_collection, make_post

COLLECTION = make_collection(
    make_post("a", "2022-05-01", tags=("Birds", "city")),
    make_post("b", "2023-01-01", tags=("city",)),
    make_post("c", "2023-12-31", tags=("Хлеб",)),
    make_post("d", "2024-02-29"),
    make_post("e", "2024-03-01", tags=("birds",), is_published=False),
)


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), "abcd"),
        (Selection(years=(2023,)), "bc"),
        (Selection(years=(2022, 2024)), "ad"),
        (Selection(tags=("birds",)), "a"),
        (Selection(tags=("BIRDS", "хлеб")), "ac"),
        (Selection(tags=("city",), years=(2023,)), "b"),
        (Selection(exclude_tags=("CITY",)), "cd"),
        (Selection(tags=("city",), exclude_tags=("birds",)), "b"),
        (Selection(date_from=date(2023, 12, 31)), "cd"),
        (Selection(date_to=date(2023, 1, 1)), "ab"),
        (Selection(date_from=date(2023, 1, 1), date_to=date(2023, 12, 31)), "bc"),
        (Selection(include_drafts=True, years=(2024,)), "de"),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found(selection: Selection, ids: str) -> None:
    assert "".join(post.id for post in select_posts(COLLECTION, selection)) == ids


def test_the_year_is_the_one_on_the_author_s_clock() -> None:
    new_year = datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=3)))
    collection = make_collection(make_post("a", date=new_year))
    assert select_posts(collection, Selection(years=(2024,)))
    with pytest.raises(SourceError):
        select_posts(collection, Selection(years=(2023,)))


def complaint(collection: Collection, selection: Selection) -> SourceError:
    with pytest.raises(SourceError) as caught:
        select_posts(collection, selection)
    return caught.value


def test_nothing_found_lists_the_years_and_tags_there_are() -> None:
    error = complaint(COLLECTION, Selection(years=(1999,)))
    assert error.exit_code == 3
    assert error.hint == "years: 2022, 2023, 2024; tags: Birds, city, Хлеб"


def test_posts_without_a_date_have_no_year_to_offer() -> None:
    collection = make_collection(make_post("a", date=UNDATED), make_post("b", "2024-01-01", tags=("t",)))
    assert complaint(collection, Selection(years=(1999,))).hint == "years: 2024; tags: t"


def test_an_empty_folder_is_said_to_be_empty() -> None:
    assert "the folder has no posts" in complaint(make_collection(), Selection()).hint


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("brids", "did you mean `Birds`?"),
        ("хлебъ", "did you mean `Хлеб`?"),
        ("zzzzzz", "years: 2022, 2023, 2024; tags: Birds, city, Хлеб"),
    ],
)
def test_an_unknown_tag_names_the_nearest(tag: str, hint: str) -> None:
    error = complaint(COLLECTION, Selection(tags=("city", tag)))
    assert tag in error.message
    assert hint in error.hint
