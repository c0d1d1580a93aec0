"""`book.toml`: what a site does not say of itself. Read into typed values; an unknown key is an error."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from bookmaker.config_delivery import DELIVERY_TABLES, DeliveryTable, check_delivery
from bookmaker.config_errors import explain_toml_error, explain_type_error, invalid, line_of
from bookmaker.config_posts import PostTable, read_post_tables
from bookmaker.config_publication import ContentsTable, DivisionKeys, EpubTable, ImprintKeys, is_isbn
from bookmaker.errors import ConfigError
from bookmaker.matter.kinds import BACK, BACK_KINDS, FRONT, FRONT_KINDS
from bookmaker.model import Chapters, Format, Order, Parts
from bookmaker.overrides import PostOverride
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.publishing import OPENING, Imposition, Links, Openings, PdfVariant, Purpose
from bookmaker.themes import theme_names

_FILE_STEM = re.compile(r"[^/\\\0.][^/\\\0]*")


class SiteTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[site]`: where the posts are, and what `_config.yml` does not say."""

    root: str = "."
    posts: tuple[str, ...] = ()
    url: str = ""
    title: str = ""
    author: str = ""
    description: str = ""
    language: str = ""
    timezone: str = ""
    permalink: str = ""
    bylines: tuple[str, ...] = ()
    alt: str = ""

    def overrides(self) -> dict[str, str | tuple[str, ...]]:
        """Fields of `Site` that the table states."""
        names = ("url", "title", "author", "description", "language", "timezone", "permalink")
        texts = {name: getattr(self, name).rstrip("/") for name in names if getattr(self, name)}
        return {**texts, "bylines": self.bylines} if self.bylines else {**texts}


class Defaults(ImprintKeys, forbid_unknown_fields=True, frozen=True):
    """`[defaults]`: for all books that do not say otherwise. Without `page` the theme decides."""

    language: str = ""
    author: str = ""
    theme: str = "classic"
    style: str = ""
    page: str = ""
    order: Order = "date"
    parts: Parts = "none"
    chapters: Chapters = "post"
    formats: tuple[Format, ...] = ("epub", "pdf")
    pdf_variant: PdfVariant = "pdf/ua-1"
    impose: Imposition = "none"
    purpose: Purpose | None = None
    links: Links | None = None
    openings: Openings = "recto"
    cover: str = ""
    front: tuple[str, ...] = FRONT
    back: tuple[str, ...] = BACK
    opening: tuple[str, ...] = OPENING
    typography: bool = True
    contents: ContentsTable = ContentsTable()
    epub: EpubTable = EpubTable()


class Select(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"from_": "from"}):
    """`select` of a book: the same as the command line's options."""

    year: int | tuple[int, ...] = ()
    tag: str | tuple[str, ...] = ()
    exclude_tag: str | tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None
    limit: Annotated[int, msgspec.Meta(ge=1)] | None = None


class BookTable(DivisionKeys, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`[[book]]`: a named book."""

    name: str
    title: str = ""
    subtitle: str = ""
    description: str = ""
    series: str = ""
    series_number: Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d+)*$")] | int = ""
    isbn: str = ""
    author: str = ""
    language: str = ""
    select: Select = Select()
    theme: str = ""
    style: str = ""
    page: str = ""
    order: Order | None = None
    parts: Parts | None = None
    chapters: Chapters | None = None
    formats: tuple[Format, ...] = ()
    pdf_variant: PdfVariant | None = None
    impose: Imposition | None = None
    purpose: Purpose | None = None
    links: Links | None = None
    openings: Openings | None = None
    cover: str = ""
    front: tuple[str, ...] | None = None
    back: tuple[str, ...] | None = None
    contents: ContentsTable = ContentsTable()
    epub: EpubTable = EpubTable()

    def __post_init__(self) -> None:
        DivisionKeys.__post_init__(self)
        if self.isbn and not is_isbn(self.isbn):
            raise ValueError(f"`{self.isbn}` is no ISBN of thirteen digits, or one of them is wrong")


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A whole `book.toml`."""

    site: SiteTable = SiteTable()
    defaults: Defaults = Defaults()
    book: tuple[BookTable, ...] = ()
    post: tuple[PostOverride, ...] = ()
    delivery: DeliveryTable = DeliveryTable()


_Table = TypeVar("_Table", Defaults, BookTable)
_TABLES: dict[str, type[msgspec.Struct]] = {
    "": Settings,
    "site": SiteTable,
    "defaults": Defaults,
    "book": BookTable,
    "book.select": Select,
    "defaults.contents": ContentsTable,
    "book.contents": ContentsTable,
    "defaults.epub": EpubTable,
    "book.epub": EpubTable,
    "post": PostTable,
    **DELIVERY_TABLES,
}


def read_settings(path: Path) -> Settings:
    """Read a `book.toml`; defaults where there is none. Raises: ConfigError that names line and key."""
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}", "make it a readable file of UTF-8 text") from error
    try:
        data = tomllib.loads(text)
        posts = data.pop("post", {})
        settings = msgspec.convert(data, Settings)
    except tomllib.TOMLDecodeError as error:
        raise explain_toml_error(path, error) from error
    except msgspec.ValidationError as error:
        raise explain_type_error(path, text, error, _TABLES) from error
    settings = msgspec.structs.replace(settings, post=read_post_tables(path, text, posts, _TABLES))
    _check_books(path, text, settings)
    _check_choices(path, text, settings)
    check_delivery(path, text, settings.delivery)
    return _find_styles(path, text, settings)


def check_choice(kind: str, value: str, choices: tuple[str, ...]) -> None:
    """Make sure that a page size or theme exists. Raises: ConfigError with the nearest one."""
    if value.lower() not in {choice.lower() for choice in choices}:
        near = difflib.get_close_matches(value.lower(), [c.lower() for c in choices], n=1, cutoff=0.3)
        named = next((c for c in choices if near and c.lower() == near[0]), "")
        hint = f"did you mean `{named}`? " if named else ""
        listed = ", ".join(choices) or "none"
        raise ConfigError(f"no {kind} is called `{value}`", f"{hint}there are: {listed}")


def page_names() -> tuple[str, ...]:
    """The page sizes that exist."""
    return tuple(size.name for size in PAGE_SIZES.values())


def _check_books(path: Path, text: str, settings: Settings) -> None:
    """Each book is one file beside the others: no name stands twice, and none leads elsewhere."""
    seen: set[str] = set()
    for index, table in enumerate(settings.book):
        line = line_of(text, "name", f"book[{index}]")
        if not _FILE_STEM.fullmatch(table.name):
            raise invalid(
                path, line, f"`{table.name}` cannot be the name of a file", "use letters and digits"
            )
        if table.name.casefold() in seen:
            raise invalid(path, line, f"two books are called `{table.name}`", "give each a name of its own")
        seen.add(table.name.casefold())


def _check_choices(path: Path, text: str, settings: Settings) -> None:
    tables: dict[str, Defaults | BookTable] = {"defaults": settings.defaults}
    tables |= {f"book[{index}]": table for index, table in enumerate(settings.book)}
    for place, table in tables.items():
        for key, kind, choices in (("page", "page size", page_names()), ("theme", "theme", theme_names())):
            _check_values(path, text, place, key, kind, [getattr(table, key)], choices)
        for key, choices in (("front", FRONT_KINDS), ("back", BACK_KINDS)):
            # What has a dot is the file of a text; whether it is there is seen when it is read.
            names = [name for name in getattr(table, key) or () if "." not in name]
            _check_values(path, text, place, key, "page", names, choices)

    _check_values(path, text, "defaults", "opening", "line", settings.defaults.opening, OPENING)


def _check_values(
    path: Path, text: str, place: str, key: str, kind: str, values: Iterable[str], choices: tuple[str, ...]
) -> None:
    for value in filter(None, values):
        try:
            check_choice(kind, value, choices)
        except ConfigError as error:
            raise invalid(path, line_of(text, key, place), error.message, error.hint) from None


def _find_styles(path: Path, text: str, settings: Settings) -> Settings:
    """`style` names a file beside the settings: put its place there. Raises: ConfigError."""

    def find(table: _Table, place: str) -> _Table:
        if not table.style:
            return table
        file = path.parent / table.style
        if not file.is_file():
            line = line_of(text, "style", place)
            raise invalid(path, line, f"no file {table.style}", "put the style sheet there")
        return msgspec.structs.replace(table, style=str(file))

    return msgspec.structs.replace(
        settings,
        defaults=find(settings.defaults, "defaults"),
        book=tuple(find(table, f"book[{index}]") for index, table in enumerate(settings.book)),
    )
