"""Where a picture would jump to the next page and leave a hole, it gets a better size or place."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure import boxes

from bookmaker.typesetting import Pages, lay_out

_STYLE = """
@page { size: 120mm 170mm; margin: 15mm }
body { font: 10pt/1.4 serif; margin: 0; orphans: 2; widows: 2 }
p, figure { margin: 0 } figure { break-inside: avoid } h2 { break-after: avoid; margin: 0 }
img { max-width: 100%; max-height: 100mm }
"""
_PX = 96 / 25.4
_HEIGHT_PX = 140 * _PX


def text(millimetres: float, word: str = "words") -> str:
    """A line so high."""
    return f'<p style="line-height: {millimetres}mm">{word}</p>'


def figure(millimetres: float, name: str = "one") -> str:
    return f'<figure id="{name}"><img src="asset:{name}-{millimetres}" alt=""/></figure>'


def laid_out(*parts: str) -> Pages:
    images = {}
    for part in parts:
        if "asset:" in part:
            key = part.split("asset:")[1].split('"')[0]
            images[key] = (300, int(float(key.split("-")[1]) * _PX))
    return lay_out(f"<html><body>{''.join(parts)}</body></html>", (_STYLE,), images)


def pictures(pages: Pages, index: int) -> list[float]:
    """Heights of a page's pictures. Units: millimetres."""
    page = pages.document.pages[index]._page_box
    return [round(box.height / _PX) for box in page.descendants() if isinstance(box, boxes.ReplacedBox)]


def words(pages: Pages, index: int) -> list[str]:
    page = pages.document.pages[index]._page_box
    return [box.text for box in page.descendants() if isinstance(box, boxes.TextBox)]


def test_a_picture_that_hardly_fits_is_made_smaller() -> None:
    pages = laid_out(text(80), figure(70), text(40))
    assert pictures(pages, 0) == [59]  # what is free, less the hair that is left for rounding


def test_pictures_of_a_page_are_made_smaller_together() -> None:
    pages = laid_out(text(20), figure(60, "one"), figure(75, "two"))
    first, second = pictures(pages, 0)
    assert first < 60 and second < 75
    assert first >= 36 and second >= 45


def test_text_flows_up_before_a_picture_for_which_there_is_no_room() -> None:
    pages = laid_out(text(100, "before"), figure(90), text(38, "after"), text(60, "later"))
    assert words(pages, 0) == ["before", "after"]
    assert pictures(pages, 1) == [90]
    assert words(pages, 2) == ["later"]


def test_text_of_the_next_section_stays_behind_the_picture() -> None:
    pages = laid_out(text(100, "before"), figure(90), "<h2>Next</h2>", text(38, "after"))
    assert words(pages, 0) == ["before"]
    assert words(pages, 1)[0] == "Next"


def test_no_picture_becomes_smaller_than_its_letters_bear() -> None:
    pages = laid_out(text(100), figure(90), "<h2>Next</h2>")
    assert pictures(pages, 1) == [90]


def test_a_picture_at_a_sections_end_may_stand_before_the_text_above_it() -> None:
    pages = laid_out(text(45, "first"), text(40, "second"), figure(90), "<h2>Next</h2>", text(60, "later"))
    assert words(pages, 0) == ["first"]
    assert pictures(pages, 0) == [90]
    assert words(pages, 1) == ["second", "Next", "later"]


def test_a_picture_stays_behind_the_text_that_announces_it() -> None:
    pages = laid_out(text(45, "first"), text(40, "second:"), figure(90), "<h2>Next</h2>", text(60, "later"))
    assert words(pages, 0) == ["first", "second:"]


def test_a_picture_does_not_come_between_a_list_and_what_announces_it() -> None:
    items = '<ul><li style="line-height: 40mm">item</li></ul>'
    pages = laid_out(text(10, "one"), text(35, "two:"), items, figure(75), "<h2>Next</h2>", text(60, "later"))
    assert words(pages, 0)[0] == "one"
    assert pictures(pages, 0) == [75]
    assert [word for word in words(pages, 1) if word.isalpha() or ":" in word][:2] == ["two:", "item"]


def test_a_picture_that_has_room_is_not_made_larger() -> None:
    block = '<p style="break-before: avoid; line-height: 60mm">kept</p>'
    pages = laid_out(text(60), figure(50), block, "<h2>Next</h2>")
    assert max(height for index in range(2) for height in pictures(pages, index)) <= 50


@pytest.mark.parametrize("before", range(10, 140, 10))
def test_whatever_is_done_nothing_is_lost(before: int) -> None:
    pages = laid_out(text(before, "a"), figure(70), text(30, "b"), figure(80, "two"), text(50, "c"))
    count = len(pages.document.pages)
    assert sorted(word for index in range(count) for word in words(pages, index)) == ["a", "b", "c"]
    assert sum(len(pictures(pages, index)) for index in range(count)) == 2
