"""`bookmaker build`: the files, their names, and the report for programs and for people."""

from __future__ import annotations

import hashlib
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from tests.command import Command, Finished
from tests.sites import post_text, write_site

BOOK_KEYS = "name title posts chapters words images artifacts diagnostics seconds chapters_made".split()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_year_is_an_epub_and_a_pdf_and_nothing_else(year: Finished, year_folder: Path) -> None:
    assert year.status == 0
    assert names(year_folder) == ["anthology-2023.epub", "anthology-2023.pdf"]


def test_the_report_has_the_keys_that_programs_rely_on(year: Finished) -> None:
    assert list(year.json()) == ["books"]
    book = year.only_book()
    assert list(book) == BOOK_KEYS
    assert list(book["images"]) == ["used", "missing", "remote"]
    assert all(list(a) == ["format", "path", "size_bytes", "sha256", "pages"] for a in book["artifacts"])
    assert all(
        set(problem) == {"code", "severity", "where", "message", "hint"} for problem in book["diagnostics"]
    )
    assert all(isinstance(seconds, float) for seconds in book["seconds"].values())


def test_the_report_counts_what_is_in_the_book(year: Finished) -> None:
    book = year.only_book()
    assert (book["name"], book["title"]) == ("anthology-2023", "Окна: 2023")
    assert (book["posts"], book["chapters"]) == (2, 2)
    assert book["images"] == {"used": 1, "missing": 1, "remote": 0}
    assert book["words"] > 5


def test_the_report_describes_the_files_as_they_are(year: Finished) -> None:
    epub, pdf = year.only_book()["artifacts"]
    for artifact in (epub, pdf):
        data = Path(artifact["path"]).read_bytes()
        assert len(data) == artifact["size_bytes"]
        assert hashlib.sha256(data).hexdigest() == artifact["sha256"]
    assert (epub["format"], epub["pages"]) == ("epub", None)
    assert (pdf["format"], pdf["pages"] > 4) == ("pdf", True)


def test_the_report_says_where_what_is_missing_stands(year: Finished) -> None:
    (problem,) = year.only_book()["diagnostics"]
    assert problem["code"] == "image-missing"
    assert problem["severity"] == "warning"
    assert problem["where"] == "_posts/2023-06-03-third.md:8"
    assert "/assets/rain.png" in problem["message"]
    assert problem["hint"]


def test_a_report_for_programs_leaves_standard_error_empty(year: Finished) -> None:
    assert year.err == ""


def test_people_get_a_summary_and_the_problems_apart(command: Command, site: Path, tmp_path: Path) -> None:
    done = command("build", site, "--year", "2023", "--format", "epub", "--out", tmp_path)
    assert done.status == 0
    assert done.out.startswith("Окна: 2023 (anthology-2023)\n  2 posts in 2 chapters, ")
    assert str(tmp_path / "anthology-2023.epub") in done.out
    assert "_posts/2023-06-03-third.md:8: warning[image-missing]: " in done.err
    assert "\n  fix: " in done.err
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize(
    ("selection", "name", "posts"),
    [
        (["--tag", "llm"], "tag-llm", 2),
        (["--tag", "Машинное обучение"], "tag-mashinnoe-obuchenie", 1),
        (["--all", "--drafts"], "complete", 4),
    ],
)
def test_files_are_named_after_the_selection(
    command: Command, site: Path, tmp_path: Path, selection: list[str], name: str, posts: int
) -> None:
    done = command("build", site, *selection, "--format", "epub", "--out", tmp_path, "--json")
    assert names(tmp_path) == [f"{name}.epub"]
    assert done.only_book()["posts"] == posts


def test_the_format_can_be_one(command: Command, site: Path, tmp_path: Path) -> None:
    command("build", site, "--year", "2022", "--format", "PDF", "--out", tmp_path)
    assert names(tmp_path) == ["anthology-2022.pdf"]


def test_what_is_stated_of_the_book_stands_in_it(command: Command, site: Path, tmp_path: Path) -> None:
    options = ["--title", "Мои окна", "--author", "Жилец", "--language", "uk", "--order", "-date"]
    done = command("build", site, *options, "--format", "epub", "--out", tmp_path / "deep" / "er", "--json")
    book = done.only_book()
    with zipfile.ZipFile(book["artifacts"][0]["path"]) as epub:
        package = next(epub.read(name).decode() for name in epub.namelist() if name.endswith(".opf"))
    assert ">Мои окна<" in package
    assert ">Жилец<" in package
    assert "<dc:language>uk<" in package


def test_the_working_folder_is_where_books_go_by_default(
    command: Command, site: Path, tmp_path: Path
) -> None:
    done = command("build", site, "--year", "2022", "--format", "epub", cwd=tmp_path)
    assert done.status == 0
    assert names(tmp_path / "out") == ["anthology-2022.epub"]


def test_a_relative_site_and_cache_do_no_harm(command: Command, site: Path, tmp_path: Path) -> None:
    options = ["--year", "2022", "--cache-dir", "kept", "--out", "books"]
    (tmp_path / "here").symlink_to(site)
    done = command("build", "here", *options, cwd=tmp_path)
    assert done.status == 0
    assert names(tmp_path / "books") == ["anthology-2022.epub", "anthology-2022.pdf"]


def test_without_a_cache_nothing_is_kept(command: Command, site: Path, tmp_path: Path) -> None:
    # Short, because the path of a socket in it may have a hundred characters at most.
    with tempfile.TemporaryDirectory(prefix="b") as folder:
        temporary = Path(folder)
        done = command(
            "build", site, "--year", "2022", "--format", "epub", "--out", tmp_path / "out", "--no-cache",
            env={"TMPDIR": folder},
        )  # fmt: skip
        assert done.status == 0, done.err
        # The library that makes processes takes its own socket away a moment after the command has ended.
        assert [name for name in names(temporary) if not name.startswith("pymp-")] == []


def test_a_build_over_nothing_new_is_answered_without_loading_the_stages(
    command: Command, tmp_path: Path
) -> None:
    site = write_site(tmp_path / "site", {"_posts/2024-03-13-a.md": post_text("A")})
    call = ("build", site, "--format", "epub", "--out", tmp_path / "out", "--json")
    # What is younger than a tick of the clock could change again unseen.
    time.sleep(2.1)
    first = command(*call).only_book()
    second = command(*call, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert " bookmaker.receipts" in second.err
    assert " bookmaker.pipeline" not in second.err
    chapters = [{**chapter, "steps": [], "reasons": []} for chapter in first["chapters_made"]]
    assert {**second.only_book(), "seconds": 0} == {**first, "seconds": 0, "chapters_made": chapters}
