"""Editions of one book: lighter ones, volumes, later ones, and what differs between two."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.command import Command
from tests.epub_reading import EpubBook
from tests.sites import post_text, write_site

_CONFIG = 'title: Notes\nauthor: Ann Lark\nlang: en\nurl: "https://example.org"\n'


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    return Command(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def site(tmp_path: Path, project: Path) -> Path:
    posts = {
        f"2024-0{number}-01-{name}.md": post_text(
            name.capitalize(),
            f"2024-0{number}-01 10:00:00 +0000",
            f"![{name}]({name}.{kind})\n\nWords of {name}.\n",
        )
        for number, (name, kind) in enumerate((("map", "png"), ("window", "jpg"), ("bread", "png")), start=1)
    }
    root = write_site(tmp_path / "site", {"_config.yml": _CONFIG, **posts})
    for name in ("old-map.png", "window.jpg", "bread.png"):
        shutil.copy(project / "examples" / "assets" / "images" / name, root / name.removeprefix("old-"))
    return root


def build(command: Command, site: Path, out: Path, *options: str) -> dict[str, object]:
    done = command("build", site, "--all", "--format", "epub", "--out", out, "--json", *options)
    assert done.status == 0, done.err
    return done.only_book()


def modified(path: Path) -> str:
    with EpubBook(path) as epub:
        return epub.metadata("dcterms:modified")[0]


def test_max_size_is_kept_and_said(command: Command, site: Path, tmp_path: Path) -> None:
    build(command, site, tmp_path / "full")
    full = tmp_path / "full" / "complete.epub"
    most = full.stat().st_size * 3 // 4
    book = build(command, site, tmp_path / "light", "--max-size", f"{most}B")
    light = tmp_path / "light" / "complete.epub"
    assert light.stat().st_size <= most
    assert "epub-lightened" in str(book["diagnostics"])
    with EpubBook(full) as one, EpubBook(light) as other:
        assert sorted(one.texts) == sorted(other.texts)
        assert len(one.manifest) == len(other.manifest)


def test_what_cannot_be_so_small_is_an_error(command: Command, site: Path, tmp_path: Path) -> None:
    done = command("build", site, "--all", "--format", "epub", "--out", tmp_path, "--max-size", "20kB")
    assert done.status == 5
    assert "cannot be made smaller" in done.err and "--volumes" in done.err
    assert not list(tmp_path.glob("*.epub"))


@pytest.mark.parametrize(
    ("options", "counts"),
    [(("--volumes", "2"), (2, 1)), (("--max-posts", "1"), (1, 1, 1)), (("--volume-size", "1GB"), (3,))],
)
def test_volumes_are_whole_books_with_numbers(
    command: Command, site: Path, tmp_path: Path, options: tuple[str, ...], counts: tuple[int, ...]
) -> None:
    done = command("build", site, "--all", "--format", "epub", "--out", tmp_path, "--json", *options)
    books = done.json()["books"]
    assert sorted(book["posts"] for book in books) == sorted(counts)
    assert [book["title"] for book in books] == [f"Notes. Volume {n}" for n in range(1, len(counts) + 1)]
    identifiers = set()
    for number in range(1, len(counts) + 1):
        with EpubBook(tmp_path / f"complete-{number}.epub") as epub:
            position = epub.package.findtext(".//{*}meta[@property='group-position']")
            assert position == str(number)
            identifiers.update(epub.metadata("identifier"))
    assert len(identifiers) == len(counts)


def test_too_many_volumes_and_two_ways_to_divide(command: Command, site: Path, tmp_path: Path) -> None:
    assert command("build", site, "--all", "--out", tmp_path, "--volumes", "4").status == 2
    assert command("build", site, "--all", "--volumes", "2", "--max-posts", "1").status == 2
    assert command("build", site, "--all", "--max-size", "big").status == 2


def test_a_later_edition_keeps_its_identifier_and_dates_its_changes(
    command: Command, site: Path, tmp_path: Path
) -> None:
    book = tmp_path / "out" / "complete.epub"
    build(command, site, tmp_path / "out")
    first, bytes_before = modified(book), book.read_bytes()
    build(command, site, tmp_path / "out", "--no-cache")
    assert book.read_bytes() == bytes_before
    shutil.copy(book, tmp_path / "first.epub")
    post = site / "2024-01-01-map.md"
    post.write_text(post.read_text("utf-8").replace("Words of map", "Other words of map"), "utf-8")
    (site / "2024-02-01-window.md").unlink()
    write_site(site, {"2024-01-05-rain.md": post_text("Rain", "2024-01-05 10:00:00 +0000")})
    build(command, site, tmp_path / "out")
    assert modified(book) > first
    second = book.read_bytes()
    build(command, site, tmp_path / "out", "--no-cache")
    assert book.read_bytes() == second
    with EpubBook(tmp_path / "first.epub") as one, EpubBook(book) as other:
        assert one.metadata("identifier") == other.metadata("identifier")
    told = json.loads(command("diff", tmp_path / "first.epub", book, "--json").out)
    assert [post["title"] for post in told["new"]] == ["Rain"]
    assert [post["title"] for post in told["gone"]] == ["Window"]
    [change] = told["changed"]
    assert (change["title"], change["words_added"], change["words_removed"]) == ("Map", 2, 1)
    assert told["same"] == 1
    assert [fact["name"] for fact in told["catalogue"]] == ["dcterms:modified"]
    lines = command("diff", tmp_path / "first.epub", book).out
    assert "1 new, 1 changed, 1 gone, 1 the same" in lines
    assert "changed  Map  (p2024-01-01-map): words +2 −1" in lines


def test_a_new_picture_is_a_change(command: Command, site: Path, tmp_path: Path) -> None:
    build(command, site, tmp_path / "a")
    shutil.copy(site / "bread.png", site / "map.png")
    build(command, site, tmp_path / "b")
    done = command("diff", tmp_path / "a" / "complete.epub", tmp_path / "b" / "complete.epub")
    assert "Map  (p2024-01-01-map): pictures +1 −1" in done.out


def test_source_date_epoch_is_the_date_of_every_edition(command: Command, site: Path, tmp_path: Path) -> None:
    for text in ("Words.", "Other words."):
        write_site(site, {"2024-01-05-rain.md": post_text("Rain", body=text)})
        words = ("build", site, "--all", "--format", "epub", "--out", tmp_path)
        assert command(*words, env={"SOURCE_DATE_EPOCH": "1700000000"}).status == 0
        assert modified(tmp_path / "complete.epub") == "2023-11-14T22:13:20Z"


def test_a_file_that_is_no_epub_is_replaced(command: Command, site: Path, tmp_path: Path) -> None:
    (tmp_path / "complete.epub").write_bytes(b"nothing")
    build(command, site, tmp_path)
    with zipfile.ZipFile(tmp_path / "complete.epub") as archive:
        assert etree.fromstring(archive.read("EPUB/content.opf")) is not None
