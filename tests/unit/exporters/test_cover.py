"""The cover that the program draws: which pictures it shows, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bookmaker import Edition
from bookmaker.exporters.edition import RenderedBook
from bookmaker.exporters.pdf.cover_page import choose_pictures, cover_job
from bookmaker.exporters.pdf.stylesheets import make_sheets
from bookmaker.model import Asset, PreparedImage
from tests.posts import make_post
from tests.unit.matter.subjects import make_subject

Picture = tuple[str, int, int, str, int]


def rendered(chapters: Sequence[Sequence[Picture]], title: str = "") -> RenderedBook:
    """A book whose chapters have pictures: key, width, height, media type, bytes."""
    posts = [make_post(f"p{number}", f"2024-{number + 1:02}-01") for number in range(len(chapters))]
    subject = make_subject(*posts)
    documents = [
        replace(document, assets=tuple(asset(*picture) for picture in pictures))
        for document, pictures in zip(subject.documents, chapters, strict=True)
    ]
    images = {picture[0]: image(*picture) for pictures in chapters for picture in pictures}
    book = replace(subject.book, title=title) if title else subject.book
    return RenderedBook(book=book, documents=tuple(documents), images=images)


def asset(key: str, width: int, height: int, media_type: str, size: int) -> Asset:
    return Asset(key=key, path=f"{key}.jpg", width_px=width, height_px=height)


def image(key: str, width: int, height: int, media_type: str, size: int) -> PreparedImage:
    return PreparedImage(
        key=key,
        media_type=media_type,
        cache_key=key,
        is_grey=False,
        width_px=width,
        height_px=height,
        size_bytes=size,
    )


def photo(key: str, size: int = 90_000) -> Picture:
    return key, 1200, 900, "image/jpeg", size


@pytest.mark.parametrize(
    ("count", "most", "chosen"),
    [
        (0, 4, []),
        (1, 4, ["a"]),
        (4, 4, ["a", "b", "c", "d"]),
        (5, 4, ["a", "b", "c", "e"]),
        (9, 4, ["a", "c", "f", "i"]),
        (9, 6, ["a", "b", "d", "e", "g", "i"]),
        (9, 0, []),
    ],
)
def test_pictures_come_from_all_over_the_book(count: int, most: int, chosen: list[str]) -> None:
    book = rendered([[photo(key)] for key in "abcdefghi"[:count]] or [[]])
    assert [picture.key for picture in choose_pictures(book, most)] == chosen


def test_a_photograph_goes_before_drawings_strips_and_icons() -> None:
    drawing, strip, icon = ("d", 1200, 900, "image/png", 99_999), ("s", 1800, 300, "image/jpeg", 99_999), (
        "i", 96, 96, "image/jpeg", 99_999,
    )  # fmt: skip
    book = rendered([[drawing, strip, icon, photo("small", 10_000), photo("rich")], [drawing]])
    assert [picture.key for picture in choose_pictures(book, 4)] == ["rich"]
    assert [picture.key for picture in choose_pictures(rendered([[strip, icon], [drawing]]), 4)] == ["d"]


def test_the_years_stand_apart_from_the_title() -> None:
    body = cover_job(rendered([[photo("a")]], "Notes: 2024"), make_sheets(Edition()), "").body
    assert '<p class="title">Notes</p>' in body
    assert '<p class="years">2024</p>' in body
    body = cover_job(rendered([[]], "2024"), make_sheets(Edition()), "").body
    assert '<p class="title">2024</p>' in body


def test_a_book_without_pictures_shows_its_chapters_as_columns() -> None:
    job = cover_job(rendered([[], [], []]), make_sheets(Edition()), "")
    assert job.images == ()
    assert job.body.count('class="column"') == 3


@pytest.mark.parametrize("theme", ["classic", "modern", "pocket", "large-print", "dark-screen"])
def test_a_theme_says_how_many_pictures_it_wants_and_the_author_may_want_none(theme: str) -> None:
    book = rendered([[photo(key)] for key in "abcdef"])
    job = cover_job(book, make_sheets(Edition(theme=theme)), "")
    assert 1 <= len(job.images) <= 4
    assert job.key == cover_job(book, make_sheets(Edition(theme=theme)), "").key
    plain = make_sheets(Edition(theme=theme, style=":root { --cover-pictures: 0; }"))
    assert cover_job(book, plain, "").images == ()
