"""The text of a PDF, post by post, without running heads and folios.

In: the file. Out: pieces by post, each with its page. Posts begin where their named destinations say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf

from bookmaker.checker.booktext import BookText
from bookmaker.checker.pdf_file import open_pdf
from bookmaker.checker.pdf_fonts import Font
from bookmaker.checker.pdf_lines import Line, runs_to_lines
from bookmaker.checker.pdf_runs import read_runs
from bookmaker.checker.words import JOINT, Piece

_HYPHEN_AT_END = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\Z")
_HIGHER_PT = 1.0


@dataclass(frozen=True, slots=True, order=True)
class _Start:
    """Where a stretch of text begins. `minus_y_pt` sorts the upper ones first."""

    page_index: int
    minus_y_pt: float
    anchor: str


def read_pdf(path: Path, post_ids: Collection[str]) -> BookText:
    """Read the text of the posts. Raises: ExportError where the file is no PDF."""
    with open_pdf(path) as pdf:
        text = BookText(language=str(pdf.Root.get("/Lang", "en")))
        for anchor, piece in _walk(pdf):
            if anchor in post_ids:
                text.posts.setdefault(anchor, []).append(piece)
    return text


def _walk(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Piece]]:
    """All text, line by line, with the id of the post, chapter or part that it belongs to."""
    starts = _read_starts(pdf)
    fonts: dict[tuple[int, int], Font] = {}
    anchor = ""
    for index, page in enumerate(pdf.pages):
        while starts and starts[-1].page_index < index:
            anchor = starts.pop().anchor
        for line in _last_word_last(list(runs_to_lines(read_runs(page, fonts)))):
            if not line.is_marker:
                while starts and starts[-1].page_index == index and line.y_pt < -starts[-1].minus_y_pt:
                    anchor = starts.pop().anchor
            yield anchor, _piece(line, index)


def _last_word_last(lines: list[Line]) -> list[Line]:
    """Put a line that ends within a word before the next page, where what follows stands above it.

    WeasyPrint 70 draws code and positioned boxes after the text that surrounds them.
    """
    texts = [line for line in lines if not line.is_marker]
    for line, following in pairwise(texts):
        if _HYPHEN_AT_END.search(line.text) and following.y_pt > line.y_pt + _HIGHER_PT:
            return [other for other in lines if other is not line] + [line]
    return lines


def _read_starts(pdf: pikepdf.Pdf) -> list[_Start]:
    """Order: from the last to the first."""
    indexes = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    found = pikepdf.NameTree(names).items() if names is not None else ()
    starts = (
        _Start(indexes[place[0].objgen], -float(place[3]), str(name))
        for name, place in found
        if "--" not in str(name)
    )
    return sorted(starts, reverse=True)


def _piece(line: Line, page_index: int) -> Piece:
    if line.is_marker:
        return Piece(text=f" {line.text} ", line=page_index + 1, kind="silent", aside=True, is_page=True)
    text = _HYPHEN_AT_END.sub(JOINT, line.text)
    end = "" if text.endswith(JOINT) else "\n"
    return Piece(text=f"{text}{end}", line=page_index + 1, is_page=True)
