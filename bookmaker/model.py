"""The values that move through the house: posts, books, chapters, documents, artifacts.

Every value is frozen, hashable and picklable. Nothing is read or written here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bookmaker.publishing import NO_IMPRINT, OPENING, Imprint

Format = Literal["epub", "pdf"]
#: The markup that a site's generator expands before Markdown: Liquid, short codes or none.
Dialect = Literal["jekyll", "hugo", "plain"]
Order = Literal["date", "-date", "title", "views"]
Parts = Literal["none", "month", "quarter", "year", "tag"]
Chapters = Literal["post", "run-on"]
#: YAML made hashable: scalars, tuples of them, and tuples of (key, value) pairs for mappings.
Frozen = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a site says of itself, and where its files are."""

    root: str
    """Absolute path; posts are named relative to it, and no file outside it is read."""
    asset_root: str
    """Absolute path to which `/assets/…` resolves; `root` or a folder in it."""
    url: str = ""
    """Scheme, host and base path without a closing slash, or empty."""
    title: str = ""
    author: str = ""
    description: str = ""
    language: str = ""
    """A BCP 47 tag, or empty: then each post's script decides."""
    permalink: str = "/:categories/:year/:month/:day/:title:output_ext"
    timezone: str = "UTC"
    bylines: tuple[str, ...] = ()
    """Names that posts begin with to say who wrote them, in a paragraph of their own."""
    alts: tuple[tuple[str, str], ...] = ()
    """Pictures' paths and what to say of them where their post says nothing."""
    opening: tuple[str, ...] = OPENING
    typography: bool = True
    """Whether quotes, dashes and spaces are set as the language's typesetters would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One source file: its metadata and body, and where each line of it stands on disk."""

    id: str
    """ASCII `[a-z0-9-]`, unique in the collection when case-folded."""
    path: str
    """Relative to the site's root, with forward slashes."""
    title: str
    date: datetime
    """Always aware."""
    body: str
    body_line: int
    """The line of the file, counted from 1, on which `body` begins."""
    language: str
    permalink: str = ""
    """Path on the site, percent-decoded, beginning with a slash."""
    aliases: tuple[str, ...] = ()
    """Other addresses of the post: paths like `permalink`, or whole addresses."""
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    layout: str = ""
    source_type: str = ""
    source_url: str = ""
    telegram_url: str = ""
    telegraph_url: str = ""
    views: int | None = None
    is_published: bool = True
    is_excluded: bool = False
    """Left out of every book by book.toml."""
    alts: tuple[tuple[str, str], ...] = ()
    """Pictures' paths and what to say of them to who cannot see them, in place of what the post says."""
    extra: tuple[tuple[str, Frozen], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """All posts of a folder. Order: published, then id."""

    site: Site
    posts: tuple[Post, ...]
    dialect: Dialect = "plain"
    pages: tuple[Post, ...] = ()
    """Texts for front and back matter, read like posts; an empty title means that a page states none."""
    config: Frozen = ()
    """The site's `_config.yml`, for what its templates ask of `site.*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What starts on a new page: one post, or several short posts that run on."""

    id: str
    title: str
    posts: tuple[Post, ...]
    language: str

    @property
    def runs_on(self) -> bool:
        """Whether several posts share the chapter, each under a heading of its own."""
        return len(self.posts) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """A page before or after the text. A `title` is empty where nothing stands above it (a dedication)."""

    kind: str
    id: str
    title: str
    chapter: Chapter | None = None
    """The author's text, of kind `text`; None where the program makes the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A month, quarter, year or tag inside a book; a plain book has one untitled part."""

    id: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What one command makes. `identifier` is a stable `urn:uuid:…`."""

    name: str
    title: str
    subtitle: str
    language: str
    authors: tuple[str, ...]
    description: str
    identifier: str
    site: Site
    parts: tuple[Part, ...]
    imprint: Imprint = NO_IMPRINT
    cover: MatterPage | None = None
    """The author's own cover: a text that is one picture."""
    front: tuple[MatterPage, ...] = ()
    back: tuple[MatterPage, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Chapters in reading order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def posts(self) -> tuple[Post, ...]:
        """Posts in reading order."""
        return tuple(post for chapter in self.chapters for post in chapter.posts)

    @property
    def texts(self) -> tuple[Chapter, ...]:
        """The author's own cover and pages before and after the text, as chapters."""
        pages = (*((self.cover,) if self.cover else ()), *self.front, *self.back)
        return tuple(page.chapter for page in pages if page.chapter)

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags of the posts, the most used first."""
        counts = Counter(tag for post in self.posts for tag in post.tags)
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture as a chapter uses it. Named by the hash of its source's bytes."""

    key: str
    path: str
    """Absolute path of the source file."""
    width_px: int
    height_px: int
    """The size it will have once prepared (turned by EXIF, scaled down if too large)."""
    is_drawing: bool = False
    """Whether it is an SVG, which has no pixels yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedImage:
    """A picture ready for both formats: baseline JPEG or opaque PNG, in the cache under `cache_key`."""

    key: str
    media_type: str
    cache_key: str
    is_grey: bool
    width_px: int
    height_px: int
    size_bytes: int

    @property
    def file_name(self) -> str:
        """The name in an EPUB."""
        return f"{self.key}.{'jpg' if self.media_type == 'image/jpeg' else 'png'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a chapter. Units: `level` is 1 to 6 as in the XHTML."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterDocument:
    """A chapter as well-formed XHTML for any format.

    `xhtml` is the content of `body`. In it an image's `src` is `asset:KEY`, a link inside the chapter
    is `#anchor`, and every other link is an absolute address, on the site itself too: exporters ask
    the book's address table which of them lead to a post of the same book.
    """

    id: str
    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    xhtml: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    links: tuple[str, ...]
    assets: tuple[Asset, ...]
    missing_images: int
    remote_images: int
    """Pictures on the web that are not in the store either."""
    undescribed_images: int
    """Pictures that have neither alternative text nor caption."""
    words: int
    remote: tuple[str, ...] = ()
    """Addresses of all pictures on the web, fetched or not."""
