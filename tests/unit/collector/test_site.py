"""The site: what `_config.yml` says, what book.toml says over it, and defaults for posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.collector.site import SiteSource, read_site
from bookmaker.errors import Outcome, SourceError
from tests.sites import write_site


def read(root: Path, config: str | None, **overrides: str) -> Outcome[SiteSource]:
    write_site(root, {} if config is None else {"_config.yml": config})
    return read_site(root, overrides)


def test_a_site_says_who_and_where_it_is(tmp_path: Path) -> None:
    config = """
title: Notes on Birds
author: {name: A. Watcher, email: a@example.org}
description: >
  Two lines of
  description.
lang: en_GB
url: https://birds.example.org/
baseurl: /notes/
permalink: pretty
timezone: Europe/Berlin
"""
    site = read(tmp_path, config).value.site
    assert (site.title, site.author) == ("Notes on Birds", "A. Watcher")
    assert site.description == "Two lines of description."
    assert (site.language, site.timezone) == ("en-GB", "Europe/Berlin")
    assert site.url == "https://birds.example.org/notes"
    assert site.permalink == "/:categories/:year/:month/:day/:title/"


def test_a_folder_without_configuration_is_named_after_itself(tmp_path: Path) -> None:
    outcome = read(tmp_path / "diary", None)
    assert outcome.value.site.title == "diary"
    assert outcome.value.site.url == ""
    assert outcome.diagnostics == ()


def test_book_toml_has_the_last_word_where_it_says_anything(tmp_path: Path) -> None:
    site = read(tmp_path, "title: Old\nauthor: Kept\n", title="New", author="").value.site
    assert (site.title, site.author) == ("New", "Kept")


@pytest.mark.parametrize(
    ("permalink", "pattern"),
    [
        ("permalink: none", "/:categories/:title:output_ext"),
        ("permalink: /:title/", "/:title/"),
        ("collections: {posts: {permalink: /p/:title/}}\npermalink: none", "/p/:title/"),
        ("title: x", "/:categories/:year/:month/:day/:title:output_ext"),
    ],
)
def test_named_permalink_styles_are_jekyll_s(tmp_path: Path, permalink: str, pattern: str) -> None:
    assert read(tmp_path, permalink).value.site.permalink == pattern


def test_the_source_folder_is_where_assets_lie(tmp_path: Path) -> None:
    assert read(tmp_path, "source: src/").value.site.asset_root == str((tmp_path / "src").resolve())
    assert read(tmp_path, "source: ../out").value.site.asset_root == str(tmp_path.resolve())


@pytest.mark.parametrize(
    ("config", "where"),
    [
        ("title: A\nurl: [", "_config.yml:2"),
        ("title: {{ name }}\n", "_config.yml:1"),
        ("- a\n- b\n", "_config.yml:1"),
        ("a: &a [*a]\n", "_config.yml"),
        ("timezone: Mars/Base\n", "_config.yml"),
    ],
)
def test_a_broken_configuration_is_told_and_not_used(tmp_path: Path, config: str, where: str) -> None:
    outcome = read(tmp_path, config)
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == ("site-config-invalid", where)
    assert outcome.value.site.timezone == "UTC"


def test_an_empty_configuration_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n").diagnostics == ()


def test_no_folder_no_site(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_site(tmp_path / "missing", {})
    assert str(tmp_path / "missing") in caught.value.message


DEFAULTS = """
defaults:
  - scope: {path: ""}
    values: {author: Everyone, layout: post}
  - scope: {path: city, type: posts}
    values: {author: City Desk}
  - scope: {path: "*/_drafts"}
    values: {published: false}
  - scope: {type: pages}
    values: {author: Nobody}
"""


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("_posts/2024-01-01-a.md", {"author": "Everyone", "layout": "post"}),
        ("city/_posts/2024-01-01-a.md", {"author": "City Desk", "layout": "post"}),
        ("cityscape/_posts/2024-01-01-a.md", {"author": "Everyone", "layout": "post"}),
        ("sea/_drafts/a.md", {"author": "Everyone", "layout": "post", "published": False}),
    ],
)
def test_defaults_reach_the_posts_of_their_folder(
    tmp_path: Path, path: str, values: dict[str, object]
) -> None:
    assert read(tmp_path, DEFAULTS).value.defaults_for(path) == values


@pytest.mark.parametrize(
    "defaults", ["3", "{a: b}", "[text, 7]", "[{scope: x, values: y}]", "[{scope: [], values: null}]"]
)
def test_senseless_defaults_give_nothing(tmp_path: Path, defaults: str) -> None:
    assert read(tmp_path, f"defaults: {defaults}\n").value.defaults_for("_posts/2024-01-01-a.md") == {}
