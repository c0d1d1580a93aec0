"""The text of a PDF as a viewer finds it, post by post, without running heads and folios.

In: the file. Out: pieces by post, each with its page. Page furniture is marked as an artifact (ISO 32000-1,
14.8.2.2) and taken off the page before its text is read. Posts begin where their named destinations say.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from bookmaker.checker.epub_text import BookText
from bookmaker.checker.words import JOINT, Piece
from bookmaker.errors import ExportError

_ARTIFACT = "Artifact"
_NAME_BYTES = 64
# A page, or what pdfium sees as a paragraph, may end in the middle of a word.
_HYPHEN_AT_END = re.compile(r"(?<=\w)[-\u2010\u00ad\ufffe]\s*\Z")
_MARKERS_AT_END = re.compile(r"(?:(?:^|(?<=\ufffe))(?:[•◦▪‣]|\d{1,4}[.)]|[a-zA-Z]{1,4}[.)])[ \t]*(?:\n|\Z))+\s*\Z", re.MULTILINE)
_HYPHEN_BEFORE_BREAK = re.compile(r"(?<=\w)[-\u2010\u00ad\ufffe]\n(?=\w)")


@dataclass(frozen=True, slots=True, order=True)
class _Start:
    """Where a stretch of text begins. `minus_y_pt` sorts the upper ones first."""

    page_index: int
    minus_y_pt: float
    anchor: str


def read_pdf(path: Path, post_ids: Collection[str]) -> BookText:
    """Read the text of the posts. Raises: ExportError where the file is no PDF."""
    try:
        language, starts = _read_starts(path)
        text = BookText(language=language)
        document = pypdfium2.PdfDocument(path)
        try:
            current = ""
            for index in range(len(document)):
                here = [start for start in starts if start.page_index == index]
                for anchor, piece in _read_page(document, index, here):
                    current = current if anchor is None else anchor
                    if current in post_ids:
                        text.posts.setdefault(current, []).append(piece)
        finally:
            document.close()
    except (OSError, pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise ExportError(f"{path} cannot be read as a PDF: {error}", "build it again") from error
    return text


def _read_starts(path: Path) -> tuple[str, list[_Start]]:
    with pikepdf.open(path) as pdf:
        language = str(pdf.Root.get("/Lang", "en"))
        indexes = {page.objgen: index for index, page in enumerate(pdf.pages)}
        names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        found = pikepdf.NameTree(names).items() if names is not None else ()
        starts = [
            _Start(indexes[place[0].objgen], -float(place[3]), str(name))
            for name, place in found
            if "--" not in str(name)
        ]
    return language, sorted(starts)


def _read_page(
    document: pypdfium2.PdfDocument, index: int, starts: list[_Start]
) -> Iterator[tuple[str | None, Piece]]:
    """Stretches of a page's text, each with the id that begins it, or None."""
    page = document[index]
    _remove_artifacts(page)
    text_page = page.get_textpage()
    begin = 0
    anchor: str | None = None
    for start in starts:
        end = _first_char_below(text_page, begin, -start.minus_y_pt)
        for piece in _pieces(text_page.get_text_range(begin, end - begin) if end > begin else "", index):
            yield anchor, piece
        begin, anchor = end, start.anchor
    for piece in _pieces(text_page.get_text_range(begin), index):
        yield anchor, piece
    text_page.close()
    page.close()


def _first_char_below(text_page: pypdfium2.PdfTextPage, begin: int, y_pt: float) -> int:
    """Index of the first character, in the order of the content, that stands below a height."""
    x, y = ctypes.c_double(), ctypes.c_double()
    count = int(text_page.count_chars())
    for index in range(begin, count):
        is_real = not pdfium.FPDFText_IsGenerated(text_page, index)
        if is_real and pdfium.FPDFText_GetCharOrigin(text_page, index, x, y) and y.value < y_pt:
            return index
    return count


def _pieces(text: str, page_index: int) -> Iterator[Piece]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    markers = _MARKERS_AT_END.search(text)
    if markers:
        # WeasyPrint 70 draws the markers of lists after all else on the page.
        yield Piece(text=f" {markers[0]} ", line=page_index + 1, kind="silent", aside=True, is_page=True)
        text = text[: markers.start()]
    text = _HYPHEN_BEFORE_BREAK.sub(JOINT, _HYPHEN_AT_END.sub(JOINT, text.rstrip()))
    end = "" if text.endswith(JOINT) else "\n"
    yield Piece(text=f"{text}{end}", line=page_index + 1, is_page=True)


def _remove_artifacts(page: pypdfium2.PdfPage) -> None:
    for index in range(pdfium.FPDFPage_CountObjects(page) - 1, -1, -1):
        item = pdfium.FPDFPage_GetObject(page, index)
        if _is_artifact(item):
            pdfium.FPDFPage_RemoveObject(page, item)
            pdfium.FPDFPageObj_Destroy(item)


def _is_artifact(item: object) -> bool:
    size = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * (_NAME_BYTES // 2))()
    for number in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        pdfium.FPDFPageObjMark_GetName(mark, buffer, _NAME_BYTES, size)
        if bytes(buffer)[: max(0, size.value - 2)].decode("utf-16-le", "replace") == _ARTIFACT:
            return True
    return False
