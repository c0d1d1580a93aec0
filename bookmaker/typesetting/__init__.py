"""WeasyPrint, behind one door: markup and styles in, laid-out pages out.

The only room that imports WeasyPrint. Nothing is fetched: pictures are known by name and size, and
their bytes join the file at assembly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from xml.etree import ElementTree

from bookmaker.artwork import FONT_MARK, Artwork
from bookmaker.typesetting.markers import draw_markers_in_order
from bookmaker.typesetting.quickening import quicken
from bookmaker.typesetting.quickening.libraries import known_to_loader, put_off

with known_to_loader(), put_off():
    import cssselect2
    import weasyprint
    from weasyprint.document import Document
    from weasyprint.logger import LOGGER
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.fonts import FontConfiguration

    from bookmaker.pagemaking import justifying, leaders, lines, page_ends, pages, rows, table_heads
    from bookmaker.typesetting import letting_go
    from bookmaker.typesetting.exact_text import exact_text, is_shaped
    from bookmaker.typesetting.fetching import ClosedFetcher
    from bookmaker.typesetting.font_files import can_wait, font_key, font_program
    from bookmaker.typesetting.lost_words import find_lost_words
    from bookmaker.typesetting.stand_ins import Drawing, StandIn
    from bookmaker.typesetting.structure import Structure
    from bookmaker.typesetting.tags import marking, tagging

# Rows first: what quickens drawing stands before it, not in its place.
rows.install()
quicken()
justifying.install()
leaders.install()
lines.install()
page_ends.install()
pages.install()
table_heads.install()
letting_go.install()
# WeasyPrint 70 saves colour and variable fonts through fontTools, which writes the time of day into them.
pdf_fonts.TTFont = partial(pdf_fonts.TTFont, recalcTimestamp=False)


class _Page(weasyprint.HTML):  # type: ignore[misc]
    """Well-formed markup, read by the XML parser: WeasyPrint's HTML parser is pure Python and slow."""

    def __init__(self, xhtml: str, fetcher: ClosedFetcher):
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        root = ElementTree.fromstring(xhtml)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@cache
def _font_configuration() -> FontConfiguration:
    """One for the process: each new one reads the system's font configuration again."""
    return FontConfiguration()


@cache
def _style(text: str) -> tuple[weasyprint.CSS, tuple[str, ...]]:
    """A style sheet, read once in a process, and what WeasyPrint complained of in it."""
    complaints: list[str] = []
    with _complaints(complaints):
        return weasyprint.CSS(string=text, font_config=_font_configuration()), tuple(complaints)


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font program that a file refers to but does not hold, and the glyphs drawn with it."""

    key: str
    glyphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a structure tree is of: the section, with whose id its own ids begin, and its language."""

    id: str
    language: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Laid-out pages, and WeasyPrint's complaints so far; drawing can add some."""

    document: Document
    complaints: list[str]
    is_shaped: bool = False
    """Whether there are letters whose glyphs do not tell them: see `exact_text`."""
    style_complaints: tuple[str, ...] = ()

    def __del__(self) -> None:
        letting_go.take_apart(self.document)

    def lost_words(self) -> tuple[str, ...]:
        """Texts of the markup that are not wholly on the pages."""
        return tuple(find_lost_words(self.document))

    def to_pdf(self, tagged: Tagged | None = None) -> bytes:
        """A file that stands by itself, with a structure tree if `tagged` says whose."""
        with ExitStack() as stack:
            stack.enter_context(_complaints(self.complaints))
            if self.is_shaped:
                stack.enter_context(exact_text())
            if tagged:
                structure = Structure(self.document.pages, tagged.language)
                stack.callback(structure.take_apart)
                stack.enter_context(tagging(structure, self.document.pages, f"{tagged.id}-"))
            else:
                stack.enter_context(marking())
            return bytes(self.document.write_pdf(pdf_tags=tagged is not None))

    def to_pdf_without_fonts(
        self, keep: Callable[[str, Callable[[], bytes]], None], tagged: Tagged | None = None
    ) -> tuple[bytes, list[FontUse]]:
        """A file for assembly: fonts are named in it, and `keep` is told how to get their programs.

        Subsetting takes 40 ms a face. Once for a book instead of once for each of its chapters, it is
        a third of the work saved. Source: WeasyPrint 70 calls `Font.clean` just before it embeds
        `Font.file_content`, and nothing else between.
        """
        uses: list[FontUse] = []

        def defer(font: Font, to_unicode: Mapping[int, str], hinting: bool) -> None:
            if not can_wait(font, to_unicode):
                clean(font, to_unicode, hinting)
                return
            key = font_key(font)
            keep(key, partial(font_program, font))
            uses.append(FontUse(key, tuple(sorted(to_unicode))))
            # The first four bytes tell TrueType from CFF.
            font.file_content = font.file_content[:4] + FONT_MARK + key.encode()

        clean = Font.clean
        Font.clean = defer
        try:
            return self.to_pdf(tagged), uses
        finally:
            Font.clean = clean


def lay_out(
    xhtml: str,
    styles: tuple[str, ...],
    images: Mapping[str, tuple[int, int]] | None = None,
    resources: Mapping[str, tuple[bytes, str]] | None = None,
    artworks: Mapping[str, Artwork] | None = None,
) -> Pages:
    """Lay out a page's markup (no XHTML namespace).

    `images` gives the size in pixels of each `asset:KEY`; `resources` gives other addresses' bytes, and
    `artworks` the drawings at others.
    Raises: xml.etree.ElementTree.ParseError where the markup is not well-formed.
    """
    pictures: dict[str, Any] = {
        f"asset:{key}": StandIn(key, width, height) for key, (width, height) in (images or {}).items()
    }
    for number, (address, artwork) in enumerate((artworks or {}).items()):
        pictures[address] = Drawing(f"artwork{number}", artwork)
    complaints: list[str] = []
    sheets = [_style(text) for text in styles]
    with _complaints(complaints):
        page = _Page(xhtml, ClosedFetcher(resources or {}))
        document = page.render(
            font_config=_font_configuration(),
            stylesheets=[sheet for sheet, _ in sheets],
            cache=pictures,
        )
    for page_boxes in document.pages:
        draw_markers_in_order(page_boxes._page_box)
    of_styles = tuple(text for _, found in sheets for text in found)
    return Pages(document, complaints, is_shaped(xhtml), of_styles)


@contextmanager
def _complaints(records: list[str]) -> Iterator[None]:
    """Collect WeasyPrint's log records; without a handler it would write to stderr."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    handler = Collector(level=logging.WARNING)
    LOGGER.addHandler(handler)
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)


def svg_to_png(data: bytes, width_px: int, height_px: int) -> bytes:
    """Draw an untrusted SVG: nothing that it refers to is fetched, and no script survives."""
    from bookmaker.rasterise import pdf_page_to_png

    xhtml = '<html><body><img src="svg:drawing" alt=""/></body></html>'
    style = (
        f"@page {{ size: {width_px}px {height_px}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {width_px}px; height: {height_px}px }}"
    )
    pages = lay_out(xhtml, (style,), resources={"svg:drawing": (data, "image/svg+xml")})
    return pdf_page_to_png(pages.to_pdf(), width_px)
