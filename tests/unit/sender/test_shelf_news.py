"""The news as RSS 2.0: by its rules, and as a news reader's parser understands them."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from bookmaker.sender.shelf.books import find_files, read_books
from bookmaker.sender.shelf.catalog import make_shelf
from bookmaker.sender.shelf.writing import write_shelf
from tests.small_book import AUTHOR, write_book

_ADDRESS = "https://example.org/books"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A shelf of one book, whose title needs care."""
    write_book(tmp_path, title="Кот &amp; <![CDATA[<i>пёс</i>]]>", with_pdf=False)
    books = read_books(find_files([tmp_path])).value
    write_shelf(make_shelf(books, title="Полка", language="ru", address=_ADDRESS), tmp_path / "out", None)
    return tmp_path / "out"


def test_the_channel_keeps_the_rules_of_rss(out: Path) -> None:
    rss = etree.parse(str(out / "rss.xml")).getroot()
    (channel,) = rss
    assert (rss.tag, rss.get("version"), channel.tag) == ("rss", "2.0", "channel")
    for required in ("title", "link", "description"):
        assert [str(element.text).strip() for element in channel.findall(required)] != [""]
        assert len(channel.findall(required)) == 1
    assert channel.findtext("language") == "ru"
    own = channel.find(f"{_ATOM}link")
    assert own is not None
    assert (own.get("rel"), own.get("href")) == ("self", f"{_ADDRESS}/rss.xml")
    dates = [channel.findtext("lastBuildDate"), *(item.findtext("pubDate") for item in channel.iter("item"))]
    assert all(parsedate_to_datetime(date or "").tzinfo for date in dates)
    assert all(date and date.endswith("GMT") for date in dates)


def test_an_item_has_one_enclosure_that_lies_there(out: Path) -> None:
    (item,) = etree.parse(str(out / "rss.xml")).iter("item")
    (enclosure,) = item.findall("enclosure")
    file = out / str(enclosure.get("url")).removeprefix(f"{_ADDRESS}/")
    assert enclosure.get("length") == str(file.stat().st_size)
    assert enclosure.get("type") == "application/epub+zip"
    (guid,) = item.findall("guid")
    assert guid.get("isPermaLink") == "false"
    assert item.findtext(f"{_DC}creator") == AUTHOR


def test_a_news_reader_understands_it(out: Path) -> None:
    news: Any = feedparser.parse((out / "rss.xml").read_bytes())
    assert (news.bozo, news.version, news.feed.title) == (False, "rss20", "Полка")
    (entry,) = news.entries
    assert entry.link == f"{_ADDRESS}/index.html#balkon-2024"
    assert (entry.author, entry.summary) == (AUTHOR, "Записки о погоде")
    assert [tag.term for tag in entry.tags] == ["Хлеб"]
    assert entry.published_parsed[:3] == (1980, 1, 1)
    assert [enclosure.href for enclosure in entry.enclosures] == [f"{_ADDRESS}/books/balkon-2024.epub"]


def test_the_page_names_the_news_it_has(out: Path, tmp_path: Path) -> None:
    assert (out / "index.html").read_text("utf-8").count('href="rss.xml"') == 2
    books = read_books(find_files([tmp_path])).value
    write_shelf(make_shelf(books, title="", language="", address=""), tmp_path / "here", None)
    assert "rss.xml" not in (tmp_path / "here/index.html").read_text("utf-8")
    assert not (tmp_path / "here/rss.xml").exists()
