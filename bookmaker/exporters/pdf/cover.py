"""The cover as a page, and as the picture that an EPUB and a shelf show."""

from __future__ import annotations

from bookmaker.cache import Store
from bookmaker.exporters.pdf.layout import LaidOut, LayoutJob, lay_out_section, recall_section
from bookmaker.model import PreparedImage


def draw_cover(
    job: LayoutJob, store: Store, width_px: int, *pictures: PreparedImage
) -> tuple[LaidOut, bytes]:
    """Lay out a cover and draw it as a JPEG of that width. `pictures` are those it shows."""
    # Here, because only the worker that draws needs the libraries.
    from bookmaker.rasterise import pdf_page_to_jpeg
    from bookmaker.typesetting import lay_out

    laid_out = lay_out_section(job, store).value
    shown = {f"asset:{image.key}": (store.take(image.cache_key), image.media_type) for image in pictures}
    page = lay_out(job.markup(), job.styles, resources=shown)
    drawn = pdf_page_to_jpeg(page.to_pdf(), width_px)
    store.write(f"{job.key}.{width_px}.jpg", drawn)
    return laid_out, drawn


def recall_cover(
    job: LayoutJob, store: Store, width_px: int, *pictures: PreparedImage
) -> tuple[LaidOut, bytes] | None:
    """The kept result of `draw_cover`."""
    kept = recall_section(job, store)
    drawn = store.read(f"{job.key}.{width_px}.jpg")
    return (kept.value, drawn) if kept and drawn else None
