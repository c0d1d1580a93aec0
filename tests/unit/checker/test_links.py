"""Links inside a file land."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bookmaker.checker.epub_links import check_epub_links
from bookmaker.checker.pdf_links import check_pdf_links
from tests.unit.checker.small_files import line, write_epub, write_pdf


@pytest.mark.parametrize(
    ("href", "lands"),
    [
        ("#here", True),
        ("other.xhtml", True),
        ("other.xhtml#there", True),
        ("../EPUB/other.xhtml#there", True),
        ("https://example.org/nowhere", True),
        ("mailto:me@example.org", True),
        ("#there", False),
        ("other.xhtml#here", False),
        ("missing.xhtml", False),
    ],
)
def test_an_epubs_links(tmp_path: Path, href: str, lands: bool) -> None:
    bodies = {"one": f'<p id="here"><a href="{href}">x</a></p>', "other": '<p id="there">y</p>'}
    problems = check_epub_links(write_epub(tmp_path / "a.epub", bodies))
    expected = [] if lands else [f"a.epub/EPUB/one.xhtml: error[link-broken]: 1 × {href}: nothing is there"]
    assert [str(problem).splitlines()[0] for problem in problems] == expected


def test_a_picture_must_be_in_the_archive(tmp_path: Path) -> None:
    path = write_epub(
        tmp_path / "a.epub", {"one": '<img src="../images/no.png"/><img src="../images/no.png"/>'}
    )
    (problem,) = check_epub_links(path)
    assert problem.message == "2 × ../images/no.png: nothing is there"


@pytest.mark.parametrize(
    ("annotation", "lands"),
    [
        (Dictionary(Dest=String("post")), True),
        (Dictionary(A=Dictionary(S=Name.GoTo, D=String("post"))), True),
        (Dictionary(A=Dictionary(S=Name.URI, URI=String("https://example.org"))), True),
        (Dictionary(Dest=String("gone")), False),
        (Dictionary(A=Dictionary(S=Name.GoTo, D=String("gone"))), False),
        (Dictionary(A=Dictionary(S=Name.URI, URI=String("book:post"))), False),
    ],
)
def test_a_pdfs_links(tmp_path: Path, annotation: pikepdf.Dictionary, lands: bool) -> None:
    path = write_pdf(tmp_path / "a.pdf", [line("text")], {"post": (0, 700)})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Annots = Array([annotation])
        pdf.save()
    problems = [str(problem).splitlines()[0] for problem in check_pdf_links(path)]
    assert bool(problems) is not lands
    assert all(problem.startswith("a.pdf (page 1): error[link-broken]") for problem in problems)


def test_a_line_of_the_outline_must_land(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [line("text")], {"post": (0, 700)})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Post", String("post")))
            outline.root.append(pikepdf.OutlineItem("Gone", String("gone")))
        pdf.save()
    (problem,) = check_pdf_links(path)
    assert problem.message == "gone: nothing is there"
