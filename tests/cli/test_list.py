"""`bookmaker list`: what would go into a book, before it is made."""

from __future__ import annotations

from pathlib import Path

from tests.command import Command
from tests.sites import post_text, write_site


def test_people_see_chapters_and_sums(command: Command, site: Path) -> None:
    done = command("list", site, "--all")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "Окна (complete)"
    assert [line.split("  ")[-1] for line in lines[1:4]] == ["Первое окно", "Second Window", "Третье окно"]
    assert "2023-06-03" in lines[3]
    assert "1 missing" in lines[3]
    assert lines[4].startswith("  3 posts, 3 chapters, ")
    assert lines[4].endswith("1 picture, 1 missing, 0 remote")
    assert "_posts/2023-06-03-third.md:8: warning[image-missing]" in done.err


def test_programs_see_the_same(command: Command, site: Path) -> None:
    done = command("list", site, "--year", "2023", "--parts", "month", "--json")
    book = done.only_book()
    assert (book["name"], book["posts"], book["images"]["missing"]) == ("anthology-2023", 2, 1)
    assert [(row["part"], row["date"], row["posts"]) for row in book["contents"]] == [
        ("Январь 2023", "2023-01-02", ["_posts/2023-01-02-second.md"]),
        ("Июнь 2023", "2023-06-03", ["_posts/2023-06-03-third.md"]),
    ]
    assert [problem["code"] for problem in book["diagnostics"]] == ["image-missing"]


def test_files_that_could_not_be_read_are_told_to_programs_too(command: Command, tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        {
            "good.md": post_text("Good", "2024-01-01"),
            "old.md": post_text("Old", "2020-01-01", views="many"),
        },
    )
    (site / "gone.md").symlink_to(site / "nothing.md")
    done = command("list", site, "--year", "2024", "--json")
    found = [(problem["code"], problem["where"]) for problem in done.only_book()["diagnostics"]]
    assert found == [("post-unreadable", "gone.md")]


def test_nothing_is_written(command: Command, site: Path, tmp_path: Path) -> None:
    command("list", site, "--all", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_example_site_is_complete(command: Command, project: Path) -> None:
    done = command("list", project / "examples", "--all", "--strict", "--json")
    assert done.status == 0
    book = done.only_book()
    assert book["posts"] >= 12
    assert (book["images"]["missing"], book["images"]["remote"]) == (0, 0)
