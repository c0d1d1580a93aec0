"""book.toml: the books that it names are made, all or those asked for, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Command
from tests.sites import post_text, write_site

SETTINGS = """
[site]
root = "content"
title = "Крыши"
author = "Кровельщик"

[defaults]
formats = ["epub"]

[[book]]
name = "roofs-2024"
select = { year = 2024 }
parts = "month"

[[book]]
name = "tin"
title = "Жесть"
select = { tag = "жесть" }
formats = ["epub", "pdf"]
page = "A6"
"""


@pytest.fixture(scope="module")
def roofs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose posts lie in a folder of it, with two books named."""
    return write_site(
        tmp_path_factory.mktemp("roofs"),
        {
            "book.toml": SETTINGS,
            "content/a.md": post_text("Скат", "2024-02-01", tags="[жесть]"),
            "content/b.md": post_text("Труба", "2024-03-01"),
            "content/c.md": post_text("Водосток", "2023-03-01", tags="[жесть]"),
            "outside.md": post_text("Не отсюда", "2024-02-01"),
        },
    )


def test_all_named_books_are_made_in_one_go(command: Command, roofs: Path, tmp_path: Path) -> None:
    done = command("build", roofs, "--out", tmp_path, "--json")
    assert done.status == 0
    roofs_2024, tin = done.json()["books"]
    assert (roofs_2024["name"], roofs_2024["title"], roofs_2024["posts"]) == ("roofs-2024", "Крыши: 2024", 2)
    assert (tin["name"], tin["title"], tin["posts"]) == ("tin", "Жесть", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roofs-2024.epub", "tin.epub", "tin.pdf"]


def test_one_named_book_alone(command: Command, roofs: Path, tmp_path: Path) -> None:
    done = command("build", roofs, "--book", "roofs-2024", "--out", tmp_path)
    assert done.status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["roofs-2024.epub"]


def test_a_selection_makes_a_book_of_its_own(command: Command, roofs: Path, tmp_path: Path) -> None:
    done = command("build", roofs, "--all", "--out", tmp_path, "--json")
    book = done.only_book()
    assert (book["name"], book["posts"]) == ("complete", 3)
    assert [path.name for path in tmp_path.iterdir()] == ["complete.epub"]


def test_a_named_book_s_parts_stand_in_the_list(command: Command, roofs: Path) -> None:
    done = command("list", roofs, "--book", "roofs-2024", "--json")
    contents = done.only_book()["contents"]
    assert [(row["part"], row["title"]) for row in contents] == [
        ("Февраль 2024", "Скат"),
        ("Март 2024", "Труба"),
    ]


def test_a_settings_file_may_lie_elsewhere(command: Command, roofs: Path, tmp_path: Path) -> None:
    other = write_site(tmp_path, {"mine.toml": '[[book]]\nname = "all-of-it"\n'}) / "mine.toml"
    done = command("list", roofs, "--config", other, "--json")
    book = done.only_book()
    assert (book["name"], book["posts"]) == ("all-of-it", 4)


def test_an_unknown_book_names_the_nearest(command: Command, roofs: Path) -> None:
    done = command("list", roofs, "--book", "tim")
    assert done.status == 2
    assert (
        done.err == "error: no book is called `tim`\n  fix: did you mean `tin`? there are: roofs-2024, tin\n"
    )
