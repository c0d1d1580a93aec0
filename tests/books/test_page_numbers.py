"""Numbers of pages that a book says of itself, read back from the file, in every theme and two sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from bookmaker import Arrangement, Edition, Selection, build, collect
from bookmaker.themes import theme_names
from tests.building import Shelf
from tests.pdf_reading import PdfBook
from tests.sites import post_text, write_site

_TITLES = ("Ash", "Birch", "Cedar", "Elm")
_FIRST = "part-quarter-1-2024"
_ORDER = ("contents", _FIRST, "matter-tags", "matter-links", "matter-sources")
_REFERENCE = re.compile(r"see\s+(\w+)\s+\(p\.\s(\d+)\)")
_SHARED = "[a field guide](https://trees.example/guide)"


@pytest.fixture(scope="module")
def site(shelf: Shelf) -> Path:
    """Four chapters of different lengths, each of which refers to all others and to one address."""
    files: dict[str, str | bytes] = {"_config.yml": "url: https://wood.example\nlang: en\n"}
    for number, title in enumerate(_TITLES):
        others = " ".join(
            f"Also [see {to}](2024-0{month + 1}-01-{to.lower()}.md)."
            for month, to in enumerate(_TITLES)
            if to != title
        )
        body = f"{'A line of leaves. ' * (60 * number + 40)}\n\n{_SHARED} {others}\n"
        tags = f"[{title.lower()}wood, leaf]"
        date = f"2024-0{number + 1}-01 12:00:00 +0000"
        files[f"_posts/2024-0{number + 1}-01-{title.lower()}.md"] = post_text(
            title, date, body, lang="en", tags=tags
        )
    return write_site(shelf.folder / "wood", files)


@pytest.mark.parametrize("page", ["A5", "A6"])
@pytest.mark.parametrize("theme", theme_names())
def test_numbers_are_those_of_the_pages(
    site: Path, shelf: Shelf, tmp_path: Path, theme: str, page: str
) -> None:
    # Chapters on right-hand pages leave others blank.
    edition = Edition(
        formats=("pdf",),
        page=page,
        theme=theme,
        out=tmp_path,
        links="endnotes",
        purpose="print" if page == "A6" else "both",
    )
    arrangement = Arrangement(parts="quarter", back=("tags", "links", "sources"))
    report = build(collect(site), Selection(), arrangement, edition, shelf.workshop)
    ids = {document.title: document.id for document in report.rendered.documents}
    with PdfBook(Path(report.artifacts[0].path), page) as book:
        starts = {title: book.labels[book.destinations[id_][0]] for title, id_ in ids.items()}
        assert len(set(starts.values())) == len(_TITLES)
        found = {anchor: list(_numbers(book, anchor)) for anchor in _ORDER if anchor != _FIRST}
        text = "\n".join(map(book.text, range(len(book.labels))))
    references = _REFERENCE.findall(re.sub("[-\ufffe\x02](?:\r?\n)?", "", text))
    assert Counter(title for title, _ in references) == dict.fromkeys(_TITLES, 3)
    assert [number for _, number in references] == [starts[title] for title, _ in references]
    # Parts, chapters, and what comes after them; two tags of each chapter; one address and one site of all.
    assert {kind: len(numbers) for kind, numbers in found.items()} == {
        "contents": 9, "matter-tags": 8, "matter-links": 8, "matter-sources": 4,
    }  # fmt: skip
    for kind, numbers in found.items():
        assert [said for said, _ in numbers] == [true for _, true in numbers], kind


def _numbers(book: PdfBook, anchor: str) -> Iterator[tuple[str, str]]:
    """The number beside each link on the pages from an anchor to the next, and where that leads."""
    first = book.destinations[anchor][0]
    starts = [book.destinations[name][0] for name in _ORDER if name in book.destinations]
    last = min((start for start in starts if start > first), default=len(book.labels))
    for index in range(first, last):
        for link in book.annotations(index):
            if isinstance(link.get("/Dest"), pikepdf.String):
                left, bottom, right, top = map(float, link.Rect)
                said = re.search(r"(\d+)\s*$", book.text_in(index, (left, bottom, right, top)))
                if said:
                    yield said[1], book.labels[book.destinations[str(link.Dest)][0]]
