"""The head of a table stands before its rows, whatever the height of either."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure import boxes

from bookmaker.typesetting import lay_out

_STYLE = """
@page { size: 60mm 60mm; margin: 10mm }
body { font: 10pt/1.4 serif; margin: 0 }
tr { break-inside: avoid }
"""
_LINES = 8  # of a page


def _row(word: str, lines: int = 1, tag: str = "td") -> str:
    return f"<tr><{tag}>{'<br/>'.join(f'{word}{number}' for number in range(lines))}</{tag}></tr>"


def _words(count: int, word: str = "line") -> list[str]:
    return [f"{word}{number}" for number in range(count)]


def _pages(head: int, *rows: str) -> list[list[str]]:
    table = f"<table><thead>{_row('head', head, 'th')}</thead><tbody>{''.join(rows)}</tbody></table>"
    document = lay_out(f"<html><body>{table}</body></html>", (_STYLE,)).document
    pages = [page._page_box.descendants() for page in document.pages]
    return [[box.text for box in page if isinstance(box, boxes.TextBox)] for page in pages]


@pytest.mark.parametrize("lines", [_LINES - 1, _LINES, 3 * _LINES])
def test_a_row_that_leaves_no_room_for_the_head_is_parted(lines: int) -> None:
    pages = _pages(1, _row("line", lines), _row("next"))
    assert all(page[0] == "head0" for page in pages)
    assert [word for page in pages for word in page[1:]] == [*_words(lines), "next0"]


def test_other_rows_are_not_parted() -> None:
    pages = _pages(1, _row("line", _LINES), _row("next", 5), _row("last", 5))
    assert ["head0", *_words(5, "last")] in pages


def test_a_head_as_high_as_a_page_is_not_repeated() -> None:
    pages = _pages(_LINES + 3, _row("line"), _row("next"))
    assert [word for page in pages for word in page] == [*_words(_LINES + 3, "head"), "line0", "next0"]


def test_a_head_without_rows_is_there() -> None:
    assert [word for page in _pages(2 * _LINES) for word in page] == _words(2 * _LINES, "head")


def test_a_row_whose_cells_all_go_on_ends_its_page() -> None:
    cells = "".join(f"<td>{'<br/>'.join(_words(3 * _LINES, word))}</td>" for word in ("left", "right"))
    words = [word for page in _pages(1, f"<tr>{cells}</tr>") for word in page if word != "head0"]
    assert sorted(words) == sorted([*_words(3 * _LINES, "left"), *_words(3 * _LINES, "right")])
