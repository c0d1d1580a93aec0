"""The chapters of a book as its PDF prints them: with numbers after links, the addresses, and pages."""

from __future__ import annotations

import re

from bookmaker.addresses import leads_nowhere
from bookmaker.exporters.pdf.link_notes import PrintedLinks
from bookmaker.model import ChapterDocument
from tests.building import Built
from tests.pdf_reading import PdfBook

_PAGE = re.compile(r'(<span class="page-reference[^>]*data-page-of="([^"]*)">[^<]*?)0+')

_REFERENCE = re.compile(r"\(с\.\s\d+\)")


def without_references(text: str) -> str:
    """The text of a page of a Russian book, less the numbers of other pages."""
    return _REFERENCE.sub("", text)


def printed_xhtml(built: Built, pdf: PdfBook, document: ChapterDocument) -> str:
    """A chapter's markup with what print says of its links; pages are those that the PDF's labels have."""
    rendered = built.report.rendered
    links = PrintedLinks(
        language=rendered.book.language, digits=1, find_anchor=rendered.find_anchor, is_dead=leads_nowhere
    )

    def number(found: re.Match[str]) -> str:
        return found[1] + pdf.labels[pdf.destinations[found[2]][0]]

    return _PAGE.sub(number, links.print_links(document, document.xhtml))
