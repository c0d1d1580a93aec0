"""`bookmaker proof`: pages and spreads of a PDF as pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.command import Command, Finished


def test_pages_are_drawn_as_wide_as_asked(
    command: Command, year: Finished, year_folder: Path, tmp_path: Path
) -> None:
    file = year_folder / "anthology-2023.pdf"
    done = command("proof", file, "--pages", "1,3-4", "--width", "200", "--out", tmp_path)
    assert (year.status, done.status, done.err) == (0, 0, "")
    names = [f"anthology-2023-{number:03d}.png" for number in (1, 3, 4)]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    with Image.open(tmp_path / names[0]) as picture:
        assert picture.size == (200, 284)


def test_a_spread_has_the_page_that_faces(
    command: Command, year: Finished, year_folder: Path, tmp_path: Path
) -> None:
    file = year_folder / "anthology-2023.pdf"
    done = command("proof", file, "--spreads", "--pages", "4", "--width", "400", "--out", tmp_path)
    assert (year.status, done.status) == (0, 0)
    with Image.open(tmp_path / "anthology-2023-004.png") as picture:
        assert abs(picture.width - 400) <= 2
        assert picture.height < picture.width


def test_a_sheet_that_is_not_there_is_an_error_with_a_remedy(
    command: Command, year: Finished, year_folder: Path, tmp_path: Path
) -> None:
    done = command("proof", year_folder / "anthology-2023.pdf", "--pages", "999", "--out", tmp_path)
    assert (year.status, done.status) == (0, 2)
    assert "has no sheet 999" in done.err
    assert "fix: choose from 1 to" in done.err
