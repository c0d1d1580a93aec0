"""The shelf: editions found and grouped, catalogues by the rules, and the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import etree, html

from bookmaker.errors import ConfigError
from bookmaker.sender.shelf.books import ShelfBook, find_files, read_books
from bookmaker.sender.shelf.catalog import PAGE_SIZE, Shelf, make_shelf
from bookmaker.sender.shelf.writing import write_shelf
from tests.opds_rules import check_atom, check_feed, check_publication
from tests.small_book import AUTHOR, TITLE, write_book

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def books_of(folder: Path, count: int = 1) -> tuple[ShelfBook, ...]:
    """Small books without PDFs, named and entitled by number."""
    for number in range(count):
        inner = folder / "made"
        inner.mkdir(exist_ok=True)
        title = TITLE if number == 0 else f"Том {number} <& иное>"
        write_book(inner, title=title.replace("&", "&amp;").replace("<", "&lt;"), with_pdf=False)
        (inner / "balkon-2024.epub").rename(folder / f"книга-{number}.epub")
    return read_books(find_files([folder])).value


def shelf_of(books: tuple[ShelfBook, ...], **values: str) -> Shelf:
    return make_shelf(books, **{"title": "", "language": "", "address": "", **values})


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_files_of_one_name_are_one_edition_and_say_what_the_epub_says(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no book")
    (book,) = books_of(tmp_path)
    assert (book.title, book.authors, book.language) == (TITLE, (AUTHOR,), "ru")
    assert (book.tags, book.summary, book.name) == (("Хлеб",), "Записки о погоде", "kniga-0")
    assert [file.name for file in book.files] == ["kniga-0.epub"]
    assert book.thumbnail_px == (320, 480)
    assert book.cover[:3] == book.thumbnail[:3] == b"\xff\xd8\xff"


def test_a_damaged_edition_is_named_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "broken.epub").write_bytes(b"PK")
    (tmp_path / "broken-too.pdf").write_bytes(b"%PDF-1.7")
    books_of(tmp_path, 2)
    outcome = read_books(find_files([tmp_path]))
    assert len(outcome.value) == 2
    assert [(problem.code, str(problem.where)) for problem in outcome.diagnostics] == [
        ("edition-unreadable", "broken.epub"),
        ("edition-unreadable", "broken-too.pdf"),
    ]


def test_editions_with_one_identifier_have_ids_of_their_own(tmp_path: Path) -> None:
    books = books_of(tmp_path, 3)
    assert len({book.id for book in books}) == 3
    assert all(book.id.startswith("urn:uuid:") for book in books)


def test_every_feed_keeps_the_rules_of_opds(tmp_path: Path) -> None:
    write_shelf(shelf_of(books_of(tmp_path, PAGE_SIZE + 1)), tmp_path / "out", None)
    atom = sorted((tmp_path / "out/opds").glob("*.xml"))
    assert {path.name for path in atom} >= {"root.xml", "new.xml", "all.xml", "all-2.xml", "tag-khleb.xml"}
    assert {path.name: check_atom(path.read_bytes()) for path in atom} == {path.name: [] for path in atom}
    for path in sorted((tmp_path / "out/opds").glob("*.json")):
        check = check_publication if path.name.startswith("book-") else check_feed
        assert check(json.loads(path.read_text("utf-8"))) == [], path.name


def test_the_rules_see_what_is_wrong(tmp_path: Path) -> None:
    write_shelf(shelf_of(books_of(tmp_path)), tmp_path / "out", None)
    atom = (tmp_path / "out/opds/all.xml").read_bytes()
    for piece in (rb"<updated>[^<]*</updated>", rb'<link rel="[^"]*open-access"[^>]*/>', rb' length="\d+"'):
        assert check_atom(re.sub(piece, b"", atom)), piece
    feed = json.loads((tmp_path / "out/opds/all.json").read_text("utf-8"))
    feed["publications"][0]["links"] = feed["publications"][0]["links"][:1]
    assert check_feed(feed) == ["no way to get it"]
    feed = json.loads((tmp_path / "out/opds/all.json").read_text("utf-8"))
    book = feed["publications"][0]
    book["metadata"] |= {"language": "", "published": "2024", "author": [""], "numberOfPages": 0}
    book["images"][0]["href"] = "обложка 1.jpg"
    assert len(check_feed(feed)) == 5


def test_every_link_of_feeds_and_page_leads_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_shelf(shelf_of(books_of(tmp_path, PAGE_SIZE + 1)), out, None)
    links = [
        (path.parent, str(href))
        for path in (*out.rglob("*.xml"), *out.glob("*.html"))
        for href in (html if path.suffix == ".html" else etree).parse(str(path)).xpath("//@href | //@src")
    ]
    links += [
        (path.parent, href)
        for path in out.rglob("*.json")
        for href in re.findall(r'"href": "([^"]*)"', path.read_text("utf-8"))
    ]
    assert len(links) > 300
    missing = {href for folder, href in links if not (folder / href.partition("#")[0]).exists()}
    assert missing == set()


def test_pages_of_a_listing_lead_on_and_back(tmp_path: Path) -> None:
    write_shelf(shelf_of(books_of(tmp_path, PAGE_SIZE + 1)), tmp_path / "out", None)
    second = etree.parse(str(tmp_path / "out/opds/all-2.xml"))
    assert second.xpath("//a:link[@rel='previous']/@href", namespaces=_ATOM) == ["all.xml"]
    assert second.xpath("//a:link[@rel='next']", namespaces=_ATOM) == []
    assert len(second.xpath("//a:entry", namespaces=_ATOM)) == 1


def test_the_page_shows_the_book_and_runs_nothing_of_its_own(tmp_path: Path) -> None:
    write_shelf(shelf_of(books_of(tmp_path, 2), title="Полка <i>"), tmp_path / "out", None)
    text = (tmp_path / "out/index.html").read_text("utf-8")
    page = html.fromstring(text)
    assert [str(title) for title in page.xpath("//h2/text()")] == [TITLE, "Том 1 <& иное>"]
    assert page.findtext(".//h1") == "Полка <i>"
    assert page.get("lang") == "ru"
    assert page.xpath("//script[not(@src)] | //style | //@style | //@onclick") == []
    assert "default-src 'none'" in str(page.xpath("//meta/@content")[0])
    assert "read.html" not in text


def test_the_news_have_absolute_addresses_where_the_address_is_known(tmp_path: Path) -> None:
    address = "https://example.org/books"
    write_shelf(shelf_of(books_of(tmp_path), address=address), tmp_path / "out", None)
    news = etree.parse(str(tmp_path / "out/feed.xml"))
    links = [str(link) for link in news.xpath("//a:link/@href", namespaces=_ATOM)]
    assert links
    assert all(link.startswith(f"{address}/") for link in links)


def test_the_same_books_give_the_same_bytes(tmp_path: Path) -> None:
    books = books_of(tmp_path, 3)
    for name in ("a", "b"):
        write_shelf(shelf_of(books), tmp_path / name, None)
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_the_reading_library_is_copied_from_its_package(tmp_path: Path) -> None:
    package = tmp_path / "node_modules/foliate-js"
    (package / "vendor").mkdir(parents=True)
    for name in (
        "LICENSE", "view.js", "epub.js", "epubcfi.js", "paginator.js", "fixed-layout.js", "overlayer.js",
        "progress.js", "text-walker.js", "vendor/zip.js", "mobi.js",
    ):  # fmt: skip
        (package / name).write_text(f"// {name}")
    (package / "package.json").write_text('{"name": "foliate-js"}')
    write_shelf(shelf_of(books_of(tmp_path)), tmp_path / "out", package)
    assert (tmp_path / "out/reader/vendor/zip.js").read_text() == "// vendor/zip.js"
    assert not (tmp_path / "out/reader/mobi.js").exists()
    assert 'href="read.html?book=kniga-0.epub"' in (tmp_path / "out/index.html").read_text("utf-8")


def test_another_folder_is_no_reading_library(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="npm install foliate-js"):
        write_shelf(shelf_of(books_of(tmp_path)), tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()
