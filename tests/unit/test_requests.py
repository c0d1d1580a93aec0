"""Requests: what the command line says goes before the book's table, and that before the defaults."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from bookmaker.collector.selection import Selection
from bookmaker.config import Settings
from bookmaker.errors import ConfigError
from bookmaker.requests import Options, make_requests, source_date

SETTINGS = msgspec.convert(
    {
        "defaults": {
            "language": "ru",
            "author": "Default",
            "page": "A6",
            "order": "title",
            "formats": ["pdf"],
        },
        "book": [
            {"name": "year", "select": {"year": 2024}, "parts": "month", "author": "Book", "page": "A4"},
            {"name": "birds", "select": {"tag": ["birds", "bread"], "limit": 5, "to": "2024-06-30"}},
        ],
    },
    Settings,
)


def test_without_a_selection_all_named_books_are_made() -> None:
    year, birds = make_requests(SETTINGS, Options())
    assert (year.arrangement.name, birds.arrangement.name) == ("year", "birds")
    assert year.selection.years == (2024,)
    assert (birds.selection.tags, birds.selection.limit) == (("birds", "bread"), 5)
    assert birds.selection.date_to == date(2024, 6, 30)


def test_one_named_book_can_be_asked_for() -> None:
    (birds,) = make_requests(SETTINGS, Options(books=("birds",)))
    assert birds.arrangement.name == "birds"


def test_a_selection_makes_one_book_and_keeps_the_defaults() -> None:
    (request,) = make_requests(SETTINGS, Options(years=(2023,), tags=("sea",)))
    assert (request.selection.years, request.selection.tags) == ((2023,), ("sea",))
    assert request.arrangement.name == ""
    assert (request.arrangement.language, request.arrangement.order) == ("ru", "title")
    assert (request.edition.page, request.edition.formats) == ("A6", ("pdf",))


def test_all_posts_are_a_selection_too() -> None:
    (request,) = make_requests(SETTINGS, Options(all=True))
    assert request.arrangement.name == ""


def test_without_settings_there_is_one_book_of_all_posts() -> None:
    (request,) = make_requests(Settings(), Options(out=Path("here")))
    assert request.selection == Selection()
    assert request.edition.formats == ("epub", "pdf")
    assert (request.edition.page, request.edition.theme) == ("", "classic")
    assert request.edition.out == Path("here")


def test_the_command_line_goes_before_the_table_and_that_before_the_defaults() -> None:
    options = Options(
        books=("year",), arrangement={"order": "views", "author": "Me"}, page="letter", formats=("epub",)
    )
    (request,) = make_requests(SETTINGS, options)
    assert (request.arrangement.order, request.arrangement.author) == ("views", "Me")
    assert (request.arrangement.parts, request.arrangement.language) == ("month", "ru")
    assert (request.edition.page, request.edition.formats) == ("letter", ("epub",))
    (request,) = make_requests(SETTINGS, Options(books=("year",)))
    assert (request.arrangement.author, request.edition.page) == ("Book", "A4")
    assert request.arrangement.order == "title"


def test_drafts_are_let_into_named_books_as_well() -> None:
    assert all(request.selection.include_drafts for request in make_requests(SETTINGS, Options(drafts=True)))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(page="A55"), "did you mean `A5`?"),
        (Options(theme="clasic"), "did you mean `classic`?"),
        (Options(books=("brids",)), "did you mean `birds`?"),
        (Options(books=("year",), years=(2024,)), "leave out --book"),
    ],
)
def test_what_does_not_exist_names_the_nearest(options: Options, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_requests(SETTINGS, options)
    assert words in caught.value.hint


def test_a_book_asked_for_where_none_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        make_requests(Settings(), Options(books=("year",)))
    assert caught.value.hint == "there are: none"


def test_the_source_date_is_seconds_since_1970() -> None:
    assert source_date({"SOURCE_DATE_EPOCH": "1735689600"}) == datetime(2025, 1, 1, tzinfo=UTC)
    assert source_date({"SOURCE_DATE_EPOCH": ""}) is None
    assert source_date({}) is None


@pytest.mark.parametrize("value", ["yesterday", "1e9", "9" * 30])
def test_a_senseless_source_date_is_an_error(value: str) -> None:
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        source_date({"SOURCE_DATE_EPOCH": value})


def test_the_depth_of_the_contents_serves_both_formats_unless_the_epub_says_otherwise() -> None:
    tables = {
        "defaults": {"contents": {"depth": 2, "dates": True}},
        "book": [
            {"name": "same"},
            {"name": "deeper", "contents": {"authors": True}, "epub": {"toc_depth": 4}},
            {"name": "plain", "contents": {"depth": 1, "dates": False}},
        ],
    }
    editions = [request.edition for request in make_requests(msgspec.convert(tables, Settings), Options())]
    contents = [edition.contents for edition in editions]
    assert [(said.depth, said.authors, said.dates) for said in contents] == [
        (2, False, True),
        (2, True, True),
        (1, False, False),
    ]
    assert [edition.epub.toc_depth for edition in editions] == [2, 4, 1]


def test_what_a_pdf_is_for_and_what_becomes_of_its_links_are_said_each_by_itself() -> None:
    tables = {
        "defaults": {"purpose": "print", "openings": "any"},
        "book": [{"name": "a", "links": "plain"}, {"name": "b", "purpose": "screen", "openings": "recto"}],
    }
    settings = msgspec.convert(tables, Settings)
    first, second = (request.edition for request in make_requests(settings, Options(links="endnotes")))
    assert (first.purpose, first.links, first.openings) == ("print", "endnotes", "any")
    assert (second.purpose, second.links, second.openings) == ("screen", "endnotes", "recto")
    (first, _) = (request.edition for request in make_requests(settings, Options()))
    assert (first.purpose, first.links) == ("print", "plain")
