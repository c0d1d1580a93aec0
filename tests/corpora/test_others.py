"""Other people's collections: none was written for this program, and each becomes a valid book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Built, Shelf
from tests.checking import epubcheck_messages
from tests.epub_reading import EpubBook
from tests.pdf_checks import assert_links_land, assert_outline_is_complete
from tests.pdf_reading import PdfBook

pytestmark = [pytest.mark.corpora, pytest.mark.slow]

_SITES = ("jekyllsite/docs", "basicdemo", "mehdix", "seed")


@pytest.fixture(scope="module", params=_SITES)
def built(request: pytest.FixtureRequest, shelf: Shelf, corpora: Path) -> Built:
    name: str = request.param
    return shelf.book(name.replace("/", "-"), corpora / name)


def test_epub_is_valid(built: Built) -> None:
    assert epubcheck_messages(built.epub) == []
    with EpubBook(built.epub) as epub:
        assert epub.broken_links() == []


def test_pdf_has_its_outline_and_links(built: Built) -> None:
    with PdfBook(built.pdf) as pdf:
        assert_outline_is_complete(built, pdf)
        assert_links_land(built, pdf)


def test_what_could_not_be_used_is_told_with_a_remedy(built: Built) -> None:
    posts = {post.path for post in built.report.rendered.book.posts}
    for problem in built.report.diagnostics:
        assert problem.message and problem.hint, problem.code
        assert problem.where is None or problem.where.path in posts or problem.severity == "note", problem
