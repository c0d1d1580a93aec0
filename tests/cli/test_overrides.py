"""book.toml's tables of posts, its texts for pictures, and the switches of typography and fetching."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.command import Command
from tests.sites import post_text, write_site

BOOK = """
[site]
alt = "alt.csv"

[post."2024-03-13-first.md"]
title = "The Right Title"

[post."2024-03-14-second.md"]
exclude = true

[post."2024-03-15-thrid.md"]
title = "Nobody's"
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    files = {
        "book.toml": BOOK,
        "alt.csv": "http://example.org/a.png,A far leaf\n",
        "_posts/2024-03-13-first.md": post_text(
            "Wrong", body='Say "words".\n\n![](http://example.org/a.png)\n'
        ),
        "_posts/2024-03-14-second.md": post_text("Second", "2024-03-14 12:00:00 +0000"),
        "_posts/2024-03-15-third.md": post_text("Third", "2024-03-15 12:00:00 +0000"),
    }
    return write_site(tmp_path / "site", files)


def text_of(epub: Path) -> str:
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return "".join(archive.read(name).decode() for name in names)


def test_list_shows_posts_as_book_toml_has_them(command: Command, corrected: Path) -> None:
    book = command("list", corrected, "--json").only_book()
    assert [row["title"] for row in book["contents"]] == ["The Right Title", "Third"]
    problems = {problem["code"]: problem for problem in book["diagnostics"]}
    assert set(problems) == {"override-unmatched", "image-remote"}
    assert problems["override-unmatched"]["where"] == "book.toml:11"
    assert problems["override-unmatched"]["hint"] == "did you mean `2024-03-15-third.md`?"


def test_switches_reach_the_book(command: Command, corrected: Path, tmp_path: Path) -> None:
    switches = ("--no-typography", "--fetch-images", "--format", "epub", "--json", "--out", tmp_path)
    book = command("build", corrected, *switches).only_book()
    assert {problem["code"] for problem in book["diagnostics"]} == {
        "override-unmatched",
        "image-fetch-failed",
    }
    text = text_of(tmp_path / "complete.epub")
    assert 'Say "words".' in text
    assert "A far leaf" in text
    assert "The Right Title" in text


def test_typography_can_be_switched_off_in_book_toml(
    command: Command, corrected: Path, tmp_path: Path
) -> None:
    (corrected / "book.toml").write_text("[defaults]\ntypography = false\n", "utf-8")
    command("build", corrected, "--format", "epub", "--out", tmp_path)
    assert 'Say "words".' in text_of(tmp_path / "complete.epub")
    (corrected / "book.toml").unlink()
    command("build", corrected, "--format", "epub", "--out", tmp_path)
    assert "Say “words”." in text_of(tmp_path / "complete.epub")
