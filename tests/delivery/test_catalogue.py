"""The shelf's catalogues as r2-opds-js understands them, the library that Thorium Reader is made with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bookmaker.sender.shelf.books import find_files, read_books
from bookmaker.sender.shelf.catalog import make_shelf
from bookmaker.sender.shelf.writing import write_shelf
from tests.small_book import AUTHOR, TITLE, write_book

_READERS = Path(__file__).parents[2] / "tools" / "readers" / "node_modules"
_NODE = shutil.which("node")
_OPEN = "http://opds-spec.org/acquisition/open-access"

pytestmark = pytest.mark.skipif(
    not (_NODE and (_READERS / "r2-opds-js").is_dir()),
    reason="Node.js or tools/readers/node_modules is missing: run tools/setup.sh test",
)


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Some feeds of a small shelf, as the client has understood them."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "more").mkdir()
    write_book(folder, with_pdf=False)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "balkon-2024.pdf")
    write_book(folder / "more", title="Том &lt;второй> &amp; последний", with_pdf=False)
    books = read_books(find_files([folder / "more", folder])).value
    write_shelf(make_shelf(books, title="Полка", language="ru", address=""), folder / "out", None)
    names = ["root.xml", "years.xml", "all.xml", "root.json", "all.json"]
    done = subprocess.run(
        [str(_NODE), str(Path(__file__).with_name("catalogue.js")), *names],
        cwd=folder / "out" / "opds",
        env={**os.environ, "NODE_PATH": str(_READERS)},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(names, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("root", ["root.xml", "root.json"])
def test_the_way_from_the_root_leads_to_all_listings(feeds: dict[str, Any], root: str) -> None:
    suffix = Path(root).suffix
    assert feeds[root]["metadata"]["title"] == "Полка"
    ways = {way["href"]: way["title"] for way in feeds[root]["navigation"]}
    assert list(ways) == [f"{name}{suffix}" for name in ("new", "all", "years", "tags", "languages")]
    assert ways[f"all{suffix}"] == "Все книги"


def test_years_are_a_menu(feeds: dict[str, Any]) -> None:
    assert [way["title"] for way in feeds["years.xml"]["navigation"]] == ["1980"]


@pytest.mark.parametrize("listing", ["all.xml", "all.json"])
def test_books_are_understood_with_files_and_covers(feeds: dict[str, Any], listing: str) -> None:
    feed = feeds[listing]
    assert (feed["metadata"]["numberOfItems"], feed["metadata"]["itemsPerPage"]) == (2, 25)
    books = {book["metadata"]["title"]: book for book in feed["publications"]}
    assert set(books) == {TITLE, "Том <второй> & последний"}
    book = books[TITLE]
    assert (book["metadata"]["author"], book["metadata"]["language"]) == (AUTHOR, "ru")
    assert book["metadata"]["description"] == "Записки о погоде"
    files = {link["type"]: link["href"] for link in book["links"] if link["rel"] == _OPEN}
    assert files == {
        "application/epub+zip": "../books/balkon-2024.epub",
        "application/pdf": "../books/balkon-2024.pdf",
    }
    assert {image["href"] for image in book["images"]} == {
        "../covers/balkon-2024.jpg",
        "../covers/balkon-2024-small.jpg",
    }


@pytest.mark.parametrize("listing", ["all.xml", "all.json"])
def test_facets_are_understood_in_their_groups(feeds: dict[str, Any], listing: str) -> None:
    facets = {facet["metadata"]["title"]: facet["links"] for facet in feeds[listing]["facets"]}
    assert list(facets) == ["Год", "Метка", "Язык"]
    assert [link["title"] for link in facets["Метка"]] == ["Хлеб"]
    assert facets["Метка"][0]["properties"]["numberOfItems"] == 2
