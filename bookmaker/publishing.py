"""What the maker of a book says of it as a publication: values that catalogues, shops and exporters read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What a PDF promises: to be read by who cannot see it, to be read in fifty years as well, or nothing.
PdfVariant = Literal["pdf/ua-1", "pdf/a-3u", "plain"]
#: How pages are put on larger sheets: two a side, folded, and stitched through the fold.
Imposition = Literal["none", "saddle"]
#: What becomes of the addresses of links in a PDF: they are listed at the chapter's end, or only clicked.
Links = Literal["endnotes", "plain"]
#: What a PDF is made for: its pages are leaves of a bound book, or stand alone on a screen, or may be either.
Purpose = Literal["both", "print", "screen"]
#: Where a chapter of a printed book begins: on a right-hand page, or on the next page that comes.
Openings = Literal["recto", "any"]

#: What may stand under the title of a post, in this order.
OPENING = ("author", "date", "reading-time", "tags", "source", "standfirst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who had a hand in a book. `role` is a code of MARC relators: `aut`, `edt`, `ill`, `trl` …"""

    name: str
    role: str = "aut"
    file_as: str = ""
    """The name as catalogues sort it: `Nightingale, Ann`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a catalogue wants to know of a book besides its title and authors."""

    publisher: str = ""
    rights: str = ""
    isbn: str = ""
    series: str = ""
    series_number: str = ""
    """Its place in the series: `3`, or `2.5`."""
    contributors: tuple[Contributor, ...] = ()
    """Besides the book's authors."""
    file_as: tuple[tuple[str, str], ...] = ()
    """Authors' names, and as what catalogues sort them."""
    certified_by: str = ""
    """Who has looked at the book and says that it conforms to WCAG, level AA."""


NO_IMPRINT = Imprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsOptions:
    """What the contents say."""

    depth: int = 1
    """Levels of headings: 1 for chapters, 2 for their sections too. Print has no more than two."""
    authors: bool = False
    """In print, who wrote each chapter, unless the whole book is theirs."""
    dates: bool = False
    """In print, when each chapter was written."""


PLAIN_CONTENTS = ContentsOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubOptions:
    """What the makers of EPUBs differ about."""

    toc_depth: int = 1
    """Levels of headings in the contents: 1 for chapters, 2 for their sections too."""
    contents_page: bool = False
    """Whether the contents are a page to be read, besides the reading system's own list."""
    list_of_pictures: bool = False
    embed_fonts: bool = False
    """Whether the theme's faces of text and headings are in the file."""
    max_size_bytes: int | None = None
    """Pictures are made lighter until the file is no larger."""


USUAL = EpubOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """How large pictures may be, and how well JPEG keeps them. Units: pixels; Pillow's quality, 1 to 95."""

    width_px: int = 1600
    """Wide enough for 370 dpi in the text width of A5 and for a tablet's screen."""
    height_px: int = 2400
    quality: int = 82
    is_compact: bool = False
    """Whether a smaller file is worth more time, and some of the grain."""


FULL = PictureLimits()
#: From good to small: each step costs as much of the resolution as of the quality.
LIGHTER = tuple(
    PictureLimits(width_px=width, height_px=width * 3 // 2, quality=quality, is_compact=True)
    for width, quality in (
        (1400, 78), (1200, 75), (1050, 72), (900, 68), (780, 64),
        (680, 60), (580, 55), (480, 50), (400, 45), (320, 40),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How a book becomes volumes: by their number, by their posts, or by the size of their files."""

    volumes: int | None = None
    max_posts: int | None = None
    size_bytes: int | None = None
