"""A Telegram channel's mirror of three years: its anthologies, two booklets, and all of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest

from bookmaker import Arrangement, Post, Selection
from tests.building import Built, Shelf
from tests.checking import epubcheck_messages
from tests.epub_reading import EpubBook
from tests.pdf_checks import (
    assert_contents_are_right,
    assert_furniture_is_right,
    assert_links_land,
    assert_outline_is_complete,
)
from tests.pdf_reading import PdfBook
from tests.reading_back import assert_calibre_reads, assert_pandoc_reads, needs_calibre
from tests.structure_reading import accessibility_failures, what_is_not_heard
from tests.word_walk import lost_words

pytestmark = [pytest.mark.corpora, pytest.mark.slow]

# The whole first: the others find its chapters in the cache.
_BOOKS = {
    "complete": Selection(),
    "anthology-2022": Selection(years=(2022,)),
    "anthology-2023": Selection(years=(2023,)),
    "anthology-2024": Selection(years=(2024,)),
    "tag-llm": Selection(tags=("llm",)),
    "tag-management": Selection(tags=("management",)),
}
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)|<img[^>]+src=[\"']([^\"']+)")


@pytest.fixture(scope="module", params=list(_BOOKS))
def varim(request: pytest.FixtureRequest, shelf: Shelf, corpora: Path) -> Built:
    name: str = request.param
    return shelf.book(f"varim-{name}", corpora / "varim", _BOOKS[name], Arrangement(name=name))


def test_pdf_can_be_read_by_who_cannot_see_it(varim: Built) -> None:
    assert accessibility_failures(varim.pdf) == []
    if varim.report.rendered.book.name == "anthology-2024":
        # It takes a while: one year is heard.
        assert what_is_not_heard(varim.pdf) == []


def test_epub_is_valid(varim: Built) -> None:
    assert epubcheck_messages(varim.epub) == []
    with EpubBook(varim.epub) as epub:
        assert epub.broken_links() == []


def test_pandoc_reads_every_letter_of_the_epub(varim: Built) -> None:
    assert_pandoc_reads(varim)


@needs_calibre
def test_calibre_reads_every_letter_of_the_epub(varim: Built, tmp_path: Path) -> None:
    if len(varim.report.rendered.documents) > 30:
        # It takes a while, and the whole has the chapters of all.
        assert_calibre_reads(varim.epub, tmp_path)


def test_pdf_is_right(varim: Built) -> None:
    with PdfBook(varim.pdf) as pdf:
        assert_contents_are_right(varim, pdf)
        assert_outline_is_complete(varim, pdf)
        assert_links_land(varim, pdf)
        assert_furniture_is_right(varim, pdf)


def test_words_of_all_chapters_are_on_their_pages(varim: Built) -> None:
    with PdfBook(varim.pdf) as pdf:
        assert lost_words(varim, pdf) == {}


def test_every_picture_is_in_both_files_or_reported(varim: Built) -> None:
    rendered = varim.report.rendered
    documents = {document.id: document for document in rendered.documents}
    for chapter in rendered.book.chapters:
        shown = {asset.path for asset in documents[chapter.id].assets}
        for address in (address for post in chapter.posts for address in _addresses(post)):
            path = Path(rendered.book.site.root) / unquote(address).lstrip("/")
            assert str(path) in shown or _is_reported(varim, chapter.posts[0], address), address
    keys = {asset.key for document in rendered.documents for asset in document.assets}
    assert keys == set(rendered.images)
    with EpubBook(varim.epub) as epub:
        assert {f"EPUB/images/{image.file_name}" for image in rendered.images.values()} < set(epub.manifest)
    with PdfBook(varim.pdf) as pdf:
        stored = [item for item in pdf.pdf.objects if _is_picture(item)]
        assert len(stored) == len(rendered.images)
        assert len(pdf.pictures) >= len(rendered.images)


#: The width of Noto Color Emoji's bitmaps.
_EMOJI_PX = 136


def _addresses(post: Post) -> list[str]:
    return [found[1] or found[2] for found in _PICTURE.finditer(post.body)]


def _is_reported(built: Built, post: Post, address: str) -> bool:
    return any(
        problem.where is not None and problem.where.path == post.path and address[:80] in problem.message
        for problem in built.report.diagnostics
    )


def _is_picture(item: pikepdf.Object) -> bool:
    """A picture of a post. Emoji are pictures too, with a mask, in each chapter that has some."""
    is_image = isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    return is_image and item.get("/Width") != _EMOJI_PX
