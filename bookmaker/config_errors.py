"""What is wrong in a `book.toml`: the key, its line, and what was probably meant.

In: the file's text and what the TOML reader or the type check said. Out: a `ConfigError`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import msgspec

from bookmaker.errors import ConfigError, Where, diagnose
from bookmaker.model import Chapters, Format, Order, Parts
from bookmaker.publishing import Links, Openings, Purpose

#: The structures of a settings file, by the place that msgspec gives them.
Tables = Mapping[str, type[msgspec.Struct]]

_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_AT = re.compile(r" - at `\$?\.?([^`]*)`")
_TOML_LINE = re.compile(r"line (\d+)")
_HEADER = re.compile(r"\s*\[\[?\s*\"?([\w-]+)")
_PLACE = re.compile(r"(\w*)(?:\[(\d+)\])?(.*)")
_HOMES = {
    "book": "[[book]]",
    "book.select": "`select` of a [[book]]",
    "book.epub": "`epub` of a [[book]]",
    "defaults.epub": "[defaults.epub]",
    "book.contents": "`contents` of a [[book]]",
    "defaults.contents": "[defaults.contents]",
    "post": '[post."file name"]',
}
_CHOICES = {
    "order": get_args(Order),
    "parts": get_args(Parts),
    "chapters": get_args(Chapters),
    "formats": get_args(Format),
    "purpose": get_args(Purpose),
    "links": get_args(Links),
    "openings": get_args(Openings),
}


def explain_toml_error(path: Path, error: tomllib.TOMLDecodeError) -> ConfigError:
    """The file is not TOML."""
    found = _TOML_LINE.search(str(error))
    return invalid(path, int(found[1]) if found else None, f"not valid TOML: {error}")


def explain_type_error(path: Path, text: str, error: msgspec.ValidationError, tables: Tables) -> ConfigError:
    """A key is unknown or its value is of the wrong kind."""
    found = _AT.search(str(error))
    place = found[1] if found else ""
    unknown = _UNKNOWN.search(str(error))
    if unknown:
        return _unknown_key(path, text, unknown[1], place, tables)
    inside, _, key = place.rpartition(".")
    key = key.split("[")[0]
    message = _AT.sub(f" at `{place}`" if place else "", str(error))
    hint = f"there are: {', '.join(_CHOICES[key])}" if key in _CHOICES else ""
    line = line_of(text, key, inside or place) or line_of(text, key)
    return invalid(path, line, message, hint)


def invalid(path: Path, line: int | None, message: str, hint: str = "") -> ConfigError:
    """The error of a value that cannot be used."""
    problem = diagnose("config-invalid", message, Where(path=path.name, line=line), hint)
    return ConfigError(f"{problem.where}: {message}", problem.hint, (problem,))


def _unknown_key(path: Path, text: str, key: str, place: str, tables: Tables) -> ConfigError:
    kind = re.sub(r"\[\d+\]", "", place)
    known = _keys(tables[kind])
    homes = [_HOMES.get(name, f"[{name}]") for name, table in tables.items() if name and key in _keys(table)]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.65)
    if homes:
        hint = f"it belongs in {' or '.join(homes)}"
    else:
        hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
    where = Where(path=path.name, line=line_of(text, key, place))
    problem = diagnose("config-unknown-key", f"unknown key `{key}`", where, hint)
    return ConfigError(f"{where}: unknown key `{key}`", hint, (problem,))


def _keys(table: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(table)]


def line_of(text: str, key: str, place: str = "") -> int | None:
    """The line of a key in the table at `place`: `defaults`, `book[1]`, `book[0].select` or nowhere."""
    found = _PLACE.match(place)
    wanted = (found[1], int(found[2] or 0)) if found and found[1] else ("", 0)
    stands = re.compile(rf"(^|[\[{{,\s.])\"?{re.escape(key)}\"?\s*(=|\]|\.)")
    counts: dict[str, int] = {}
    table = ("", 0)
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            if line.lstrip().startswith("[[") or header[1] not in counts:
                counts[header[1]] = counts.get(header[1], -1) + 1
            table = (header[1], counts[header[1]])
        is_inside = table == wanted or line.lstrip().startswith(f"{wanted[0]}.") or not wanted[0]
        if is_inside and key and stands.search(line):
            return number
    return None
