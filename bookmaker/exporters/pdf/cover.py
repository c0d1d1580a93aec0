"""The cover as a page, and as the picture that an EPUB and a shelf show."""

from __future__ import annotations

from bookmaker.cache import Store
from bookmaker.exporters.pdf.layout import LaidOut, LayoutJob, lay_out_section


def draw_cover(job: LayoutJob, store: Store, width_px: int) -> tuple[LaidOut, bytes]:
    """Lay out a cover and draw it as a JPEG of that width."""
    laid_out = lay_out_section(job, store).value
    key = f"{laid_out.key}.{width_px}.jpg"
    picture = store.read(key)
    if picture is None:
        # Here, because only the worker that draws needs the libraries.
        from bookmaker.rasterise import pdf_page_to_jpeg
        from bookmaker.typesetting import lay_out

        pages = lay_out(job.markup(), job.styles)
        picture = pdf_page_to_jpeg(pages.to_pdf(), width_px)
        store.write(key, picture)
    return laid_out, picture
