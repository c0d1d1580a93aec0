"""The typographic report finds the fault that a file was made to have, where it is, and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bookmaker.checker.typography.report import TypographicReport, report_typography
from bookmaker.typesetting import lay_out
from tests.unit.checker.drawn_pages import (
    INDENT_PT,
    LINES,
    Drawn,
    DrawnPicture,
    Page,
    draw_pdf,
    full_page,
    paragraph,
    words,
)

_LAST = LINES - 1


def _changed(page: Page, index: int, **values: object) -> Page:
    """A page with one line drawn otherwise."""
    line = page[index]
    assert isinstance(line, Drawn)
    return (*page[:index], replace(line, **values), *page[index + 1 :])  # type: ignore[arg-type]


def _clean() -> list[Page]:
    """Four pages; a paragraph runs on from the first to the second."""
    return [full_page(ends=False), full_page(starts=False), full_page(), full_page()]


def _with(index: int, page: Page) -> list[Page]:
    pages = _clean()
    pages[index] = page
    return pages


def _hyphened(page: Page, *indexes: int) -> Page:
    for index in indexes:
        page = _changed(page, index, text=words(10, "noua-"))
    return page


_CAPTION = Drawn("nouae nouae nouae", 0, is_full=False, indent_pt=100, size_pt=8)
_FAULTY: dict[str, tuple[list[Page], int]] = {
    "widow": (
        [
            full_page(ends=False),
            (*paragraph(0, 1, starts=False), *paragraph(1, LINES - 1)),
            *_clean()[2:],
        ],
        2,
    ),
    "orphan": (
        [
            (*paragraph(0, LINES - 1), *paragraph(_LAST, 1, ends=False)),
            full_page(starts=False),
            *_clean()[2:],
        ],
        1,
    ),
    "stranded-heading": (
        _with(2, (*paragraph(0, LINES - 2), Drawn("nouae", _LAST, is_full=False, size_pt=13, is_bold=True))),
        3,
    ),
    "cut-caption": (
        [
            *_clean()[:2],
            (*paragraph(0, 20), DrawnPicture(21, 170)),
            (_CAPTION, *paragraph(2, LINES - 2)),
            *_clean()[2:],
        ],
        4,
    ),
    "blank": (_with(2, paragraph(0, 20)), 3),
    "hyphen-ladder": (_with(2, _hyphened(full_page(), 5, 6, 7)), 3),
    "hyphen-at-page-end": (
        [full_page(), _hyphened(full_page(ends=False), _LAST), full_page(starts=False), full_page()],
        2,
    ),
    "hyphen-at-recto-end": ([_hyphened(full_page(ends=False), _LAST), *_clean()[1:]], 1),
    "loose-line": (_with(2, _changed(full_page(), 4, text=words(9))), 3),
    "very-loose-line": (_with(2, _changed(full_page(), 4, text=words(8))), 3),
    "runt": (_with(2, _changed(full_page(), 14, text="nou")), 3),
    "coarse-picture": (_with(2, (*paragraph(0, 20), DrawnPicture(21, 160, width_px=400))), 3),
    "overfull-line": (_with(2, _changed(full_page(), 4, beyond_pt=3)), 3),
}


def _report(folder: Path, pages: list[Page]) -> TypographicReport:
    return report_typography(draw_pdf(folder / "drawn.pdf", pages))


def test_clean_pages_have_no_fault(tmp_path: Path) -> None:
    report = _report(tmp_path, _clean())
    assert report.findings == ()
    assert (report.pages, report.justified_lines) == (4, 4 * LINES - 7)


@pytest.mark.parametrize("kind", _FAULTY)
def test_one_fault_is_found_where_it_is(tmp_path: Path, kind: str) -> None:
    pages, number = _FAULTY[kind]
    assert [(found.kind, found.page) for found in _report(tmp_path, pages).findings] == [(kind, number)]


def test_a_missing_glyph_is_found(tmp_path: Path) -> None:
    path = tmp_path / "glyph.pdf"
    style = "@page { size: 148mm 210mm; margin: 20mm }"
    body = "<p>nouae</p><p>nouae \U0010fffd nouae</p>"
    path.write_bytes(lay_out(f"<html><body>{body}</body></html>", (style,)).to_pdf())
    report = report_typography(path)
    assert report.pages_with("missing-glyph") == (1,)
    assert report.counts()["missing-glyph"] == 1


def test_heads_and_folios_are_no_text(tmp_path: Path) -> None:
    heads = [(Drawn("nouae nouae", -3, is_full=False, size_pt=8), Drawn("nnn", 36, is_full=False, size_pt=8))]
    pages = [(*heads[0], *page) for page in _clean()]
    assert _report(tmp_path, pages).findings == ()


def test_a_page_before_a_title_may_be_blank(tmp_path: Path) -> None:
    title = Drawn("nouae nouae", 3, is_full=False, size_pt=19, is_bold=True)
    opening = (title, *paragraph(6, LINES - 6))
    assert _report(tmp_path, [paragraph(0, 10), opening, *_clean()]).findings == ()


def test_a_full_line_of_a_list_at_the_foot_does_not_go_on_at_the_margin_of_the_next_page(
    tmp_path: Path,
) -> None:
    item = Drawn("\u2022 " + words(9), _LAST, indent_pt=INDENT_PT, beyond_pt=-3.5)
    pages = [(*paragraph(0, LINES - 1), item), (Drawn(words(4), 0, is_full=False), *paragraph(1, LINES - 1))]
    assert _report(tmp_path, [*pages, *_clean()]).findings == ()


def test_a_head_of_notes_after_a_picture_is_no_caption(tmp_path: Path) -> None:
    head = replace(_CAPTION, indent_pt=0, is_bold=True)
    pages = [(*paragraph(0, 20), DrawnPicture(21, 170)), (head, *paragraph(2, LINES - 2))]
    assert _report(tmp_path, [*_clean()[:2], *pages, *_clean()[2:]]).findings == ()
