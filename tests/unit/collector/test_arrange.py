"""Arranging: posts in order, in parts, in chapters; each post once, under names that stay the same."""

from __future__ import annotations

from datetime import date

import pytest

from bookmaker.collector.arrange import Arrangement, arrange_book, default_name
from bookmaker.collector.posts import UNDATED
from bookmaker.collector.selection import Selection
from bookmaker.model import Book, Chapters, Order, Parts, Post
from tests.posts import SITE, make_collection, make_post

POSTS = (
    make_post("a", "2023-11-05", title="Zebra", views=10, tags=("city", "birds")),
    make_post("b", "2023-12-24", title="apple", views=None, tags=("birds",)),
    make_post("c", "2024-01-01", title="Mango", views=30, tags=("city", "rare")),
    make_post("d", "2024-04-02", title="äpfel", views=30, tags=("city",)),
    make_post("e", "2024-04-30", title="Яблоко", views=20),
)


def arrange(*posts: Post, select: Selection | None = None, **how: str) -> Book:
    arrangement = Arrangement(**how)  # type: ignore[arg-type]
    return arrange_book(make_collection(*(posts or POSTS)), select or Selection(), arrangement)


def ids(book: Book) -> str:
    return "".join(post.id for post in book.posts)


@pytest.mark.parametrize(
    ("order", "expected"), [("date", "abcde"), ("-date", "edcba"), ("title", "bcade"), ("views", "cdeab")]
)
def test_orders(order: Order, expected: str) -> None:
    assert ids(arrange(order=order)) == expected


def test_the_limit_counts_in_the_book_s_order() -> None:
    assert ids(arrange(order="-date", select=Selection(limit=2))) == "ed"
    assert ids(arrange(order="views", select=Selection(limit=1))) == "c"
    assert ids(arrange(select=Selection(limit=99))) == "abcde"


PARTS = {
    ("none", "en"): [("", "abcde")],
    ("month", "en"): [
        ("November 2023", "a"), ("December 2023", "b"), ("January 2024", "c"), ("April 2024", "de"),
    ],
    ("month", "ru"): [
        ("Ноябрь 2023", "a"), ("Декабрь 2023", "b"), ("Январь 2024", "c"), ("Апрель 2024", "de"),
    ],
    ("quarter", "en"): [("Quarter 4, 2023", "ab"), ("Quarter 1, 2024", "c"), ("Quarter 2, 2024", "de")],
    ("quarter", "ru"): [("4-й квартал 2023", "ab"), ("1-й квартал 2024", "c"), ("2-й квартал 2024", "de")],
    ("year", "en"): [("2023", "ab"), ("2024", "cde")],
    ("tag", "en"): [("city", "acd"), ("birds", "b"), ("Other", "e")],
    ("tag", "ru"): [("city", "acd"), ("birds", "b"), ("Прочее", "e")],
}  # fmt: skip


@pytest.mark.parametrize(("how", "expected"), PARTS.items(), ids=map("-".join, PARTS))
def test_parts(how: tuple[Parts, str], expected: list[tuple[str, str]]) -> None:
    book = arrange(parts=how[0], language=how[1])
    found = [(part.title, "".join(chapter.id for chapter in part.chapters)) for part in book.parts]
    assert found == expected


def test_parts_run_backwards_with_the_posts() -> None:
    book = arrange(parts="year", order="-date")
    assert [part.title for part in book.parts] == ["2024", "2023"]
    assert ids(book) == "edcba"


def test_posts_without_a_date_stand_in_a_part_of_their_own() -> None:
    book = arrange(make_post("a", date=UNDATED), make_post("b", "2024-01-01"), parts="month", language="ru")
    assert [part.title for part in book.parts] == ["Без даты", "Январь 2024"]


def test_a_post_with_several_tags_stands_once() -> None:
    book = arrange(parts="tag")
    assert sorted(post.id for post in book.posts) == list("abcde")


@pytest.mark.parametrize("parts", ["none", "month", "quarter", "year", "tag"])
@pytest.mark.parametrize("chapters", ["post", "run-on"])
def test_no_arrangement_loses_or_doubles_a_post(parts: Parts, chapters: Chapters) -> None:
    book = arrange(parts=parts, chapters=chapters)
    assert sorted(post.id for post in book.posts) == list("abcde")
    names = [part.id for part in book.parts] + [chapter.id for chapter in book.chapters]
    assert len(set(names)) == len(names)


def test_short_posts_of_a_month_run_on_and_a_long_one_stands_alone() -> None:
    book = arrange(
        make_post("a", "2024-04-01"),
        make_post("b", "2024-04-02"),
        make_post("c", "2024-04-03", body="word " * 400),
        make_post("d", "2024-04-04"),
        make_post("e", "2024-05-01"),
        make_post("f", "2024-05-02"),
        chapters="run-on",
        language="en",
    )
    found = [("".join(post.id for post in chapter.posts), chapter.title) for chapter in book.chapters]
    assert found == [
        ("ab", "Short notes: April 2024"),
        ("c", "C"),
        ("d", "D"),
        ("ef", "Short notes: May 2024"),
    ]
    assert [chapter.runs_on for chapter in book.chapters] == [True, False, False, True]


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection(), "complete"),
        (Selection(years=(2023,)), "anthology-2023"),
        (Selection(years=(2024, 2022)), "anthology-2022-2024"),
        (Selection(tags=("LLM",)), "tag-llm"),
        (Selection(tags=("Машинное обучение",)), "tag-mashinnoe-obuchenie"),
        (Selection(tags=("…",)), "tag-tag"),
        (Selection(years=(2023,), tags=("city", "хлеб")), "anthology-2023-tag-city-khleb"),
        (Selection(date_from=date(2023, 1, 1)), "anthology-from-2023-01-01"),
        (Selection(date_to=date(2023, 1, 1)), "anthology-to-2023-01-01"),
        (Selection(date_from=date(2023, 1, 1), date_to=date(2023, 6, 30)), "anthology-2023-01-01-2023-06-30"),
    ],
)
def test_a_book_is_named_after_what_is_in_it(selection: Selection, name: str) -> None:
    assert default_name(selection) == name


def test_titles_say_what_was_selected() -> None:
    assert arrange().title == "Notes"
    assert arrange(select=Selection(years=(2023,))).title == "Notes: 2023"
    assert arrange(select=Selection(years=(2023, 2024), tags=("city",))).title == "Notes: 2023, 2024, city"
    assert arrange(title="My Book").title == "My Book"


def test_the_identifier_is_stable_and_each_book_has_its_own() -> None:
    first = arrange(select=Selection(years=(2023,)))
    assert first.identifier == arrange(POSTS[0], select=Selection(years=(2023,)), title="Renamed").identifier
    assert first.identifier == "urn:uuid:46a7923f-20b9-5c5c-8e7e-a6b84f3cb9be"
    assert first.identifier != arrange(select=Selection(years=(2024,))).identifier


def test_the_language_is_the_one_most_is_written_in() -> None:
    posts = (make_post("a", language="en"), make_post("b", language="ru", body="слово " * 50))
    assert arrange(*posts).language == "ru"
    assert arrange(*posts, language="de").language == "de"


def test_authors_are_the_stated_one_or_those_of_the_posts() -> None:
    assert arrange().authors == (SITE.author,)
    assert arrange(author="Somebody").authors == ("Somebody",)
