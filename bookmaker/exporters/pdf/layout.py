"""From a section's markup to its pages: one chapter, part opening or run of front matter, by itself.

Nothing of the book gets in here: no page numbers, no running heads, no targets of links. So the pages can
be kept by content and shared between books.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import msgspec

from bookmaker.cache import Store, make_key
from bookmaker.errors import Diagnostic, Outcome, RenderError, diagnose, one_line
from bookmaker.exporters.blocks import SIGN, find_blocks
from bookmaker.exporters.pdf.glyphs import sort_complaints
from bookmaker.pagesizes import PageSize
from bookmaker.templating import fill_template, markup

#: Begins the ids of places where a page's number is drawn at assembly; what follows is the anchor.
NUMBER_SIGN = "@"
_END = "---end"
_PT_PER_PX = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutJob:
    """All that a section's pages depend on. Picklable and small."""

    id: str
    title: str
    language: str
    direction: str
    body: str
    styles: tuple[str, ...]
    images: tuple[tuple[str, int, int], ...] = ()
    """Key, width and height in pixels of each picture."""
    anchors: tuple[str, ...] = ()
    """Ids that must be found, whatever happens, in reading order."""
    is_tagged: bool = True
    """Whether a structure tree is written; furniture has none, and lies over pages as an artifact."""
    fingerprint: str = ""
    """Of the libraries, fonts and our own code."""
    fits: PageSize | None = None
    """The page that the body is still to be fitted to."""

    @property
    def key(self) -> str:
        """The key of the pages in the cache."""
        images = "\n".join(f"{key} {width} {height}" for key, width, height in self.images)
        return make_key(
            "pages", self.fingerprint, self.id, self.title, self.language, self.direction, self.body,
            _styles_key(self.styles), images, "\n".join(self.anchors), str(self.is_tagged), repr(self.fits),
        )  # fmt: skip

    def prepared(self) -> LayoutJob:
        """The same with a body that fits its page and has its QR codes: ten milliseconds a code."""
        # Here, because only workers prepare.
        from bookmaker.exporters.pdf.codes import add_codes
        from bookmaker.exporters.pdf.fitting import fit_to_page

        body = fit_to_page(self.body, self.fits) if self.fits else self.body
        return replace(self, body=add_codes(body), fits=None)

    def markup(self) -> str:
        """The section as a page of its own, with the sentinel at its end."""
        return fill_template(
            "print_page.html.j2",
            title=self.title,
            language=self.language,
            direction=self.direction,
            body=markup(f'{self.body}<div class="end" id="{self.id}{_END}"></div>'),
        )


@lru_cache
def _styles_key(styles: tuple[str, ...]) -> str:
    """Of many sections with the same long style sheets."""
    return make_key("styles", *styles)


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where an anchor is. Units: points from the page's lower left corner; pages from 0."""

    anchor: str
    page_index: int
    x_pt: float
    y_pt: float


class LaidOut(msgspec.Struct, frozen=True):
    """Pages in the cache under `key`, where their anchors are, and the glyphs drawn of each font."""

    key: str
    page_count: int
    places: tuple[Place, ...]
    fonts: tuple[tuple[str, tuple[int, ...]], ...]
    complaints: tuple[str, ...]
    starts: tuple[str, ...] = ()
    """The first block that begins on each page; empty where none does."""
    undrawn: tuple[str, ...] = ()
    """Formulas that are shown as TeX, with the reason."""
    missing: tuple[str, ...] = ()
    """Characters that no font has. Whoever knows the sources tells of them: see `glyphs`."""
    lost_words: tuple[str, ...] = ()
    """Texts that are not wholly on the pages."""


def lay_out_section(job: LayoutJob, store: Store) -> Outcome[LaidOut]:
    """Lay out a section and keep its pages. Raises: RenderError where pages are lost."""
    # WeasyPrint makes millions of objects that live to the end of the task: looking for garbage
    # among them costs an eighth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        laid_out = _make_pages(job, store)
    finally:
        if was_enabled:
            gc.enable()
    store.write(f"{job.key}.json", msgspec.json.encode(laid_out))
    return Outcome(laid_out, _diagnostics(job, laid_out))


def recall_section(job: LayoutJob, store: Store) -> Outcome[LaidOut] | None:
    """The kept result of `lay_out_section`."""
    kept = store.read(f"{job.key}.json")
    if kept is None or not store.has(job.key):
        return None
    laid_out = msgspec.json.decode(kept, type=LaidOut)
    if not all(store.has(font) for font, _ in laid_out.fonts):
        return None
    return Outcome(laid_out, _diagnostics(job, laid_out))


def _make_pages(job: LayoutJob, store: Store) -> LaidOut:
    # Here, because only workers lay out: who asks for pages need not load WeasyPrint.
    from bookmaker.exporters.pdf.formulas import draw_formulas
    from bookmaker.qr import draw_codes
    from bookmaker.typesetting import Tagged, lay_out

    images = {key: (width, height) for key, width, height in job.images}
    prepared = job.prepared()
    drawn = draw_formulas(prepared.markup())
    artworks = {**drawn.artworks, **draw_codes(drawn.xhtml)}
    pages = lay_out(drawn.xhtml, job.styles, images, artworks=artworks)
    tagged = Tagged(job.id, job.language) if job.is_tagged else None
    pdf, fonts = pages.to_pdf_without_fonts(partial(_keep_font, store), tagged)
    places = tuple(
        Place(anchor, index, x * _PT_PER_PX, (page.height - y) * _PT_PER_PX)
        for index, page in enumerate(pages.document.pages)
        for anchor, (x, y, *_) in page.anchors.items()
        if not anchor.startswith(SIGN)
    )
    complaints = sort_complaints(pages.complaints)
    laid_out = LaidOut(
        key=job.key,
        page_count=len(pages.document.pages),
        places=places,
        fonts=tuple((use.key, use.glyphs) for use in fonts),
        complaints=(*pages.style_complaints, *(f"{job.id}: {text}" for text in complaints.others)),
        starts=_find_starts(prepared.body, [tuple(page.anchors) for page in pages.document.pages]),
        undrawn=drawn.problems,
        missing=complaints.missing,
        lost_words=pages.lost_words(),
    )
    _check_nothing_lost(job, laid_out)
    store.write(job.key, pdf)
    return laid_out


def _find_starts(body: str, anchors: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first block that begins on each page. `anchors`: those of each page, also of what goes on there."""
    blocks = {block.name for block in find_blocks(body)}
    seen: set[str] = set()
    starts = []
    for names in anchors:
        starts.append(next((name for name in names if name in blocks and name not in seen), ""))
        seen.update(names)
    return tuple(starts)


def _keep_font(store: Store, key: str, read: Callable[[], bytes]) -> None:
    if not store.has(key):
        store.write(key, read())


def _check_nothing_lost(job: LayoutJob, laid_out: LaidOut) -> None:
    """WeasyPrint can drop pages without a word: every anchor and the sentinel must have a place."""
    pages = {place.anchor: place.page_index for place in reversed(laid_out.places)}
    missing = [anchor for anchor in job.anchors if anchor not in pages]
    if missing:
        raise RenderError(f"{job.id}: the pages lack {', '.join(missing[:5])}")
    if pages.get(f"{job.id}{_END}") != laid_out.page_count - 1:
        raise RenderError(f"{job.id}: the end of the text is not on the last page")


def _diagnostics(job: LayoutJob, laid_out: LaidOut) -> tuple[Diagnostic, ...]:
    return (
        *(diagnose("layout-warning", text) for text in laid_out.complaints),
        *(diagnose("math-unreadable", f"{job.id}: in the PDF, {text}") for text in laid_out.undrawn),
        *(
            diagnose("words-lost", f"{job.id}: the pages lack: {one_line(text)}")
            for text in laid_out.lost_words
        ),
    )
