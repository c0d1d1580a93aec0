"""Permalinks: the path that a post has on its own site, so that links to it are known again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bookmaker.collector.permalinks import expand_permalink


def expand(pattern: str, *categories: str, slug: str = "first-swift") -> str:
    date = datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)
    return expand_permalink(pattern, date=date, slug=slug, title_slug="the-first", categories=categories)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/:categories/:year/:month/:day/:title:output_ext", "/2024/03/04/first-swift.html"),
        ("/:categories/:year/:month/:day/:title/", "/2024/03/04/first-swift/"),
        ("/:categories/:year/:y_day/:title:output_ext", "/2024/064/first-swift.html"),
        ("/:categories/:year/W:week/:short_day/:title:output_ext", "/2024/W10/Mon/first-swift.html"),
        ("/:title", "/first-swift"),
        (":title/", "/first-swift/"),
        ("/blog/:slug", "/blog/the-first"),
        ("/:short_year-:i_month-:i_day-:hour:minute:second/", "/24-3-4-050607/"),
        ("/:long_month/:short_month/:long_day/", "/March/Mar/Monday/"),
        ("/:year_in_review", "/2024_in_review"),
        ("/:unknown/:title", "/:unknown/first-swift"),
        ("/fixed.html", "/fixed.html"),
    ],
)
def test_placeholders_are_jekyll_s(pattern: str, path: str) -> None:
    assert expand(pattern) == path


def test_categories_are_folders_in_small_letters_each_once() -> None:
    assert expand("/:categories/:title/", "City", "birds", "city") == "/city/birds/first-swift/"


def test_the_path_is_not_percent_encoded() -> None:
    assert expand("/:title/", slug="первый-стриж") == "/первый-стриж/"
