"""Many books at once: the same files as one by one, with one line for each."""

from __future__ import annotations

from pathlib import Path

from tests.command import Command


def test_a_book_for_each_year_and_tag_and_one_of_all(command: Command, site: Path, tmp_path: Path) -> None:
    words = ("--each-year", "--each-tag", "--all", "--format", "epub")
    done = command("build", site, *words, "--out", tmp_path / "many", "--json")
    names = [
        "anthology-2022",
        "anthology-2023",
        "tag-llm",
        "tag-dozhd",
        "tag-mashinnoe-obuchenie",
        "complete",
    ]
    assert [book["name"] for book in done.json()["books"]] == names
    alone = command("build", site, "--tag", "LLM", "--format", "epub", "--out", tmp_path / "one", "--json")
    (artifact,) = alone.only_book()["artifacts"]
    assert artifact["sha256"] == done.json()["books"][2]["artifacts"][0]["sha256"]
    told = command("build", site, *words, "--out", tmp_path / "many")
    assert len(told.out.splitlines()) == len(names) + 1
    assert told.out.splitlines()[-1].startswith("6 books, 6 files, ")


def test_list_shows_the_books_of_a_series(command: Command, site: Path) -> None:
    done = command("list", site, "--each-tag", "--tag-min", "2", "--json")
    (book,) = done.json()["books"]
    assert (book["name"], book["posts"]) == ("tag-llm", 2)


def test_a_series_and_a_named_book_do_not_go_together(command: Command, site: Path) -> None:
    done = command("build", site, "--each-year", "--book", "any")
    assert (done.status, "--book" in done.err) == (2, True)
