"""Abbreviations are found in running text, and nothing else is changed."""

from __future__ import annotations

import re

import pytest

from bookmaker.exporters.pdf.capitals import mark_capitals


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<p>HTML, США и XX век</p>", ["HTML", "США", "XX"]),
        ("<p>I am A. Ivanov, GPT-4 &amp; iOS, Mc</p>", ["GPT"]),
        ("<h2>HTML</h2><p><code>HTML</code> <em>SVG</em></p><pre>A <b>BC</b> DE</pre>", ["SVG"]),
        ('<p><img alt="NASA"/> <a href="https://example.org/ABC">ABC</a></p>', ["ABC"]),
    ],
)
def test_runs_of_capitals_are_marked_in_text_only(text: str, marked: list[str]) -> None:
    found = mark_capitals(text)
    assert re.findall(r'<span class="caps">(\w+)</span>', found) == marked
    assert re.sub(r'</?span(?: class="caps")?>', "", found) == text
