"""Hugo sites: which files are posts, where they stand on the web, and where they stood before."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.addresses import address_table, find_anchor
from bookmaker.collector.collection import collect_posts
from bookmaker.errors import Outcome
from bookmaker.model import Collection, Post
from tests.sites import write_site

CONFIG = """
baseURL = "https://example.org/blog/"
title = "A Garden"
languageCode = "pt-br"
timeZone = "Europe/Lisbon"
[params]
author = "A Gardener"
[permalinks]
notes = "/:year/:month/:slug/"
"""


def collect(root: Path, files: dict[str, str]) -> Outcome[Collection]:
    return collect_posts(write_site(root, files))


def toml(title: str, *lines: str, date: str = "2024-03-13") -> str:
    return "\n".join(["+++", f"title = '{title}'", f"date = {date}", *lines, "+++", "Words.", ""])


def one_post(root: Path, path: str, *lines: str, config: str = CONFIG) -> Post:
    (post,) = collect(root, {"hugo.toml": config, path: toml("A Rose", *lines)}).value.posts
    return post


def test_the_configuration_is_read(tmp_path: Path) -> None:
    outcome = collect(tmp_path, {"hugo.toml": CONFIG, "content/posts/rose.md": toml("A Rose")})
    collection = outcome.value
    assert outcome.diagnostics == ()
    assert collection.dialect == "hugo"
    assert collection.site.url == "https://example.org/blog"
    assert (collection.site.title, collection.site.author) == ("A Garden", "A Gardener")
    assert (collection.site.language, collection.site.timezone) == ("pt-br", "Europe/Lisbon")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.yaml", "title: A Garden\n"),
        ("config/_default/hugo.json", '{"Title": "A Garden"}'),
        ("hugo.yml", "title: A Garden"),
    ],
)
def test_other_forms_of_the_configuration_are_read(tmp_path: Path, name: str, text: str) -> None:
    assert collect(tmp_path, {name: text, "content/rose.md": toml("A")}).value.site.title == "A Garden"


@pytest.mark.parametrize("text", ["title = ", "- a\n", "["])
def test_a_broken_configuration_is_told_and_costs_its_values(tmp_path: Path, text: str) -> None:
    outcome = collect(tmp_path, {"hugo.yaml": text, "hugo.toml": "[", "content/rose.md": toml("A")})
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == ("site-config-invalid", "hugo.toml")
    assert "_config.yml" not in str(problem)
    assert len(outcome.value.posts) == 1


def test_pages_are_posts_and_lists_are_none(tmp_path: Path) -> None:
    outcome = collect(
        tmp_path,
        {
            "hugo.toml": CONFIG,
            "README.md": "Words.",
            "notes.md": "Words.",
            "archetypes/default.md": "Words.",
            "content/_index.md": toml("Home"),
            "content/posts/_index.md": toml("List"),
            "content/posts/rose.md": toml("Rose"),
            "content/posts/tulip/index.md": toml("Tulip"),
            "content/posts/tulip/more.md": toml("More"),
            "content/posts/page.html": toml("Page"),
        },
    )
    posts = {post.path: post.id for post in outcome.value.posts}
    assert posts == {
        "content/posts/rose.md": "rose",
        "content/posts/tulip/index.md": "tulip",
        "content/posts/page.html": "page",
    }
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == ("post-not-a-post", "content/posts/tulip/more.md")


@pytest.mark.parametrize(
    "files",
    [
        {"content/rose.md": "A", "notes.md": "B"},
        {"content/rose.md": "A", "pelicanconf.py": ""},
        {"content/rose.md": "A", "_config.yml": ""},
        {"hugo.toml": "", "rose.md": "A"},
    ],
    ids=["posts-elsewhere", "pelican", "jekyll", "no-content"],
)
def test_a_folder_called_content_makes_no_hugo_site(tmp_path: Path, files: dict[str, str]) -> None:
    collection = collect(tmp_path, files).value
    assert collection.dialect == "plain"
    assert len(collection.posts) == sum(path.endswith(".md") for path in files)


@pytest.mark.parametrize(
    ("path", "lines", "permalink"),
    [
        ("content/posts/rose.md", (), "/posts/rose/"),
        ("content/posts/2024-03-13-Red Rose!.md", (), "/posts/2024-03-13-red-rose/"),
        ("content/posts/2024/tulip/index.md", (), "/posts/2024/tulip/"),
        ("content/about.md", (), "/about/"),
        ("content/posts/роза.md", (), "/posts/роза/"),
        ("content/posts/rose.md", ("slug = 'red'",), "/posts/red/"),
        ("content/posts/rose.md", ("url = '/flowers/rose.html'",), "/flowers/rose.html"),
        ("content/posts/rose.md", ("url = 'rose/'",), "/rose/"),
        ("content/posts/rose.md", ("url = 'https://example.com/rose'",), "/posts/rose/"),
        ("content/notes/rose.md", (), "/2024/03/a-rose/"),
        ("content/notes/rose.md", ("slug = 'red'",), "/2024/03/red/"),
    ],
)
def test_permalinks_are_hugo_s(tmp_path: Path, path: str, lines: tuple[str, ...], permalink: str) -> None:
    assert one_post(tmp_path, path, *lines).permalink == permalink


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/blog/posts/rose/",
        "https://example.org/blog/posts/rose.md",
        "https://example.org/blog/old/rose/",
        "https://example.org/blog/posts/older",
        "https://example.com/the%20rose",
        "https://example.org/blog/%D1%80%D0%BE%D0%B7%D0%B0/",
    ],
)
def test_all_addresses_of_a_post_lead_to_it(tmp_path: Path, address: str) -> None:
    line = "aliases = ['/old/rose/', 'older', 'https://example.com/the rose', '/роза/']"
    collection = collect(tmp_path, {"hugo.toml": CONFIG, "content/posts/rose.md": toml("A", line)}).value
    table = address_table(collection.posts, collection.site)
    assert find_anchor(address, table, frozenset()) == "rose"


@pytest.mark.parametrize("value", ["/old.html", "[/old.html, /older/]"])
def test_jekyll_s_redirects_are_addresses_too(tmp_path: Path, value: str) -> None:
    text = f"---\nredirect_from: {value}\n---\nWords.\n"
    (post,) = collect(tmp_path, {"_posts/2024-03-13-rose.md": text}).value.posts
    assert post.aliases[0] == "/old.html"
    assert post.permalink == "/2024/03/13/rose.html"


def test_a_page_in_its_own_folder_is_named_after_the_folder(tmp_path: Path) -> None:
    (post,) = collect(tmp_path, {"2024-03-13-red-rose/index.md": "Words.\n"}).value.posts
    assert (post.title, post.date.date().isoformat()) == ("Red rose", "2024-03-13")
    assert post.id == "p2024-03-13-red-rose"


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("authors = ['A', 'B']",), "authors", ("A", "B")),
        (("author = 'A B'",), "authors", ("A B",)),
        (("[author]", "name = 'A'"), "authors", ("A",)),
        (("summary = 'Short.'", "description = 'Long.'"), "excerpt", "Short."),
        (("description = 'Long.'",), "excerpt", "Long."),
        (("draft = true",), "is_published", False),
    ],
)
def test_hugo_s_fields_are_read(tmp_path: Path, lines: tuple[str, ...], field: str, value: object) -> None:
    assert getattr(one_post(tmp_path, "content/posts/rose.md", *lines), field) == value


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("lastmod = 2024-05-01", "2024-05-01"),
        ("lastmod = 2024-05-01\npublishDate = 2024-04-01", "2024-04-01"),
    ],
)
def test_without_a_date_there_are_others(tmp_path: Path, line: str, day: str) -> None:
    text = f"+++\ntitle = 'A'\n{line}\n+++\nWords.\n"
    outcome = collect(tmp_path, {"hugo.toml": "", "content/rose.md": text})
    (post,) = outcome.value.posts
    assert (post.date.date().isoformat(), outcome.diagnostics) == (day, ())
