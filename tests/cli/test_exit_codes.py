"""Exit codes, and the line that says what to do: usage 2, sources 3, export 5, strictness 7."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.command import Command
from tests.sites import post_text, write_site


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "{site}", "--yaer", "2023"], "--year"),
        (["biuld", "{site}"], "build"),
        (["build", "{site}", "--order", "newest"], "'date', '-date', 'title', 'views'"),
        (["build", "{site}", "--format", "docx"], "there are: epub, pdf"),
        (["build", "{site}", "--from", "yesterday"], "%Y-%m-%d"),
        (["build", "{site}", "--limit", "0"], "x>=1"),
        (["build"], "SITE"),
        (["build", "{site}", "--page", "A55"], "did you mean `A5`? there are: A4, A5, A6, Letter, 6x9in"),
        (["build", "{site}", "--theme", "clasic"], "did you mean `classic`?"),
        (["build", "{site}", "--book", "year"], "no book is called `year`"),
        (["build", "{site}", "--book", "year", "--year", "2023"], "leave out --book"),
        (["list", "{site}", "--config", "no-such.toml"], "no file no-such.toml"),
    ],
    ids=lambda value: " ".join(value[:1] + value[2:]) if isinstance(value, list) else "",
)
def test_wrong_usage_is_2_and_names_what_there_is(
    command: Command, site: Path, arguments: list[str], words: str
) -> None:
    done = command(*(argument.format(site=site) for argument in arguments))
    assert done.status == 2
    assert words in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            '[defaults]\npgae = "A5"\n',
            "error: book.toml:2: unknown key `pgae`\n  fix: did you mean `page`?\n",
        ),
        (
            '[defaults]\npage = "A55"\n',
            "error: book.toml:2: no page size is called `A55`\n"
            "  fix: did you mean `A5`? there are: A4, A5, A6, Letter, 6x9in\n",
        ),
        ('[site]\nposts = ["nowhere"]\n', None),
    ],
)
def test_a_mistake_in_book_toml_is_told_with_its_line(
    command: Command, tmp_path: Path, settings: str, message: str | None
) -> None:
    site = write_site(tmp_path, {"one.md": post_text("One"), "book.toml": settings})
    done = command("build", site, "--out", tmp_path / "out")
    assert done.status == (2 if message else 3)
    assert done.err == (message or "error: the site has no folder nowhere\n"
                        "  fix: correct `posts` in book.toml's [site]\n")  # fmt: skip
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (["--year", "1999"], "error: no posts match\n  fix: years: 2022, 2023, 2024; tags: LLM, дождь, "),
        (["--tag", "lmm"], "error: no post has the tag `lmm`\n  fix: did you mean `LLM`?"),
        (["--tag", "дожди"], "error: no post has the tag `дожди`\n  fix: did you mean `дождь`?"),
        (["--year", "2024"], "error: no posts match\n  fix: years: 2022"),
        (["--from", "2024-01-01", "--to", "2023-01-01"], "error: no posts match\n"),
    ],
    ids=str,
)
def test_nothing_to_print_is_3_and_says_what_there_is(
    command: Command, site: Path, tmp_path: Path, selection: list[str], message: str
) -> None:
    done = command("build", site, *selection, "--out", tmp_path / "out", "--json")
    assert done.status == 3
    assert done.err.startswith(message)
    assert done.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["nowhere", "file.md"])
def test_a_site_that_is_no_folder_is_3(command: Command, tmp_path: Path, name: str) -> None:
    write_site(tmp_path, {"file.md": "Words.\n"})
    done = command("list", tmp_path / name)
    assert done.status == 3
    assert done.err == f"error: no folder {tmp_path / name}\n  fix: give the folder that holds the posts\n"


def test_an_empty_folder_is_3(command: Command, tmp_path: Path) -> None:
    done = command("list", tmp_path)
    assert done.status == 3
    assert "the folder has no posts" in done.err


def test_output_below_a_file_is_5_and_leaves_the_file(command: Command, site: Path, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("mine")
    done = command("build", site, "--year", "2022", "--out", blocker / "books")
    assert done.status == 5
    assert done.err.startswith(f"error: cannot write into {blocker / 'books'}: ")
    assert "\n  fix: choose another --out\n" in done.err
    assert blocker.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [blocker]


def test_a_folder_in_the_place_of_the_pdf_is_5_and_nothing_is_half_written(
    command: Command, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "anthology-2022.pdf").mkdir()
    done = command("build", site, "--year", "2022", "--out", tmp_path)
    assert done.status == 5
    assert {path.name for path in tmp_path.iterdir()} <= {"anthology-2022.epub", "anthology-2022.pdf"}
    assert list((tmp_path / "anthology-2022.pdf").iterdir()) == []
    for epub in tmp_path.glob("*.epub"):
        assert zipfile.ZipFile(epub).testzip() is None


def test_a_cache_that_cannot_be_written_is_5_and_names_the_way_out(
    command: Command, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = command("list", site, "--cache-dir", tmp_path / "file" / "cache")
    assert done.status == 5
    assert f"cannot keep results in {tmp_path / 'file' / 'cache'}" in done.err
    assert "--no-cache" in done.err


@pytest.mark.parametrize(("year", "status"), [("2023", 7), ("2022", 0)])
def test_warnings_are_7_if_strictness_is_asked_for(
    command: Command, site: Path, tmp_path: Path, year: str, status: int
) -> None:
    done = command("build", site, "--year", year, "--strict", "--format", "epub", "--out", tmp_path)
    assert done.status == status
    assert ("warning[image-missing]" in done.err) == bool(status)
    assert (tmp_path / f"anthology-{year}.epub").is_file()


def test_notes_are_not_counted_as_warnings(command: Command, tmp_path: Path) -> None:
    site = write_site(tmp_path, {"one.md": post_text("One"), "two.md": post_text("Two", body="")})
    done = command("list", site, "--strict")
    assert "note[post-empty]" in done.err
    assert done.status == 0


def test_a_senseless_source_date_is_2(command: Command, site: Path) -> None:
    done = command("build", site, "--year", "2022", env={"SOURCE_DATE_EPOCH": "soon"})
    assert done.status == 2
    assert "SOURCE_DATE_EPOCH" in done.err
