"""book.toml: what is read, and how a mistake is told: with its line, and with what was meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bookmaker.config import Settings, check_choice, page_names, read_settings
from bookmaker.errors import ConfigError
from bookmaker.themes import theme_names

WHOLE = """
[site]
root = "src"
posts = ["_posts", "notes"]
url = "https://example.org/"
language = "ru"

[defaults]
page = "a4"
order = "-date"
formats = ["pdf"]

[[book]]
name = "year"
title = "A Year"
select = { year = 2024, exclude_tag = "draft" }
parts = "month"

[[book]]
name = "birds"
page = "6x9in"
[book.select]
tag = ["birds", "хлеб"]
from = 2023-01-01
limit = 3
"""


def read(folder: Path, text: str) -> Settings:
    path = folder / "book.toml"
    path.write_text(text, "utf-8")
    return read_settings(path)


def complaint(folder: Path, text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read(folder, text)
    return caught.value


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    settings = read(tmp_path, WHOLE)
    year, birds = settings.book
    assert settings.site.posts == ("_posts", "notes")
    assert settings.site.overrides() == {"url": "https://example.org", "language": "ru"}
    assert (settings.defaults.page, settings.defaults.order) == ("a4", "-date")
    assert settings.defaults.formats == ("pdf",)
    assert (year.name, year.title, year.parts) == ("year", "A Year", "month")
    assert (year.select.year, year.select.exclude_tag) == (2024, "draft")
    assert birds.select.tag == ("birds", "хлеб")
    assert (birds.select.from_, birds.select.limit) == (date(2023, 1, 1), 3)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "book.toml") == Settings()
    assert read(tmp_path, "") == Settings()


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_bytes(b'\xef\xbb\xbf[defaults]\npage = "A6"\n')
    assert read_settings(tmp_path / "book.toml").defaults.page == "A6"


@pytest.mark.parametrize(
    ("text", "line", "key", "hint"),
    [
        ("[defualts]\npage = 'A5'\n", 1, "defualts", "did you mean `defaults`?"),
        ("[defaults]\n\npgae = 'A5'\n", 3, "pgae", "did you mean `page`?"),
        ("[[book]]\nname = 'a'\n[[book]]\nname = 'b'\ntitel = 'x'\n", 5, "titel", "did you mean `title`?"),
        ("[[book]]\nname = 'a'\nselect = { yaer = 2024 }\n", 3, "yaer", "did you mean `year`?"),
        ("[[book]]\nname = 'a'\n[book.select]\nform = 2024-01-01\n", 4, "form", "did you mean `from`?"),
        ("site.tilte = 'x'\n", 1, "tilte", "did you mean `title`?"),
        ("[site]\nzzz = 1\n", 2, "zzz", "known keys: root, posts, url"),
        # Known elsewhere, and written twice: the line is the wrong one's.
        ("[site]\ntitle = 'x'\n[defaults]\ntitle = 'y'\n", 4, "title", "it belongs in [site] or [[book]]"),
        ("[[book]]\nname = 'a'\nyear = 2024\n", 3, "year", "it belongs in `select` of a [[book]]"),
    ],
)
def test_an_unknown_key_is_an_error_with_line_and_nearest(
    tmp_path: Path, text: str, line: int, key: str, hint: str
) -> None:
    error = complaint(tmp_path, text)
    assert error.exit_code == 2
    assert error.message == f"book.toml:{line}: unknown key `{key}`"
    assert error.hint.startswith(hint)
    assert [problem.code for problem in error.diagnostics] == ["config-unknown-key"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[defaults\n", 1, "not valid TOML"),
        ("[[book]]\ntitle = 'x'\n", 1, "missing required field `name`"),
        ("[[book]]\nname = 'a'\nselect = { year = 'x' }\n", 3, "`book[0].select.year`"),
        ("[[book]]\nname = 'a'\nselect = { limit = 0 }\n", 3, ">= 1"),
        ("[[book]]\nname = 'a'\nselect = { from = 'soon' }\n", 3, "date"),
        ("[site]\nposts = '_posts'\n", 2, "Expected `array`"),
        ("book = 3\n", 1, "Expected `array`"),
        ("[[book]]\nname = 'a'\npage = 'A5'\n[[book]]\nname = 'b'\npage = 'A55'\n", 6, "`A55`"),
        ("[defaults]\ntheme = 'clasic'\n", 2, "`clasic`"),
        ("[[book]]\nname = '../a'\n", 2, "`../a` cannot be the name of a file"),
        ("[[book]]\nname = ''\n", 2, "cannot be the name of a file"),
        ("[[book]]\nname = 'a'\n[[book]]\nname = 'A'\n", 4, "two books are called `A`"),
    ],
)
def test_a_senseless_value_is_an_error_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    error = complaint(tmp_path, text)
    assert error.message.startswith(f"book.toml:{line}: ")
    assert words in error.message
    assert [problem.code for problem in error.diagnostics] == ["config-invalid"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[defaults]\norder = 'newest'\n", "there are: date, -date, title, views"),
        ("[defaults]\nparts = 'week'\n", "there are: none, month, quarter, year, tag"),
        ("[defaults]\nformats = ['docx']\n", "there are: epub, pdf"),
        ("[defaults]\npurpose = 'wall'\n", "there are: both, print, screen"),
        ("[[book]]\nname = 'a'\nlinks = 'none'\n", "there are: endnotes, plain"),
        ("[defaults]\nopenings = 'verso'\n", "there are: recto, any"),
        ("[defaults]\npage = 'A55'\n", "did you mean `A5`? there are: A4, A5, A6, Letter, 6x9in"),
    ],
)
def test_choices_are_listed(tmp_path: Path, text: str, hint: str) -> None:
    assert complaint(tmp_path, text).hint == hint


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "book.toml"
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(ConfigError, match="cannot read"):
        read_settings(path)


def test_page_sizes_and_themes_are_those_that_exist(project: Path) -> None:
    assert page_names() == ("A4", "A5", "A6", "Letter", "6x9in")
    assert set(theme_names()) == {path.stem for path in (project / "styles" / "themes").glob("*.css")}


def test_choices_are_told_apart_without_regard_to_case() -> None:
    check_choice("page size", "letter", page_names())
    with pytest.raises(ConfigError) as caught:
        check_choice("page size", "Leter", page_names())
    assert caught.value.hint.startswith("did you mean `Letter`?")


def test_a_style_sheet_is_found_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("h1 { color: teal }", "utf-8")
    (tmp_path / "book.toml").write_text('[defaults]\nstyle = "own.css"\n', "utf-8")
    assert read_settings(tmp_path / "book.toml").defaults.style == str(tmp_path / "own.css")


def test_a_missing_style_sheet_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('[[book]]\nname = "a"\nstyle = "own.css"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"book\.toml:3: no file own\.css"):
        read_settings(path)
