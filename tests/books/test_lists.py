"""Numbers of lists and notes, in the digits and the letters that their author and their language want."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker import Arrangement, Edition, Selection, build, collect
from tests.building import Shelf
from tests.pdf_reading import PdfBook
from tests.sites import post_text, write_site

_PERSIAN = "این یک متن است.[^1]\n\n1. یک\n2. دو\n\n[^1]: یادداشت.\n"
_LETTERS = '<ol type="a"><li>ash</li><li>elm</li></ol>\n\n<ol type="I"><li>oak</li><li>yew</li></ol>\n'


def printed(shelf: Shelf, folder: Path, body: str, language: str) -> str:
    """All words of a book of one post."""
    files: dict[str, str | bytes] = {
        "_config.yml": f"title: Wood\nlang: {language}\n",
        "_posts/2024-03-13-post.md": post_text("Post", body=body, lang=language),
    }
    edition = Edition(formats=("pdf",), page="A6", out=folder / "out")
    collection = collect(write_site(folder / "site", files))
    report = build(collection, Selection(), Arrangement(), edition, shelf.workshop)
    with PdfBook(Path(report.artifacts[0].path), "A6") as book:
        return " ".join(book.text(index) for index in range(len(book.pdf.pages)))


def test_persian_notes_and_lists_have_persian_digits(shelf: Shelf, tmp_path: Path) -> None:
    words = printed(shelf, tmp_path, _PERSIAN, "fa")
    assert not set("0123456789") & set(words)
    # The date, the reference, the items and the note.
    assert words.count("۱") >= 4 and "۲" in words


@pytest.mark.parametrize("number", ["a.", "b.", "I.", "II."])
def test_lists_are_lettered_as_the_author_wants(shelf: Shelf, tmp_path: Path, number: str) -> None:
    assert number in printed(shelf, tmp_path, _LETTERS, "en").split()


def test_a_sign_of_the_authors_own_stays(shelf: Shelf, tmp_path: Path) -> None:
    body = 'A word<sup class="footnote-ref"><a href="#note">[*]</a></sup>.\n\n<p id="note">Its note.</p>\n'
    assert "word*." in printed(shelf, tmp_path, body, "en")
