"""A book with everything that can stand before and after its text."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from bookmaker import Arrangement, Edition, Selection, build, collect
from bookmaker.matter.captions import list_captions
from bookmaker.publishing import ContentsOptions
from tests.building import Built, Shelf
from tests.checking import epubcheck_messages
from tests.epub_reading import EpubBook
from tests.pdf_reading import PdfBook, letters
from tests.print_only import without_references

_FRONT = ("half-title", "imprint", "title-page", "dedication.md", "contents", "preface.md")
_BACK = ("afterword.md", "figures", "tags", "pictures", "links", "sources", "colophon")
_COVER = "assets/images/window.jpg"
_TEXTS = {
    "dedication.md": "Тем, кто встаёт раньше солнца\n",
    "preface.md": "# Предисловие\n\nОб окне: [первая запись](/2023/01/15/weather-diary/).\n\n"
    "![Окно](assets/images/window.jpg)\n",
    "afterword.md": "# Послесловие\n\nБлагодарности соседям.\n",
}


@pytest.fixture(scope="module")
def built(shelf: Shelf, project: Path) -> Built:
    site = shelf.folder / "matter-site"
    if not site.exists():
        shutil.copytree(project / "examples", site, dirs_exist_ok=True)
        for name, text in _TEXTS.items():
            (site / name).write_text(text, "utf-8")
    arrangement = Arrangement(parts="year", front=_FRONT, back=_BACK, cover=_COVER)
    contents = ContentsOptions(depth=2, authors=True, dates=True)
    return shelf.book("matter", site, arrangement=arrangement, pages=tuple(_TEXTS), contents=contents)


@pytest.fixture(scope="module")
def pages(built: Built) -> Iterator[PdfBook]:
    with PdfBook(built.pdf) as book:
        yield book


def test_pages_stand_in_the_order_of_the_settings(pages: PdfBook) -> None:
    order = ["matter-half-title", "matter-imprint", "title-page", "contents", "matter-preface"]
    order += ["part-2023", "matter-afterword", "matter-figures", "matter-tags", "matter-pictures"]
    order += ["matter-links", "matter-sources", "matter-colophon"]
    indexes = [pages.destinations[name][0] for name in order]
    assert indexes == sorted(set(indexes))
    assert letters("встаёт раньше") in letters(pages.text(pages.destinations["contents"][0] - 1))


def test_the_authors_cover_is_the_cover_of_both(built: Built, pages: PdfBook, project: Path) -> None:
    shown = [picture for picture in pages.pictures if picture.page_index == 0]
    assert len(shown) == 1
    with Image.open(project / "examples" / _COVER) as source, EpubBook(built.epub) as book:
        cover = Image.open(io.BytesIO(book.archive.read("EPUB/images/cover.jpg")))
        expected = ImageOps.fit(ImageOps.exif_transpose(source).convert("RGB"), (71, 100))
        difference = ImageChops.difference(expected, cover.convert("RGB").resize((71, 100)))
    # Of 255. The generated cover's one colour differs by more than a hundred.
    assert max(ImageStat.Stat(difference).mean) < 12


def test_a_cover_that_is_missing_is_told_and_a_generated_one_stands_in(
    tmp_path: Path, shelf: Shelf, project: Path
) -> None:
    arrangement = Arrangement(name="uncovered", cover="assets/no-such.jpg")
    edition = Edition(out=tmp_path, formats=("epub",))
    report = build(collect(project / "examples"), Selection(limit=1), arrangement, edition, shelf.workshop)
    assert [problem.code for problem in report.diagnostics].count("image-missing") == 1
    with EpubBook(tmp_path / "uncovered.epub") as book:
        assert book.archive.getinfo("EPUB/images/cover.jpg").file_size > 10_000


def test_contents_say_where_the_pages_before_and_after_the_text_are(pages: PdfBook) -> None:
    first, last = pages.destinations["contents"][0], pages.destinations["matter-preface"][0]
    text = "".join(pages.text(index) for index in range(first, last))
    for title, anchor in (("Предисловие", "matter-preface"), ("Источники", "matter-sources")):
        label = pages.labels[pages.destinations[anchor][0]]
        assert re.search(rf"{title}[\s.]*{label}\s", text), (title, label)
    assert "Об этой книге" not in text


def numbers_beside(pages: PdfBook, page_index: int) -> dict[str, str]:
    """The number that stands at the end of each link's last line, by the place that the link leads to."""
    lines: dict[str, tuple[float, float, float, float]] = {}
    for link in pages.annotations(page_index):
        left, bottom, _, top = map(float, link.Rect)
        if "/Dest" in link and bottom <= lines.get(str(link.Dest), (0, bottom))[1]:
            lines[str(link.Dest)] = left, bottom, pages.size.width_pt, top
    texts = {place: pages.text_in(page_index, line) for place, line in lines.items()}
    return {place: (re.findall(r"(?:\d+|[ivxl]+)(?=\s*$)", text) or [""])[0] for place, text in texts.items()}


def check_numbers(pages: PdfBook, indexes: Iterable[int]) -> dict[str, str]:
    found: dict[str, str] = {}
    for index in indexes:
        found |= numbers_beside(pages, index)
    assert found == {place: pages.labels[pages.destinations[place][0]] for place in found}
    return found


def test_contents_name_chapters_and_sections_with_their_pages(built: Built, pages: PdfBook) -> None:
    first, last = pages.destinations["contents"][0], pages.destinations["matter-preface"][0]
    numbers = check_numbers(pages, range(first, last))
    documents = built.report.rendered.documents
    headings = [heading for document in documents for heading in document.headings if heading.level <= 2]
    sections = [heading.anchor for heading in headings if heading.level == 2]
    assert len(sections) > 10
    assert numbers.keys() >= {heading.anchor for heading in headings}
    assert numbers.keys() >= {"part-2023", "part-2024", "matter-tags"}
    text = "".join(pages.text(index) for index in range(first, last))
    assert "15 января 2023" in text


def test_parts_open_with_contents_of_their_own(built: Built, pages: PdfBook) -> None:
    for part in built.report.rendered.book.parts:
        numbers = check_numbers(pages, [pages.destinations[part.id][0]])
        assert list(numbers) == [chapter.id for chapter in part.chapters]


def test_pictures_are_listed_with_their_pages(built: Built, pages: PdfBook) -> None:
    first = pages.destinations["matter-pictures"][0]
    numbers = check_numbers(pages, range(first, pages.destinations["matter-links"][0]))
    documents = built.report.rendered.documents
    captions = {anchor: text for document in documents for anchor, text in list_captions(document)}
    assert len(captions) > 5
    assert numbers.keys() == captions.keys()
    for anchor, text in captions.items():
        page = without_references(pages.text(pages.destinations[anchor][0]))
        assert letters(text)[:30] in letters(page)


def test_an_index_names_the_pages_on_which_posts_begin(built: Built, pages: PdfBook) -> None:
    text = "".join(pages.text(pages.destinations["matter-tags"][0]).split())
    posts = [post for post in built.report.rendered.book.posts if "хлеб" in post.tags]
    numbers = ",".join(pages.labels[pages.destinations[post.id][0]] for post in posts)
    assert len(posts) > 1
    assert f"хлеб{numbers}" in text


def test_every_reference_leads_to_its_place(pages: PdfBook) -> None:
    links = [link for index in range(len(pages.labels)) for link in pages.annotations(index)]
    places = {str(link.Dest) for link in links if "/Dest" in link}
    assert places <= set(pages.destinations)
    assert not [link for link in links if "/A" in link and str(link.A.URI).startswith("book:")]


def test_outline_goes_beside_the_parts(pages: PdfBook) -> None:
    titles = [entry.title for entry in pages.outline]
    assert titles[:3] == ["Титульный лист", "Содержание", "Предисловие"]
    assert titles[-1] == "Выходные сведения"


def test_the_epub_has_them_too(built: Built) -> None:
    with EpubBook(built.epub) as book:
        names = [name.rpartition("/")[2].removesuffix(".xhtml") for name in book.spine]
        assert names[:4] == ["cover", "title-page", "matter-dedication", "matter-preface"]
        assert names[-7:] == [f"matter-{name.removesuffix('.md')}" for name in _BACK]
        assert book.broken_links() == []
        titles = [text for _, text, _ in book.nav_lines("toc")]
        assert titles[0] == "Предисловие"
        assert titles[-1] == "Выходные сведения"
        (start,) = [place for _, text, place in book.nav_lines("landmarks") if text == "Начало текста"]
        assert "part-2023" in start


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(built: Built) -> None:
    assert epubcheck_messages(built.epub) == []
