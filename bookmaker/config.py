"""`book.toml`: what a site does not say of itself. Read into typed values; an unknown key is an error."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date
from pathlib import Path

import msgspec

from bookmaker.errors import ConfigError, Where, diagnose
from bookmaker.model import Chapters, Format, Order, Parts
from bookmaker.pagesizes import PAGE_SIZES

FILE_NAME = "book.toml"
_UNKNOWN = re.compile(r"unknown field `([^`]*)`(?: - at `([^`]*)`)?")
_AT = re.compile(r" - at `\$?\.?([^`]*)`")


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

    def overrides(self) -> dict[str, str]:
        """Fields of `Site` that the table states."""
        names = ("url", "title", "author", "description", "language", "timezone", "permalink")
        return {name: getattr(self, name).rstrip("/") for name in names if getattr(self, name)}


class Defaults(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[defaults]`: for all books that do not say otherwise."""

    language: str = ""
    author: str = ""
    theme: str = "classic"
    page: str = "A5"
    order: Order = "date"
    parts: Parts = "none"
    chapters: Chapters = "post"
    formats: tuple[Format, ...] = ("epub", "pdf")


class Select(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"from_": "from"}):
    """`select` of a book: the same as the command line's options."""

    year: int | tuple[int, ...] = ()
    tag: str | tuple[str, ...] = ()
    exclude_tag: str | tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None
    limit: int | None = None


class BookTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[book]]`: a named book."""

    name: str
    title: str = ""
    subtitle: str = ""
    author: str = ""
    language: str = ""
    select: Select = Select()
    theme: str = ""
    page: str = ""
    order: Order | None = None
    parts: Parts | None = None
    chapters: Chapters | None = None
    formats: tuple[Format, ...] = ()


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A whole `book.toml`."""

    site: SiteTable = SiteTable()
    defaults: Defaults = Defaults()
    book: tuple[BookTable, ...] = ()


def read_settings(path: Path) -> Settings:
    """Read a `book.toml`; defaults where there is none. Raises: ConfigError that names line and key."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}", "save it as UTF-8 text") from error
    try:
        return _checked(msgspec.convert(tomllib.loads(text), Settings))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise _invalid(path, int(found[1]) if found else None, f"not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        unknown = _UNKNOWN.search(str(error))
        if unknown:
            raise _unknown_key(path, text, unknown[1], unknown[2] or "$") from error
        place = _AT.search(str(error))
        key = place[1].split(".")[-1].split("[")[0] if place else ""
        message = _AT.sub(f" at `{place[1]}`" if place else "", str(error))
        raise _invalid(path, _line_of(text, key), message) from error


def check_choice(kind: str, value: str, choices: tuple[str, ...]) -> None:
    """Make sure that a page size or theme exists. Raises: ConfigError with the nearest one."""
    if value.lower() not in {choice.lower() for choice in choices}:
        near = difflib.get_close_matches(value.lower(), [c.lower() for c in choices], n=1, cutoff=0.3)
        named = next((c for c in choices if near and c.lower() == near[0]), "")
        hint = f"did you mean `{named}`? " if named else ""
        raise ConfigError(f"no {kind} is called `{value}`", f"{hint}there are: {', '.join(choices)}")


def page_names() -> tuple[str, ...]:
    """The page sizes that exist."""
    return tuple(size.name for size in PAGE_SIZES.values())


def theme_names() -> tuple[str, ...]:
    """The themes that exist."""
    from importlib import resources

    folder = resources.files("bookmaker.styles") / "themes"
    return tuple(sorted(f.name.removesuffix(".css") for f in folder.iterdir() if f.name.endswith(".css")))


def _checked(settings: Settings) -> Settings:
    tables: tuple[Defaults | BookTable, ...] = (settings.defaults, *settings.book)
    for table in tables:
        if table.page:
            check_choice("page size", table.page, page_names())
        if table.theme:
            check_choice("theme", table.theme, theme_names())
    return settings


def _invalid(path: Path, line: int | None, message: str) -> ConfigError:
    problem = diagnose("config-invalid", message, Where(path=path.name, line=line))
    return ConfigError(f"{problem.where}: {message}", problem.hint, (problem,))


def _unknown_key(path: Path, text: str, key: str, place: str) -> ConfigError:
    tables: dict[str, type[msgspec.Struct]] = {
        "$": Settings,
        "$.site": SiteTable,
        "$.defaults": Defaults,
    }
    table = tables.get(place, Select if place.endswith("select") else BookTable)
    known = [field.encode_name for field in msgspec.structs.fields(table)]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
    where = Where(path=path.name, line=_line_of(text, key))
    problem = diagnose("config-unknown-key", f"unknown key `{key}`", where, hint)
    return ConfigError(f"{where}: unknown key `{key}`", hint, (problem,))


def _line_of(text: str, key: str) -> int | None:
    for number, line in enumerate(text.splitlines(), start=1):
        if key and re.search(rf"(^|[\[{{,\s.])\"?{re.escape(key)}\"?\s*(=|\]|\.)", line):
            return number
    return None
