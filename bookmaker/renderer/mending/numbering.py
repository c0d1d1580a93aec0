"""Paragraphs numbered by hand, `**1)** text`: a class of their own, and a number that stays with its text."""

from __future__ import annotations

import re

from bookmaker.renderer.mending.bold_headings import is_bold_line
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class
from bookmaker.renderer.xhtml import Element, text_of

_NUMBER = re.compile(r"(\d{1,2})[.)](?!\d)")
_SPACE = re.compile(r"\s+")


def mark_numbered(passage: Passage) -> None:
    """Mark the paragraphs of each run 1, 2, … unless all of them are headings."""
    run: list[Element] = []
    last = 0
    for paragraph in list(passage.root.iter("p")):
        number = _number(paragraph)
        if number is None:
            continue
        if number <= last:
            _mark_run(run)
            run, last = [], 0
        if run or number == 1:
            run.append(paragraph)
            last = number
    _mark_run(run)


def _number(paragraph: Element) -> int | None:
    """The number in bold type that a paragraph begins with."""
    if (paragraph.text or "").strip() or not len(paragraph) or paragraph[0].tag not in ("b", "strong"):
        return None
    found = _NUMBER.match((paragraph[0].text or "").lstrip())
    return int(found[1]) if found else None


def _mark_run(run: list[Element]) -> None:
    if len(run) < 2 or all(_is_heading(paragraph) for paragraph in run):
        return
    for paragraph in run:
        add_class(paragraph, "numbered")
        _tie_number(paragraph[0])


def _is_heading(paragraph: Element) -> bool:
    return is_bold_line(paragraph) and text_of(paragraph)[-1] not in ".,;…"


def _tie_number(bold: Element) -> None:
    """A line may not end after the number."""
    text = (bold.text or "").lstrip()
    found = _NUMBER.match(text)
    assert found is not None
    rest = text[found.end() :]
    bold.text = found[0] + _tied(rest)
    if not rest and not len(bold):
        bold.tail = _tied(bold.tail or "")


def _tied(text: str) -> str:
    return _SPACE.sub("\N{NO-BREAK SPACE}", text, count=1) if text[:1].isspace() else text
