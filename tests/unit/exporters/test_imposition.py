"""Booklets are folded from what is printed, and read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from bookmaker.cli.impose import impose_command
from bookmaker.errors import ExportError
from bookmaker.exporters.pdf.imposition import PAPERS, Scheme
from bookmaker.exporters.pdf.sheets import impose_pdf

_WIDTH, _HEIGHT = 148 / 25.4 * 72, 210 / 25.4 * 72
#: A half of a side: the number printed on it, or None for blank.
Half = str | None


def make_book(path: Path, pages: int, *, is_rtl: bool = False) -> Path:
    """A5 pages with nothing but their numbers."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(_WIDTH, _HEIGHT))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(f"BT /F 40 Tf 200 300 Td (p{number}) Tj ET".encode())
        if is_rtl:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        pdf.save(path)
    return path


def read_sides(path: Path) -> list[tuple[Half, Half]]:
    """What stands on the left and on the right of each side."""
    sides = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text, middle = page.get_textpage(), page.get_width() / 2
        left = text.get_text_bounded(0, 0, middle, page.get_height()).strip()
        right = text.get_text_bounded(middle, 0, page.get_width(), page.get_height()).strip()
        sides.append((left or None, right or None))
    return sides


def fold(sides: list[tuple[Half, Half]], sheets_a_signature: int, *, is_rtl: bool) -> list[Half]:
    """Lay sheets printed on both sides on one another, fold them, and turn the leaves.

    A sheet turned over its short edge has the back of its right half behind its right half: on the back side
    that is printed on the left.
    """
    read: list[Half] = []
    sheets = [(sides[index], sides[index + 1]) for index in range(0, len(sides), 2)]
    for first in range(0, len(sheets), sheets_a_signature):
        signature = sheets[first : first + sheets_a_signature]
        leaves = []
        for front, back in signature:
            # The half that is on top once it is folded, then the half behind.
            near, far = ((front[1], back[0]), (back[1], front[0]))
            if is_rtl:
                near, far = ((front[0], back[1]), (back[0], front[1]))
            leaves.append((near, far))
        for near, _ in leaves:
            read += near
        for _, far in reversed(leaves):
            read += far
    return read


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize(("pages", "signature"), [(46, 0), (46, 16), (4, 0), (1, 0), (53, 16), (64, 16)])
def test_a_folded_booklet_has_every_page_once_in_order(
    tmp_path: Path, pages: int, signature: int, is_rtl: bool
) -> None:
    book = make_book(tmp_path / "book.pdf", pages, is_rtl=is_rtl)
    booklet = tmp_path / "booklet.pdf"
    made = impose_pdf(book, booklet, Scheme(signature=signature, paper_thickness_mm=0.1))
    sides = read_sides(booklet)
    assert (made.sides, made.sheets) == (len(sides), -(-pages // 4))
    read = fold(sides, signature // 4 or made.sheets, is_rtl=is_rtl)
    blank = [None] * (-pages % 4)
    assert read == [*(f"p{number}" for number in range(1, pages + 1)), *blank]


def test_inner_sheets_move_to_the_fold_by_the_thickness_of_those_around(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.pdf", 16)
    places = []
    for thickness in (0.0, 1.0):
        booklet = tmp_path / f"{thickness}.pdf"
        impose_pdf(book, booklet, Scheme(paper_thickness_mm=thickness))
        document = pypdfium2.PdfDocument(booklet)
        lefts = [page.get_textpage().get_charbox(0)[0] for page in document]
        rights = [
            page.get_textpage().get_charbox(page.get_textpage().count_chars() - 1)[0] for page in document
        ]
        places.append((lefts, rights))
    (flat_left, flat_right), (left, right) = places
    depths = [0, 0, 1, 1, 2, 2, 3, 3]
    moved = [round((there - here) / 72 * 25.4, 2) for here, there in zip(flat_left, left, strict=True)]
    assert moved == [float(depth) for depth in depths]
    moved = [round((here - there) / 72 * 25.4, 2) for here, there in zip(flat_right, right, strict=True)]
    assert moved == [float(depth) for depth in depths]


def test_pages_keep_their_size_where_there_is_room(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.pdf", 8)
    assert impose_pdf(book, tmp_path / "a.pdf", Scheme()).scale == 1
    assert impose_pdf(book, tmp_path / "b.pdf", Scheme(paper="SRA4", has_marks=True, bleed_mm=0)).scale == 1
    assert 0.85 < impose_pdf(book, tmp_path / "c.pdf", Scheme(has_marks=True, bleed_mm=3)).scale < 0.92
    with pikepdf.open(tmp_path / "c.pdf") as pdf:
        page = pdf.pages[0]
        width = PAPERS["A4"][0] / 25.4 * 72
        assert float(page.mediabox[2]) == pytest.approx(width, abs=0.01)
        trim, bleed = [float(x) for x in page.obj.TrimBox], [float(x) for x in page.obj.BleedBox]
        assert trim[0] - bleed[0] == pytest.approx(3 / 25.4 * 72, abs=0.01)
        assert 0 < bleed[0] < trim[0] < trim[2] < bleed[2] < width


def test_sheets_for_a_print_shop_have_one_page_its_bleed_and_marks(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.pdf", 3)
    made = impose_pdf(book, tmp_path / "press.pdf", Scheme(is_single=True, has_marks=True, bleed_mm=3))
    assert (made.sheets, made.scale) == (3, 1)
    with pikepdf.open(tmp_path / "press.pdf") as pdf:
        trim = [float(x) for x in pdf.pages[2].obj.TrimBox]
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((_WIDTH, _HEIGHT), abs=0.01)
        marks = pdf.pages[2].Contents.read_bytes().decode()
    # Two at each corner, all outside of the page and its bleed.
    lines = [line.split() for line in marks.splitlines() if line.endswith(" l S")]
    assert len(lines) == 8
    for x1, y1, _, x2, y2, *_ in lines:
        inside_x = trim[0] - 8 < max(float(x1), float(x2)) and min(float(x1), float(x2)) < trim[2] + 8
        inside_y = trim[1] - 8 < max(float(y1), float(y2)) and min(float(y1), float(y2)) < trim[3] + 8
        assert not (inside_x and inside_y), "a mark on the page"


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.pdf", 46)
    result = CliRunner().invoke(
        impose_command,
        [str(book), "--signature", "16", "--paper-thickness", "0.1mm", "--marks", "--paper", "sra4"],
    )
    assert result.exit_code == 0, result.output
    assert "booklet.pdf  12 sheets, pages at 100%" in result.output
    assert (tmp_path / "book-booklet.pdf").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--signature", "10"], "4 divides"), (["--bleed", "3"], "not a length"), (["--paper", "B9"], "sra3")],
)
def test_the_command_refuses_what_it_cannot_do(tmp_path: Path, arguments: list[str], words: str) -> None:
    book = make_book(tmp_path / "book.pdf", 4)
    result = CliRunner().invoke(impose_command, [str(book), *arguments])
    assert result.exit_code == 2
    assert words in result.output


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_text("words")
    with pytest.raises(ExportError, match="not a PDF"):
        impose_pdf(tmp_path / "book.pdf", tmp_path / "out.pdf", Scheme())
    assert not (tmp_path / "out.pdf").exists()
