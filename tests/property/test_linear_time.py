"""Twice the post takes about twice the work: no markup, however strange, makes the time explode.

Work is counted in calls of functions, ours and Python's own, so that a busy machine changes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from tests.property.rendering import assert_sound, render_text

_MOST_CALLS_RATIO = 2.4
_MOST_SIZE_RATIO = 2.2
_REPEATED = {
    "paragraphs": "A *few* **words** with `code` and [a link](https://example.com/).\n\n",
    "one line": "word ",
    "emphasis": "a**b*c_d",
    "open brackets": "[",
    "open pictures": "![",
    "links": "[a](b) ",
    "asterisks": "*",
    "tildes": "~~a",
    "backticks": "`a",
    "angle brackets": "<",
    "open tags": "<b>",
    "open blocks": "<div>",
    "closing tags": "</div>",
    "comments": "<!-- a -->\n\n",
    "open comments": "<!--",
    "open drawings": "<svg>a",
    "open drawings in blocks": "\n\n<svg>a",
    "open scripts": "<div><script>a",
    "drawings": "<svg></svg>a ",
    "bare attributes": "<b a b ",
    "notes without references": "\n\n[^1]: a",
    "entities": "&amp;",
    "ampersands": "&",
    "backslashes": "\\",
    "quotations": "> a\n\n",
    "items": "- a\n",
    "tasks": "- [ ] a\n",
    "headings": "## Same\n\n",
    "setext": "a\n=\n\n",
    "cells": "| a ",
    "rows": "| a | b |\n",
    "footnotes": "a[^1] ",
    "anchors": "<a id='x'></a>",
    "missing pictures": "![](a.png)\n\n",
    "italics": "*a*\n\n",
    "definitions": "a\n: b\n\n",
    "dollars": "$a$ ",
    "quotes": "\"a\" 'b' ",
    "dashes": "a - b -- c ",
    "breaks": "a  \n",
    "raw lists": "<ul>a<li>b</ul>",
    "raw tables": "<table><td>a",
    "raw links": "<a href='#x'>a",
}


@pytest.mark.parametrize("piece", _REPEATED.values(), ids=_REPEATED.keys())
def test_work_grows_with_the_length(piece: str) -> None:
    count = 4000 // len(piece) + 20
    short, long = piece * count, piece * count * 2
    assert _calls(long) < _calls(short) * _MOST_CALLS_RATIO
    sizes = [len(render_text(body).value.xhtml) for body in (short, long)]
    assert sizes[1] < sizes[0] * _MOST_SIZE_RATIO


@pytest.mark.parametrize(
    "body",
    ["> " * 10_000 + "deep", "<div>" * 10_000 + "deep", "<b>" * 10_000 + "deep", "- " * 5_000 + "deep"],
    ids=["quotations", "blocks", "phrases", "items"],
)
def test_deep_nesting_is_rendered(body: str) -> None:
    document = render_text(body).value
    assert_sound(document)
    assert "deep" in document.xhtml


def test_a_very_long_line_is_rendered() -> None:
    document = render_text("word " * 22_000).value
    assert document.words == 22_000


def _calls(body: str) -> int:
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    render_text(body)  # whatever is made once is made now
    _profiled(lambda: render_text(body), note)
    return count


def _profiled(task: Callable[[], object], note: Callable[[FrameType, str, object], None]) -> None:
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        task()
    finally:
        sys.setprofile(before)
