"""`[post."2023-05-12-slug.md"]` in book.toml: one table for each post that something is said of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from bookmaker.config_errors import Tables, explain_type_error, invalid, line_of
from bookmaker.errors import Where
from bookmaker.overrides import PostOverride

_HEADER = re.compile(r"\s*\[\s*(.*?)\s*\]\s*(?:#.*)?")
_EXAMPLE = 'write it as [post."2024-03-13-name.md"]'
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class PostTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[post."…"]`: what is different about one post."""

    title: str = ""
    author: str | tuple[str, ...] = ()
    date: Any = None
    language: str = ""
    exclude: bool = False
    alt: dict[str, str] = {}


def read_post_tables(path: Path, text: str, tables: object, others: Tables) -> tuple[PostOverride, ...]:
    """Check what stands under `post`. `others` are the tables that a key may belong to instead.

    Raises: ConfigError with the line.
    """
    if not isinstance(tables, dict):
        raise invalid(path, line_of(text, "post"), "`post` is not made of tables", _EXAMPLE)
    return tuple(_read_table(path, text, name, table, others) for name, table in tables.items())


def _read_table(path: Path, text: str, name: str, value: object, others: Tables) -> PostOverride:
    own = _lines_about(text, name)
    line = next((number for number, kept in enumerate(own.splitlines(), start=1) if kept), None)
    if not isinstance(value, dict):
        raise invalid(path, line_of(own, name), f"`{name}` is not a table that names a post", _EXAMPLE)
    try:
        table = msgspec.convert(value, PostTable)
    except msgspec.ValidationError as error:
        raise explain_type_error(path, own, error, {**others, "": PostTable}) from error
    if table.language and not _LANGUAGE.fullmatch(table.language):
        message = f"`{table.language}` is no language"
        raise invalid(path, line_of(own, "language"), message, "write it as ru or pt-BR")
    return PostOverride(
        name=name,
        where=Where(path=path.name, line=line),
        title=" ".join(table.title.split()),
        authors=(table.author,) if isinstance(table.author, str) else table.author,
        date=_iso_date(path, own, table.date),
        language=table.language,
        is_excluded=table.exclude,
        alts=tuple(table.alt.items()),
    )


def _iso_date(path: Path, own: str, value: object) -> str:
    if value is None:
        return ""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if not isinstance(moment, date):  # a datetime is one, too
        raise invalid(path, line_of(own, "date"), f"`{value}` is no date", "write it as 2024-03-13")
    return moment.isoformat()


def _lines_about(text: str, name: str) -> str:
    """The text with all lines emptied but those about one post, so that lines keep their numbers."""
    lines = text.splitlines()
    kept = list(_lines_of_tables(lines, name))
    if not any(kept):  # `post."name".title = …`, or tables in one line
        kept = [line if name in line else "" for line in lines]
    return "\n".join(kept if any(kept) else lines)


def _lines_of_tables(lines: list[str], name: str) -> Iterator[str]:
    is_inside = False
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header:
            is_inside = _names_post(header[1], name)
        yield line if is_inside else ""


def _names_post(header: str, name: str) -> bool:
    """Whether `post."name"` or `post."name".alt` means the post; TOML knows how names are quoted."""
    try:
        tables = tomllib.loads(f"[{header}]").get("post")
    except tomllib.TOMLDecodeError:
        return False
    return isinstance(tables, dict) and name in tables
