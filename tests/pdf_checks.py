"""What must hold for the PDF of any book: contents, outline, links and furniture, all read back."""

from __future__ import annotations

import re

from bookmaker.wording import is_rtl
from tests.building import Built
from tests.pdf_reading import PdfBook, letters

_PRIVATE = re.compile(r"book:|site:|asset:|https?://site\.invalid")
_CONTENTS_LINE = re.compile(r"(.*?)[\s.]*(\d+)\s*$", re.DOTALL)


def contents_lines(pdf: PdfBook) -> list[tuple[str, str, str]]:
    """Lines of the contents: text, number of the page, and the place that the line is a link to."""
    lines = []
    for page_index in front_pages(pdf):
        for place, (bottom, top) in _link_heights(pdf, page_index).items():
            text = pdf.text_in(page_index, (0, bottom, pdf.size.width_pt, top))
            found = _CONTENTS_LINE.match(text)
            assert found is not None, text
            lines.append((found[1], found[2], place))
    return lines


def _link_heights(pdf: PdfBook, page_index: int) -> dict[str, tuple[float, float]]:
    """From where to where the links to each place reach: WeasyPrint makes one for each box of a link."""
    heights: dict[str, tuple[float, float]] = {}
    for link in pdf.annotations(page_index):
        if "/Dest" in link:
            bottom, top = sorted((float(link.Rect[1]), float(link.Rect[3])))
            known = heights.get(str(link.Dest), (bottom, top))
            heights[str(link.Dest)] = (min(bottom, known[0]), max(top, known[1]))
    return heights


def front_pages(pdf: PdfBook) -> range:
    """The pages before the one numbered 1."""
    return range(pdf.labels.index("1"))


def assert_contents_are_right(built: Built, pdf: PdfBook) -> None:
    """Each line names the page on which its chapter really begins, and leads there."""
    book = built.report.rendered.book
    titles = {document.id: document.title for document in built.report.rendered.documents}
    expected = []
    for part in book.parts:
        expected += [part.title] if part.title else []
        expected += [titles[chapter.id] for chapter in part.chapters]
    lines = contents_lines(pdf)
    assert [letters(text) for text, _, _ in lines] == [letters(title) for title in expected]
    for title, (_, number, place) in zip(expected, lines, strict=True):
        page_index = pdf.labels.index(number)
        assert letters(pdf.text(page_index)).startswith(letters(title)), (title, number)
        assert pdf.destinations[place][0] == page_index, (title, number)


def assert_outline_is_complete(built: Built, pdf: PdfBook) -> None:
    """Parts, chapters and their highest headings, each leading to where its words stand."""
    rendered = built.report.rendered
    documents = {document.id: document for document in rendered.documents}
    expected = []
    for part in rendered.book.parts:
        expected += [part.title] if part.title else []
        for chapter in part.chapters:
            expected += [heading.text for heading in documents[chapter.id].headings if heading.level <= 2]
    entries = pdf.outline[2:]
    assert [entry.title for entry in entries] == expected
    for entry in entries:
        box = (0, 0, pdf.size.width_pt, entry.y_pt + 4)
        # A link in a heading has a number after it.
        text, title = (
            re.sub(r"\d", "", letters(words)) for words in (pdf.text_in(entry.page_index, box), entry.title)
        )
        # PDFium does not know the order of a line that runs both ways.
        assert (is_rtl(rendered.book.language) and set(title) <= set(text)) or text.startswith(title), entry
    places = [(entry.page_index, -entry.y_pt) for entry in entries]
    assert places == sorted(places)


def assert_links_land(built: Built, pdf: PdfBook) -> None:
    """Every destination exists, no private address is left, and every link of the text is there."""
    links = [link for index in range(len(pdf.labels)) for link in pdf.annotations(index)]
    places = {str(link.Dest) for link in links if "/Dest" in link}
    assert places <= set(pdf.destinations)
    addresses = {str(link.A.URI) for link in links if "/A" in link}
    assert [address for address in addresses if _PRIVATE.match(address)] == []
    rendered = built.report.rendered
    for document in rendered.documents:
        for href in document.links:
            anchor = rendered.find_anchor(href)
            assert anchor is None or anchor in places, (document.id, href)
        own = set(re.findall(r'<a [^>]*href="#([^"]+)"', document.xhtml))
        assert own <= places, (document.id, own - places)


def assert_furniture_is_right(built: Built, pdf: PdfBook) -> None:
    """Openings have a folio only; other pages of the text have the part or the chapter over them."""
    rendered = built.report.rendered
    titles = {document.id: document.title for document in rendered.documents}
    starts = {pdf.destinations[chapter.id][0]: chapter for chapter in rendered.book.chapters}
    parts = {chapter.id: part for part in rendered.book.parts for chapter in part.chapters}
    part_pages = {pdf.destinations[part.id][0] for part in rendered.book.parts if part.title}
    chapter = None
    for index in range(len(front_pages(pdf)), len(pdf.labels)):
        chapter = starts.get(index, chapter)
        if index in part_pages:
            assert (pdf.head(index), pdf.foot(index)) == ("", "")
            continue
        assert chapter is not None
        assert letters(pdf.foot(index)) == pdf.labels[index]
        if index in starts:
            assert pdf.head(index) == "", "no head over an opening"
            continue
        part_title = parts[chapter.id].title or rendered.book.title
        is_recto = int(pdf.labels[index]) % 2 == 1
        head = pdf.head(index).removesuffix("…")
        assert head and letters(titles[chapter.id] if is_recto else part_title).startswith(letters(head))
