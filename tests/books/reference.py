"""The obvious way to make the PDF: the whole book in one run of WeasyPrint, pictures and all.

Slow, and without numbers of pages, but with nothing between the chapters and the library.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from bookmaker import Edition, RenderedBook
from bookmaker.addresses import leads_nowhere
from bookmaker.exporters.pdf.codes import add_codes
from bookmaker.exporters.pdf.fitting import fit_to_page
from bookmaker.exporters.pdf.link_notes import PrintedLinks, digits_of_numbers
from bookmaker.exporters.pdf.stylesheets import make_sheets
from bookmaker.pagesizes import PAGE_SIZES

#: As large as a QR code, whatever it says.
_SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def render_reference(rendered: RenderedBook, epub: Path) -> bytes:
    """The chapters of a book as a PDF. Runs in a worker, where the book's fonts are found."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from bookmaker.typesetting.markers import draw_markers_in_order

    class Pictures(URLFetcher):  # type: ignore[misc]
        """The pictures as the EPUB has them."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("qr:"):
                return URLFetcherResponse(url, body=_SQUARE, headers={"Content-Type": "image/svg+xml"})
            image = rendered.images[url.removeprefix("asset:")]
            with zipfile.ZipFile(epub) as archive:
                data = archive.read(f"EPUB/images/{image.file_name}")
            return URLFetcherResponse(url, body=data, headers={"Content-Type": image.media_type})

    links = PrintedLinks(
        language=rendered.book.language,
        digits=digits_of_numbers(rendered.documents, PAGE_SIZES["a5"]),
        find_anchor=rendered.find_anchor,
        is_dead=leads_nowhere,
    )
    chapters = "".join(
        f'<div lang="{document.language}" dir="{document.direction}" style="break-before: page">'
        f"{add_codes(fit_to_page(links.print_links(document, document.xhtml), PAGE_SIZES['a5']))}</div>"
        for document in rendered.documents
    )
    html = f'<html lang="{rendered.book.language}"><title>Reference</title><body>{chapters}</body></html>'
    page = weasyprint.HTML(string=html, url_fetcher=Pictures(allowed_protocols=("asset", "qr")))
    styles = [weasyprint.CSS(string=sheet) for sheet in make_sheets(Edition()).text]
    document = page.render(stylesheets=styles)
    for laid_out in document.pages:
        draw_markers_in_order(laid_out._page_box)
    pdf = document.write_pdf()
    assert isinstance(pdf, bytes)
    return pdf
