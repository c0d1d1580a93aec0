"""Fonts inside an EPUB: the theme's faces, with the book's letters, the same bytes every time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.checking import epubcheck_messages
from tests.command import Command
from tests.epub_reading import EpubBook
from tests.sites import post_text, write_site

_TEXT = "Слово *и дело*, **ночь** phở سلام. [^1]\n\n[^1]: A note.\n"


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    return Command(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    posts = {
        "_config.yml": "title: Notes\nauthor: Ann Lark\nlang: ru\n",
        "2024-01-01-one.md": post_text("Ёж", body=_TEXT),
    }
    return write_site(tmp_path_factory.mktemp("fonts") / "site", posts)


def build(command: Command, site: Path, out: Path, *options: str) -> Path:
    done = command("build", site, "--all", "--format", "epub", "--embed-fonts", "--out", out, *options)
    assert done.status == 0, done.err
    return out / "complete.epub"


def fonts(path: Path) -> dict[str, TTFont]:
    """By the names of their files."""
    with EpubBook(path) as epub:
        items = {name: item.get("media-type") for name, item in epub.manifest.items() if "/fonts/" in name}
        assert set(items.values()) == {"font/ttf"}
        return {Path(name).stem: TTFont(io.BytesIO(epub.archive.read(name))) for name in items}


def style_sheet(path: Path) -> str:
    with EpubBook(path) as epub:
        return epub.archive.read("EPUB/styles/book.css").decode()


@pytest.mark.slow
def test_faces_have_the_letters_of_the_book(command: Command, site: Path, tmp_path: Path) -> None:
    path = build(command, site, tmp_path)
    found = fonts(path)
    shapes = ("400-normal", "700-normal", "400-italic", "700-italic")
    assert {f"pt-serif-{shape}" for shape in shapes} <= set(found)
    for shape in shapes:
        letters = set(found[f"pt-serif-{shape}"].getBestCmap())
        assert set(map(ord, "ЁжСловоидел A note")) <= letters
        assert ord("Ы") not in letters
    # What one face lacks the next one has.
    assert ord("س") in found["amiri-400-normal"].getBestCmap()
    assert ord("ở") in found["noto-serif-400-normal"].getBestCmap()
    assert ord("A") not in found["noto-serif-400-normal"].getBestCmap()
    assert all("fvar" not in font for font in found.values())
    assert "Open Font License" in found["pt-serif-400-normal"]["name"].getDebugName(13)
    # EPUBCheck has no complaint, but mentions that there are fonts.
    [usage] = epubcheck_messages(path)
    assert usage.startswith("USAGE CSS-028")


def test_styles_name_the_faces(command: Command, site: Path, tmp_path: Path) -> None:
    css = style_sheet(build(command, site, tmp_path, "--theme", "modern"))
    assert css.count("@font-face") == len(fonts(tmp_path / "complete.epub"))
    assert 'src: url("../fonts/ibm-plex-serif-700-italic.ttf")' in css
    assert 'body { font-family: "IBM Plex Serif", "Amiri", serif; }' in css
    assert 'h6 { font-family: "PT Sans", "Noto Sans Arabic", sans-serif; }' in css


def test_two_builds_give_the_same_bytes(command: Command, site: Path, tmp_path: Path) -> None:
    one, other = (build(command, site, tmp_path / name, "--no-cache") for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_without_a_word_there_are_none(command: Command, site: Path, tmp_path: Path) -> None:
    done = command("build", site, "--all", "--format", "epub", "--out", tmp_path)
    assert done.status == 0
    assert "font-face" not in style_sheet(tmp_path / "complete.epub")
