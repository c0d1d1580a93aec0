"""Pages end with whole words where a paragraph is parted."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure import boxes

from bookmaker.typesetting import Pages, lay_out

_STYLE = """
@page { size: 60mm 60mm; margin: 10mm }
body { font: 10pt/1.4 serif; margin: 0; text-align: justify; orphans: 2; widows: 2 }
p { hyphens: manual; margin: 0 }
"""
_LINES = 8  # of a page


def _line(word: str) -> str:
    return f'<span style="white-space: nowrap">{word}</span><br/>'


def _paragraph(words: list[str]) -> str:
    return f"<p>{''.join(map(_line, words))}</p>"


def _first_page(*paragraphs: list[str]) -> list[str]:
    markup = "".join(map(_paragraph, paragraphs))
    pages: Pages = lay_out(f'<html lang="en"><body>{markup}</body></html>', (_STYLE,))
    found = pages.document.pages[0]._page_box.descendants()
    return [box.text for box in found if isinstance(box, boxes.TextBox) and box.text.strip()]


def _words(*hyphened: int) -> list[str]:
    return ["half-" if index in hyphened else "whole" for index in range(2 * _LINES)]


def test_a_page_is_as_long_as_it_can_be() -> None:
    assert len(_first_page(_words())) == _LINES


def test_half_a_word_goes_over_to_the_next_page() -> None:
    assert len(_first_page(_words(_LINES - 1))) == _LINES - 1


def test_no_page_is_two_lines_shorter() -> None:
    assert len(_first_page(_words(_LINES - 2, _LINES - 1))) == _LINES


@pytest.mark.parametrize(("above", "kept"), [(_LINES - 2, 2), (_LINES - 3, 2)])
def test_no_line_is_left_alone_for_it(above: int, kept: int) -> None:
    lines = _first_page(["above"] * above, _words(_LINES - above - 1))
    assert len(lines) - above == kept
