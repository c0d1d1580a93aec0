"""WeasyPrint, behind one door: markup and styles in, laid-out pages out.

The only module that imports WeasyPrint. Nothing is fetched: pictures are known by name and size, and
their bytes join the file at assembly.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree

import cssselect2
import pydyf
import weasyprint
from weasyprint.document import Document
from weasyprint.images import RasterImage
from weasyprint.logger import LOGGER
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from bookmaker.artwork import Artwork
from bookmaker.model import ASSET_KEY, FONT_MARK

# Larger than any letter. Units: a thousandth of the letter's size.
_LETTER_BOX = (-20_000, -20_000, 20_000, 20_000)


class ForbiddenAddressError(FatalURLFetchingError):  # type: ignore[misc]
    """A page wanted something that it was not given."""


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves what it was given and nothing else: no network, no files."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]):
        super().__init__(allowed_protocols=())
        self._resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Serve `url` from memory. Raises: ForbiddenAddressError."""
        if url not in self._resources:
            raise ForbiddenAddressError(f"{url} is not part of the book")
        data, media_type = self._resources[url]
        return URLFetcherResponse(url, body=data, headers={"Content-Type": media_type})


class StandIn(RasterImage):  # type: ignore[misc]
    """A picture of which layout knows the size only.

    Layout needs no pixels, so chapters do not wait for pictures, and each picture stands once in the
    finished book. Source: WeasyPrint 70 calls these members of `RasterImage`, and no others.
    """

    def __init__(self, key: str, width_px: int, height_px: int):
        self.id = key
        self.width = width_px
        self.height = height_px
        self.ratio = width_px / height_px
        self._dpi = None

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """An empty image that names its asset."""
        return pydyf.Stream(
            [b""],
            {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": self.width,
                "Height": self.height,
                "ColorSpace": "/DeviceGray",
                "BitsPerComponent": 8,
                ASSET_KEY: f"/{self.id}",
            },
        )


class _Form(RasterImage):  # type: ignore[misc]
    """A drawing that pages call like a picture. Source: ISO 32000-1, 8.10."""

    def __init__(self, key: str, operators: bytes, **extra: object):
        self.id = key
        self._operators = operators
        self._extra = extra

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """The drawing as a form."""
        return pydyf.Stream([self._operators], {"Type": "/XObject", "Subtype": "/Form", **self._extra})


class _Drawing(_Form):
    """Artwork in the place of a picture: a form one unit large. Letters of several are in the file once."""

    def __init__(self, key: str, artwork: Artwork):
        width, height = artwork.width, artwork.height
        matrix = pydyf.Array([1 / width, 0, 0, 1 / height, 0, 0])
        super().__init__(key, artwork.operators, BBox=pydyf.Array([0, 0, width, height]), Matrix=matrix)
        self.width, self.height, self.ratio, self._dpi = width, height, width / height, None
        box = pydyf.Array(_LETTER_BOX)
        self._letters = [_Form(name, operators, BBox=box) for name, operators in artwork.letters]

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        """Draw it on a page. WeasyPrint puts references in the place of None."""
        names = [stream.add_image(letter, False, 1) for letter in self._letters]
        letters = pydyf.Dictionary(dict.fromkeys(names))
        self._extra["Resources"] = pydyf.Dictionary({"XObject": letters, "Font": None})
        super().draw(stream, concrete_width, concrete_height, style)


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
def _style(text: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=text, font_config=_font_configuration())


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font program that a file refers to but does not hold, and the glyphs drawn with it."""

    key: str
    glyphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Laid-out pages, and WeasyPrint's complaints so far; drawing can add some."""

    document: Document
    complaints: list[str]

    def to_pdf(self) -> bytes:
        """A file that stands by itself."""
        with _complaints(self.complaints):
            return bytes(self.document.write_pdf())

    def to_pdf_without_fonts(self, keep: Callable[[str, bytes], None]) -> tuple[bytes, list[FontUse]]:
        """A file for assembly: fonts are named in it, and their programs are given to `keep`.

        Subsetting takes 40 ms a face. Once for a book instead of once for each of its chapters, it is
        a third of the work saved. Source: WeasyPrint 70 calls `Font.clean` just before it embeds
        `Font.file_content`, and nothing else between.
        """
        uses: list[FontUse] = []

        def defer(font: Font, to_unicode: Mapping[int, str], hinting: bool) -> None:
            if not _can_wait(font, to_unicode):
                clean(font, to_unicode, hinting)
                return
            key = f"font-{hashlib.blake2b(font.file_content, digest_size=16).hexdigest()}-{font.index}"
            keep(key, font.file_content)
            uses.append(FontUse(key, tuple(sorted(to_unicode))))
            # The first four bytes tell TrueType from CFF.
            font.file_content = font.file_content[:4] + FONT_MARK + key.encode()

        clean = Font.clean
        Font.clean = defer
        try:
            return self.to_pdf(), uses
        finally:
            Font.clean = clean


def _can_wait(font: Font, to_unicode: Mapping[int, str]) -> bool:
    """Variable, colour and bitmap fonts, font collections, and missing glyphs are left to WeasyPrint."""
    special = "fvar" in font.tables or font.png or font.svg or font.colr or font.missing
    special = special or font.file_content.startswith(b"ttcf")
    return bool(to_unicode) and not special


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
        pictures[address] = _Drawing(f"artwork{number}", artwork)
    complaints: list[str] = []
    with _complaints(complaints):
        page = _Page(xhtml, ClosedFetcher(resources or {}))
        document = page.render(
            font_config=_font_configuration(),
            stylesheets=[_style(text) for text in styles],
            cache=pictures,
        )
    return Pages(document, complaints)


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
