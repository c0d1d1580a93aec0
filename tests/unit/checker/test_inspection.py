"""A book is built, and then the posts are other ones: each change is found, in both formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bookmaker import Selection, arrange, check, collect, expand
from bookmaker.checker.inspection import inspect_file
from bookmaker.checker.text import PostBalance, balance_file
from bookmaker.errors import ConfigError
from bookmaker.model import Collection, Format, Post
from tests.building import Built, open_shelf
from tests.sites import post_text, write_site

BODY = """# Первая

Длинное слово достопримечательность стоит здесь и там, а ещё *вы*деленное и [ссылка](https://example.org).

* один
* два
  1. три

```python
print("привет")  # комментарий
```

Сноска[^1] и ![Красное солнце](sun.png)

[^1]: Её текст.
"""
SECOND = post_text("Вторая", "2024-04-01 10:00:00 +0000", "Другие слова, и только они.\n")
CONFIG = {"_config.yml": "author: Соседка\n"}
FORMATS: tuple[Format, ...] = ("epub", "pdf")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    first = post_text("Первая", "2024-03-01 10:00:00 +0000", BODY, tags="[заметки]")
    site = tmp_path_factory.mktemp("site")
    write_site(site, {**CONFIG, "_posts/2024-03-01-a.md": first, "_posts/2024-04-01-b.md": SECOND})
    return collect(site).value


@pytest.fixture(scope="module")
def built(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with open_shelf(tmp_path_factory) as shelf:
        yield shelf.book("inspected", Path(collection.site.root))


def changed(collection: Collection, find: str, put: str) -> list[Post]:
    """The site's posts, with a text in the first one that is not in the book."""
    posts = expand(arrange(collection, Selection()), collection).value.posts
    assert find in posts[0].body
    return [replace(posts[0], body=posts[0].body.replace(find, put)), *posts[1:]]


def findings(balances: tuple[PostBalance, ...]) -> list[str]:
    return [
        f"{one.path[-4]} {finding.fault}: {' '.join(finding.words)}"
        for one in balances
        for finding in one.balance.findings
    ]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("find", "put", "found"),
    [
        ("Длинное", "Длинное", []),
        ("Длинное", "Очень длинное", ["a lost: очень"]),
        ("стоит здесь и там, ", "", ["a doubled: стоит здесь и там"]),
        ("комментарий", "", ["a added: комментарий"]),
        ("стоит здесь", "стоитздесь", ["a split: стоит здесь"]),
        ("достопримечательность", "досто примечательность", ["a glued: досто примечательность"]),
        ("Её текст", "Её длинный текст", ["a lost: длинный"]),
    ],
)
def test_what_has_changed_is_found(
    built: Built, collection: Collection, kind: Format, find: str, put: str, found: list[str]
) -> None:
    balances = balance_file(built.files[kind], kind, changed(collection, find, put))
    kept = [text.replace("doubled", "added") for text in findings(balances)]
    assert kept == [text.replace("doubled", "added") for text in found]


def test_a_description_must_be_in_the_epub_only(built: Built, collection: Collection) -> None:
    posts = changed(collection, "Красное солнце", "Красное солнце над крышей")
    assert findings(balance_file(built.epub, "epub", posts)) == ["a lost: над крышей"]
    assert findings(balance_file(built.pdf, "pdf", posts)) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_whole_check_of_a_good_file(built: Built, collection: Collection, kind: Format) -> None:
    outcome = check(built.files[kind], collection)
    assert [str(problem) for problem in outcome.diagnostics if problem.code != "epubcheck-missing"] == []
    assert outcome.value.format == kind
    assert [one.path for one in outcome.value.balances] == [post.path for post in collection.posts]


def test_posts_that_are_not_in_the_file_are_not_missed(built: Built, collection: Collection) -> None:
    others = [replace(collection.posts[0], id="another", path="another.md"), collection.posts[1]]
    assert [one.path for one in balance_file(built.pdf, "pdf", others)] == [collection.posts[1].path]


def test_a_file_of_another_site_is_told(built: Built, collection: Collection) -> None:
    with pytest.raises(ConfigError, match="holds no post of the site"):
        inspect_file(built.pdf, [replace(collection.posts[0], id="another")])


@pytest.mark.parametrize(
    ("data", "message"), [(b"plain text", "neither an EPUB nor a PDF"), (None, "cannot read")]
)
def test_what_is_no_book_is_told(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "book.epub"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError, match=message):
        inspect_file(path)
