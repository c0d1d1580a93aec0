"""Posts: every front matter field becomes a typed one, and whatever is wrong costs that field alone."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bookmaker.collector.post_files import PostFile
from bookmaker.collector.posts import UNDATED, text_to_post
from bookmaker.collector.site import SiteSource
from bookmaker.errors import Outcome
from bookmaker.model import Post
from tests.posts import SITE

ALL_FIELDS = """---
date: 2022-01-31 14:25:11 +0000
title: 'A title:  in   two parts'
excerpt: "One line.

  Another."
tags:
- birds
- Городские птицы
layout: post
source_type: telegraph
source_url: https://telegra.ph/A-title-01-31
telegram_url: https://t.me/example_channel/3
telegraph_url: https://telegra.ph/A-title-01-31
views: 212
author: A. Watcher
mood: [calm, {sky: grey}]
---

First words.
"""


def read(text: str, path: str = "_posts/2024-03-13-first-swift.md", **site: Any) -> Outcome[Post]:
    source = SiteSource(site=SITE, zone=site.get("zone", UTC), config=site.get("config", {}))
    return text_to_post(text, PostFile(path=path, is_draft="_drafts" in path), source, "an-id")


def head(lines: str) -> Post:
    return read(f"---\ndate: 2024-01-02\n{lines}\n---\nWords.\n").value


def test_every_field_is_typed() -> None:
    outcome = read(ALL_FIELDS)
    assert outcome.diagnostics == ()
    assert outcome.value == Post(
        id="an-id",
        path="_posts/2024-03-13-first-swift.md",
        title="A title: in two parts",
        date=datetime(2022, 1, 31, 14, 25, 11, tzinfo=UTC),
        body="\nFirst words.\n",
        body_line=19,
        language="en",
        permalink="/2022/01/31/first-swift.html",
        excerpt="One line. Another.",
        tags=("birds", "Городские птицы"),
        authors=("A. Watcher",),
        layout="post",
        source_type="telegraph",
        source_url="https://telegra.ph/A-title-01-31",
        telegram_url="https://t.me/example_channel/3",
        telegraph_url="https://telegra.ph/A-title-01-31",
        views=212,
        extra=(("mood", ("calm", (("sky", "grey"),))),),
    )


def test_a_post_can_be_hashed_and_sent_to_a_worker() -> None:
    post = read(ALL_FIELDS).value
    assert {post: 1}[pickle.loads(pickle.dumps(post))] == 1


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("tags: one two", ("one", "two")),
        ("tags: one two, three", ("one two", "three")),
        ("tags: [one two, three]", ("one two", "three")),
        ("tag: one\ntags: [two]", ("two", "one")),
        ("tags: [One, one, ONE]", ("One",)),
        ("tags: [one, null, '', 2024]", ("one", "2024")),
        ("tags: 2024", ("2024",)),
        ("tags:", ()),
        ("tags: []", ()),
    ],
)
def test_tags_in_every_shape(lines: str, tags: tuple[str, ...]) -> None:
    assert head(lines).tags == tags


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("author: Jane Doe", ("Jane Doe",)),
        ("author: Jane Doe, John Roe", ("Jane Doe", "John Roe")),
        ("authors: [Jane Doe, John Roe]", ("Jane Doe", "John Roe")),
        ("author: {name: Jane Doe, url: https://example.org}", ("Jane Doe",)),
        ("authors:\n- name: Jane Doe\n- John Roe", ("Jane Doe", "John Roe")),
        ("authors: [Jane Doe]\nauthor: John Roe", ("Jane Doe", "John Roe")),
        ("author:", ("An Author",)),
        ("title: x", ("An Author",)),
    ],
)
def test_authors_in_every_shape(lines: str, authors: tuple[str, ...]) -> None:
    assert head(lines).authors == authors


@pytest.mark.parametrize(
    ("written", "views", "codes"),
    [
        ("12", 12, []),
        ("'12'", 12, []),
        ("many", None, ["front-matter-bad-value"]),
        ("[1]", None, ["front-matter-bad-value"]),
        (".inf", None, ["front-matter-bad-value"]),
        ("yes", None, ["front-matter-bad-value"]),
        ("", None, []),
    ],
)
def test_views_that_are_no_number_are_told(written: str, views: int | None, codes: list[str]) -> None:
    outcome = read(f"---\ndate: 2024-01-02\nviews: {written}\n---\nWords.\n")
    assert outcome.value.views == views
    assert [problem.code for problem in outcome.diagnostics] == codes


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("---\ntitle: Stated\n---\n# Heading\n", "2024-01-01-file.md", "Stated"),
        ("---\ntitle:\n---\n\n# The Heading #\n\nText\n", "2024-01-01-file.md", "The Heading"),
        ("Text first.\n\n# A later heading\n", "2024-01-01-the-file_name.md", "The file name"),
        ("Text\n", "notes/заметка-о-стрижах.md", "Заметка о стрижах"),
        ("Text\n", "---.md", "—"),
        ("---\ntitle: 2024\n---\n", "2024-01-01-file.md", "2024"),
    ],
)
def test_a_title_is_found(text: str, path: str, title: str) -> None:
    assert read(text, path).value.title == title


def test_a_date_without_zone_is_the_site_s() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    assert head("x: 1").date.utcoffset() == UTC.utcoffset(None)
    post = read("---\ndate: 2024-01-02 03:00\n---\nWords.\n", zone=zone).value
    assert post.date.isoformat() == "2024-01-02T03:00:00+09:00"


def test_a_date_is_told_on_the_site_s_clock() -> None:
    text = "---\ndate: 2023-12-31 23:30:00 +0000\n---\nWords.\n"
    assert read(text, zone=ZoneInfo("Europe/Berlin")).value.date.year == 2024


def test_the_last_day_of_all_needs_no_other_zone() -> None:
    outcome = read("---\ndate: 9999-12-31 23:59:59 -1100\n---\nWords.\n", zone=ZoneInfo("Asia/Tokyo"))
    assert outcome.value.date.year == 9999
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    ("date", "path", "day", "codes"),
    [
        ("", "2024-03-13-a.md", "2024-03-13", []),
        ("date: soon", "2024-03-13-a.md", "2024-03-13", ["date-unreadable"]),
        ("", "a.md", "0001-01-01", ["date-missing"]),
        ("date: soon", "a.md", "0001-01-01", ["date-unreadable", "date-missing"]),
    ],
)
def test_a_missing_date_is_the_file_name_s(date: str, path: str, day: str, codes: list[str]) -> None:
    outcome = read(f"---\n{date}\n---\nWords.\n", path)
    assert outcome.value.date.date().isoformat() == day
    assert (outcome.value.date == UNDATED) == ("date-missing" in codes)
    assert [problem.code for problem in outcome.diagnostics] == codes


@pytest.mark.parametrize(
    ("lines", "path", "is_published"),
    [
        ("published: false", "2024-03-13-a.md", False),
        ("published: no", "2024-03-13-a.md", False),
        ("published: true", "2024-03-13-a.md", True),
        ("title: x", "2024-03-13-a.md", True),
        ("title: x", "_drafts/a.md", False),
    ],
)
def test_drafts_and_hidden_posts_are_known(lines: str, path: str, is_published: bool) -> None:
    assert read(f"---\n{lines}\n---\nWords.\n", path).value.is_published is is_published


def test_the_stated_language_wins_over_the_script() -> None:
    assert head("lang: sr_RS\ntitle: Ласте").language == "sr-RS"
    assert head("title: Ласточки над двором").language == "ru"


def test_defaults_of_the_site_fill_what_a_post_does_not_say() -> None:
    config = {"defaults": [{"scope": {"path": ""}, "values": {"author": "Desk", "layout": "note"}}]}
    post = read("---\ndate: 2024-01-02\nlayout: post\n---\nWords.\n", config=config).value
    assert (post.authors, post.layout) == (("Desk",), "post")


@pytest.mark.parametrize(
    ("lines", "path", "permalink"),
    [
        ("x: 1", "_posts/2024-03-13-first.md", "/2024/01/02/first.html"),
        ("slug: other", "_posts/2024-03-13-first.md", "/2024/01/02/other.html"),
        ("permalink: /about-birds/", "_posts/2024-03-13-first.md", "/about-birds/"),
        ("categories: [City, Birds]", "_posts/2024-03-13-first.md", "/city/birds/2024/01/02/first.html"),
        ("x: 1", "city/_posts/2024-03-13-first.md", "/city/2024/01/02/first.html"),
    ],
)
def test_the_permalink_is_the_site_s(lines: str, path: str, permalink: str) -> None:
    assert read(f"---\ndate: 2024-01-02\n{lines}\n---\nWords.\n", path).value.permalink == permalink


def test_an_empty_body_is_told() -> None:
    assert [problem.code for problem in read("---\ndate: 2024-01-02\n---\n \n").diagnostics] == ["post-empty"]
