"""From settings and command-line options to the books that are asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bookmaker.collector.arrange import Arrangement
from bookmaker.collector.selection import Selection
from bookmaker.config import (
    BookTable,
    Defaults,
    Select,
    Settings,
    check_choice,
    page_names,
)
from bookmaker.config_publication import (
    NOTHING_SAID,
    EpubTable,
    merge_contents,
    merge_division,
    merge_epub,
    merge_imprint,
)
from bookmaker.errors import ConfigError
from bookmaker.exporters.edition import Edition
from bookmaker.model import Format
from bookmaker.overrides import Overrides
from bookmaker.publishing import Division, Links, Openings, PdfVariant, Purpose
from bookmaker.themes import theme_names


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRequest:
    """One book to be made."""

    selection: Selection
    arrangement: Arrangement
    edition: Edition
    division: Division | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says; None and empty mean that it says nothing."""

    years: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    exclude_tags: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    all: bool = False
    limit: int | None = None
    drafts: bool = False
    books: tuple[str, ...] = ()
    each_year: bool = False
    each_tag: bool = False
    tag_min: int = 1
    """How many posts a tag must have to get a book."""
    arrangement: Mapping[str, str] = field(default_factory=dict, hash=False)
    formats: tuple[Format, ...] = ()
    page: str = ""
    theme: str = ""
    style: str = ""
    pdf_variant: PdfVariant | None = None
    purpose: Purpose | None = None
    links: Links | None = None
    openings: Openings | None = None
    out: Path = Path("out")
    epub: EpubTable = NOTHING_SAID
    division: Division | None = None

    @property
    def selects(self) -> bool:
        """Whether the posts of one book are chosen here rather than in book.toml."""
        chosen = (
            self.years,
            self.tags,
            self.exclude_tags,
            self.date_from,
            self.date_to,
            self.limit,
            self.each_year,
            self.each_tag,
        )
        return self.all or any(chosen)


def make_requests(settings: Settings, options: Options) -> tuple[BookRequest, ...]:
    """The books to make: one that the options select, else those of book.toml, else all posts.

    Those of a series are made by `make_series`, of the collection. Raises: ConfigError.
    """
    if options.page:
        check_choice("page size", options.page, page_names())
    if options.theme:
        check_choice("theme", options.theme, theme_names())
    if options.books and options.selects:
        raise ConfigError(
            "--book names a book whose posts are chosen already", "leave out --book, or the selection"
        )
    if (options.each_year or options.each_tag) and not options.all:
        return ()
    if options.selects or not (settings.book or options.books):
        return (make_request(settings, options),)
    tables = {table.name: table for table in settings.book}
    for name in options.books:
        check_choice("book", name, tuple(tables))
    wanted = [tables[name] for name in options.books] or list(settings.book)
    return tuple(
        _request(settings, options, table, _table_selection(table.select, options)) for table in wanted
    )


def make_request(settings: Settings, options: Options) -> BookRequest:
    """The one book that the options select. Raises: ConfigError."""
    return _request(settings, options, BookTable(name=""), _selection(options))


def source_arguments(settings: Settings, *, typography: bool = True) -> dict[str, Any]:
    """What `collect` has to know besides the folder. `typography` False is what the command line says."""
    is_typeset = typography and settings.defaults.typography
    return {
        "site": {**settings.site.overrides(), "typography": is_typeset, "opening": settings.defaults.opening},
        "folders": settings.site.posts,
        "overrides": Overrides(posts=settings.post, alt_file=settings.site.alt),
        "pages": _text_files(settings),
    }


def _text_files(settings: Settings) -> tuple[str, ...]:
    """The files that any book has before or after its text. Order: as they are named."""
    tables: list[Defaults | BookTable] = [settings.defaults, *settings.book]
    lists = [(table.front or ()) + (table.back or ()) for table in tables]
    return tuple(dict.fromkeys(name for names in lists for name in names if "." in name))


def source_date(environment: Mapping[str, str] = os.environ) -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH states. Raises: ConfigError.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH specification.
    """
    value = environment.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f"SOURCE_DATE_EPOCH is not a number of seconds: {value!r}", "set it to an integer"
        ) from error


def _request(settings: Settings, options: Options, table: BookTable, selection: Selection) -> BookRequest:
    defaults, stated = settings.defaults, options.arrangement
    arrangement = Arrangement(
        name=stated.get("name") or table.name,
        title=stated.get("title") or table.title,
        subtitle=table.subtitle,
        author=stated.get("author") or table.author or defaults.author,
        language=stated.get("language") or table.language or defaults.language,
        description=table.description,
        imprint=merge_imprint(
            defaults, table, series=table.series, series_number=str(table.series_number), isbn=table.isbn
        ),
        order=stated.get("order") or table.order or defaults.order,  # type: ignore[arg-type]
        parts=stated.get("parts") or table.parts or defaults.parts,  # type: ignore[arg-type]
        cover=table.cover or defaults.cover,
        front=defaults.front if table.front is None else table.front,
        back=defaults.back if table.back is None else table.back,
        chapters=stated.get("chapters") or table.chapters or defaults.chapters,  # type: ignore[arg-type]
    )
    contents = merge_contents(defaults.contents, table.contents)
    depth = EpubTable(toc_depth=contents.depth)
    edition = Edition(
        formats=options.formats or table.formats or defaults.formats,
        page=options.page or table.page or defaults.page,
        theme=options.theme or table.theme or defaults.theme,
        style=_read_style(options.style or table.style or defaults.style),
        out=options.out,
        modified=source_date(),
        now=None if source_date() else datetime.now(UTC),
        contents=contents,
        epub=merge_epub(depth, defaults.epub, table.epub, options.epub),
        pdf_variant=options.pdf_variant or table.pdf_variant or defaults.pdf_variant,
        impose=table.impose or defaults.impose,
        purpose=options.purpose or table.purpose or defaults.purpose,
        links=options.links or table.links or defaults.links,
        openings=options.openings or table.openings or defaults.openings,
    )
    division = options.division or merge_division(table)
    return BookRequest(selection=selection, arrangement=arrangement, edition=edition, division=division)


def _read_style(path: str) -> str:
    """The author's style sheet. Raises: ConfigError."""
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}", "make it a readable file of CSS") from error


def _selection(options: Options) -> Selection:
    return Selection(
        years=options.years,
        tags=options.tags,
        exclude_tags=options.exclude_tags,
        date_from=options.date_from,
        date_to=options.date_to,
        limit=options.limit,
        include_drafts=options.drafts,
    )


def _table_selection(select: Select, options: Options) -> Selection:
    return Selection(
        years=(select.year,) if isinstance(select.year, int) else select.year,
        tags=_as_tuple(select.tag),
        exclude_tags=_as_tuple(select.exclude_tag),
        date_from=select.from_,
        date_to=select.to,
        limit=select.limit,
        include_drafts=options.drafts,
    )


def _as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
