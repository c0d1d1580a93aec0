"""Leaders: one piece of text each, and the numbers after them in a column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.leader import handle_leader

from bookmaker.pagemaking.leaders import install
from bookmaker.typesetting import lay_out

_STYLE = """@page { size: 90mm 120mm; margin: 12mm } body { font: 9pt "PT Serif" }
a { display: block; padding-left: 1.2em; padding-right: 2.4em; text-indent: -1.2em }
.held { white-space: nowrap }
.held::after { content: leader(". ") attr(title); margin-right: -2.4em }"""
_TITLES = (
    "Short",
    "A title of middling length",
    "A title so long that it needs more than one line of the page",
)


def leaders_and_numbers() -> Iterator[tuple[list[Any], Any]]:
    """Of each entry: the boxes of its leader, and that of its number."""
    entries = "".join(
        f'<a>{title} <span class="held" title="{number}">end</span></a>'
        for title, number in zip(_TITLES, (1, 23, 456), strict=True)
    )
    (page,) = lay_out(f"<html><body>{entries}</body></html>", (_STYLE,)).document.pages
    for line in page._page_box.descendants():
        if isinstance(line, boxes.LineBox):
            texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
            dots = [text for text in texts if set(text.text) == {".", " "}]
            if dots:
                yield dots, texts[-1]


def test_a_leader_is_one_text_and_the_numbers_stand_in_a_column() -> None:
    found = list(leaders_and_numbers())
    assert [len(dots) for dots, _ in found] == [1, 1, 1]
    assert [number.text for _, number in found] == ["1", "23", "456"]
    edges = [number.position_x + number.width for _, number in found]
    assert all(abs(one - other) < 0.02 for one, other in pairwise(edges))
    for (dots,), number in found:
        assert dots.position_x + dots.width <= number.position_x + 0.02
        assert number.position_x - dots.position_x - dots.width < 0.02


def test_weasyprint_still_makes_a_box_of_each_dot_and_forgets_the_indent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inline, "handle_leader", handle_leader)
    found = list(leaders_and_numbers())
    assert len(found[0][0]) > 5
    edges = [number.position_x + number.width for _, number in found]
    assert edges[2] - edges[0] > 10
    install()
