"""The cover as a page, and as the picture that an EPUB and a shelf show."""

from __future__ import annotations

from bookmaker.cache import Store
from bookmaker.exporters.pdf.layout import LaidOut, LayoutJob, lay_out_section, recall_section


def draw_cover(job: LayoutJob, store: Store, width_px: int) -> tuple[LaidOut, bytes]:
    """Lay out a cover and draw it as a JPEG of that width."""
    # Here, because only the worker that draws needs the libraries.
    from bookmaker.rasterise import pdf_page_to_jpeg
    from bookmaker.typesetting import lay_out

    laid_out = lay_out_section(job, store).value
    picture = pdf_page_to_jpeg(lay_out(job.markup(), job.styles).to_pdf(), width_px)
    store.write(f"{job.key}.{width_px}.jpg", picture)
    return laid_out, picture


def recall_cover(job: LayoutJob, store: Store, width_px: int) -> tuple[LaidOut, bytes] | None:
    """The kept result of `draw_cover`."""
    kept = recall_section(job, store)
    picture = store.read(f"{job.key}.{width_px}.jpg")
    return (kept.value, picture) if kept and picture else None
