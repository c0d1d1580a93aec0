"""A PDF as leaves: margins, right-hand openings, what stands outside, and blank pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from bookmaker import Arrangement, Edition, Selection, build, collect
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.publishing import Purpose
from tests.building import Shelf
from tests.pdf_reading import PdfBook
from tests.sites import post_text, write_site
from tests.structure_reading import accessibility_failures

_SIZE = PAGE_SIZES["a6"]
_TITLES = ("Ash", "Birch", "Cedar")
_BODY = "A line of leaves. " * 60 + "[A guide](https://trees.example/guide).\n"


@pytest.fixture(scope="module")
def site(shelf: Shelf) -> Path:
    files: dict[str, str | bytes] = {"_config.yml": "url: https://wood.example\nlang: en\n"}
    for number, title in enumerate(_TITLES, 1):
        date = f"2024-0{number}-01 12:00:00 +0000"
        body = _BODY * (3 if title == "Birch" else 1)
        files[f"_posts/2024-0{number}-01-{title.lower()}.md"] = post_text(title, date, body, lang="en")
    return write_site(shelf.folder / "leaves", files)


def make_pdf(site: Path, shelf: Shelf, out: Path, **edition: str) -> Path:
    made = Edition(formats=("pdf",), page="A6", out=out, **edition)  # type: ignore[arg-type]
    arrangement = Arrangement(back=("tags",))
    return Path(build(collect(site), Selection(), arrangement, made, shelf.workshop).artifacts[0].path)


def edges_mm(book: PdfBook, page_index: int) -> tuple[float, float]:
    """White space left and right of a page's letters, as it is seen."""
    page = book.pdf.pages[page_index]
    left = float(page.mediabox[0])
    with pypdfium2.PdfDocument(book.path) as document:
        text = document[page_index].get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    inked = [box for box in boxes if box[2] - box[0] > 0.5]
    mm = 25.4 / 72
    return (
        (min(box[0] for box in inked) - left) * mm,
        (float(page.mediabox[2]) - max(box[2] for box in inked)) * mm,
    )


@pytest.fixture(scope="module")
def bound(site: Path, shelf: Shelf) -> Iterator[PdfBook]:
    with PdfBook(make_pdf(site, shelf, shelf.folder / "bound", purpose="print"), "A6") as book:
        yield book


def test_text_of_a_bound_book_is_further_from_the_spine(bound: PdfBook) -> None:
    first = bound.labels.index("1")
    recto, verso = edges_mm(bound, first), edges_mm(bound, first + 1)
    gutter_mm = _SIZE.gutter_pt * 25.4 / 72
    assert gutter_mm == pytest.approx(1.2, abs=0.01)
    assert recto[0] == pytest.approx(_SIZE.side_mm + gutter_mm, abs=0.4)
    assert verso[0] == pytest.approx(_SIZE.side_mm - gutter_mm, abs=0.4)


def test_chapters_begin_on_the_right_and_blank_pages_carry_nothing(bound: PdfBook) -> None:
    places = bound.destinations.items()
    pages = sorted(page for name, (page, _) in places if name.startswith("p2024") and "--" not in name)
    assert len(pages) == len(_TITLES)
    assert all(page % 2 == 0 and int(bound.labels[page]) % 2 == 1 for page in pages)
    blank = [index for index, page in enumerate(bound.pdf.pages) if "/Contents" not in page.obj]
    assert blank
    assert all(after in pages or bound.labels[after] == "1" for after in (index + 1 for index in blank[:-1]))


def test_heads_and_folios_stand_outside(bound: PdfBook) -> None:
    first = bound.labels.index("1")
    middle = _SIZE.width_pt / 2
    for index in (first + 1, first + 2):
        is_left = bound.labels[index] in bound.text_in(index, (-10, 0, middle, _SIZE.bottom_mm * 2))
        assert is_left == (int(bound.labels[index]) % 2 == 0)


def test_links_lie_where_their_words_are(bound: PdfBook) -> None:
    found = 0
    for index in range(len(bound.labels)):
        for link in bound.annotations(index):
            if "/A" in link and "guide" in str(link.A.URI):
                left, bottom, right, top = map(float, link.Rect)
                words = bound.text_in(index, (left, bottom, right, top))
                found += words.strip() in ("A guide", "trees.example/guide")
    assert found > len(_TITLES)


def test_sheets_show_pages_to_their_edges(site: Path, shelf: Shelf, tmp_path: Path) -> None:
    path = make_pdf(site, shelf, tmp_path, purpose="print", theme="dark-screen", impose="saddle")
    with pypdfium2.PdfDocument(path.with_name(f"{path.stem}-booklet.pdf")) as booklet:
        for side in list(booklet)[1:]:
            picture = side.render(scale=1).to_pil().convert("L")
            row = [picture.getpixel((x, picture.height // 2)) for x in range(picture.width)]
            inked = [x for x, light in enumerate(row) if light < 60]
            middle = range(min(inked), max(inked))
            assert [x for x in middle if row[x] > 200 and abs(x - picture.width / 2) < 8] == []
            assert max(inked) - min(inked) > 2 * _SIZE.width_pt - 3


def test_openings_can_come_as_they_come(site: Path, shelf: Shelf, tmp_path: Path) -> None:
    path = make_pdf(site, shelf, tmp_path, purpose="print", openings="any")
    with PdfBook(path, "A6") as book:
        places = book.destinations.items()
        pages = [page for name, (page, _) in places if name.startswith("p2024") and "--" not in name]
        assert {page % 2 for page in pages} == {0, 1}
        leaves = list(book.pdf.pages)[book.labels.index("1") : pages[-1]]
        assert all("/Contents" in leaf.obj for leaf in leaves)


def test_a_dark_book_for_print_is_dark_to_its_edges(site: Path, shelf: Shelf, tmp_path: Path) -> None:
    path = make_pdf(site, shelf, tmp_path, purpose="print", theme="dark-screen")
    assert accessibility_failures(path) == []
    with pypdfium2.PdfDocument(path) as document:
        for index in range(1, len(document)):
            picture = document[index].render(scale=1).to_pil().convert("L")
            corners = [(x, y) for x in (1, picture.width - 2) for y in (1, picture.height - 2)]
            assert max(picture.getpixel(corner) for corner in corners) < 60, index


def test_pages_for_screens_stand_alone(site: Path, shelf: Shelf, tmp_path: Path) -> None:
    with PdfBook(make_pdf(site, shelf, tmp_path, theme="dark-screen"), "A6") as book:
        assert all("/Contents" in page.obj for page in book.pdf.pages)
        assert {tuple(map(float, page.mediabox))[:2] for page in book.pdf.pages} == {(0, 0)}
        assert "trees.example" not in "".join(map(book.text, range(len(book.labels))))


def test_what_a_pdf_is_for_does_not_lay_out_its_chapters_anew(
    site: Path, shelf: Shelf, tmp_path: Path
) -> None:
    def laid_out(purpose: Purpose) -> set[str]:
        made = Edition(formats=("pdf",), page="Letter", out=tmp_path, purpose=purpose)
        report = build(collect(site), Selection(), Arrangement(), made, shelf.workshop)
        return {chapter.id for chapter in report.chapters if "laid out" in chapter.steps}

    assert len(laid_out("both")) == len(_TITLES)
    assert laid_out("print") == set()
