"""Lists in print are numbered as the post asks."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from bookmaker.exporters.pdf.numbering import number_lists
from bookmaker.typesetting import lay_out

LISTS = {
    '<ol start="5"><li>a</li><li>b</li></ol>': "5. a 6. b",
    '<ol start="0"><li>a</li><li>b</li></ol>': "0. a 1. b",
    '<ol><li>a</li><li value="9">b</li><li>c</li></ol>': "1. a 9. b 10. c",
    '<ol start="3" type="a"><li>x</li></ol>': "c. x",
    '<ol type="I"><li>x</li></ol>': "I. x",
    '<ol start="4"><li>a<ol start="7"><li>b</li></ol></li><li>c</li></ol>': "4. 7. 5. a b c",
}


@pytest.mark.parametrize(("markup", "shown"), LISTS.items())
def test_numbers(markup: str, shown: str) -> None:
    pages = lay_out(f"<html><body>{number_lists(markup)}</body></html>", ())
    assert pages.complaints == []
    text = pypdfium2.PdfDocument(pages.to_pdf())[0].get_textpage().get_text_range()
    assert sorted(re.findall(r"\S+", text)) == sorted(shown.split())


def test_plain_lists_stay() -> None:
    markup = "<ol><li>start</li></ol><p>type=</p>"
    assert number_lists(markup) == markup
