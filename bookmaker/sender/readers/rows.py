"""The rows of a list of readers, whatever the file's format, with the line that each begins on.

In: a file. Out: mappings of our field names to what stands there. What the values mean is not asked here.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bookmaker.errors import Diagnostic, SourceError, Where, diagnose

FIELDS = ("address", "name", "language", "format", "tags", "unsubscribed")
#: What other programs call the fields, without spaces, signs and case.
_ALIASES = {
    "address": "address email emailaddress mail subscriberemail chat telegram адрес почта элпочта",
    "name": "name fullname имя",
    "first_name": "firstname",
    "last_name": "lastname surname фамилия",
    "language": "language lang locale язык",
    "format": "format формат",
    "tags": "tags tag interests topics метки темы",
    "unsubscribed": "unsubscribed unsubscribedat unsubtime optout отписан отписана отписался",
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_GAP = re.compile(r"[\s,]*")
_READER = re.compile(r"\s*\[\[\s*\"?readers?\"?\s*\]\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One reader as the file has it. Units: `line` counts from 1."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """All of a file, and what is wrong with its columns."""

    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_rows(path: Path) -> Rows:
    """Read a list by its extension. Raises: SourceError where the file cannot be read as what it is."""
    read = {".csv": _read_csv, ".tsv": _read_csv, ".toml": _read_toml, ".json": _read_json}.get(
        path.suffix.lower()
    )
    if read is None:
        raise SourceError(f"{path} is no list of readers", "give a .csv, .toml or .json file")
    return read(path, read_text(path))


def read_text(path: Path) -> str:
    """A file's text: UTF-8, or UTF-16 with a byte order mark, as Excel saves it. Raises: SourceError."""
    try:
        data = path.read_bytes()
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}", "correct the path") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text", "save it as CSV in UTF-8") from error


def find_delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever parts the header the most."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def field_of(column: str) -> str:
    """The field that a column of this name holds, or nothing."""
    return _FIELD_OF.get(re.sub(r"[\W_]", "", column.casefold()), "")


def _read_csv(path: Path, text: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    rows: list[Row] = []
    fields: list[str] = []
    problems: list[Diagnostic] = []
    line = 1
    try:
        for cells in reader:
            if not fields:
                fields = [field_of(cell) for cell in cells]
                problems += _columns(path, cells, fields)
            elif any(cell.strip() for cell in cells):
                rows.append(Row(line, _cells_to_values(fields, cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{path}:{line}: not valid CSV: {error}", "look at the quotes") from error
    return Rows(tuple(rows), tuple(problems))


def _columns(path: Path, cells: list[str], fields: list[str]) -> Iterator[Diagnostic]:
    if "address" not in fields:
        hint = "name the columns in the first line: address,name,language,format,tags,unsubscribed"
        raise SourceError(f"{path}:1: no column is called `address` or `email`", hint)
    for cell, field in zip(cells, fields, strict=True):
        if not field and cell.strip():
            near = difflib.get_close_matches(cell.strip().casefold(), FIELDS, n=1, cutoff=0.7)
            hint = f"did you mean `{near[0]}`?" if near else ""
            yield diagnose(
                "readers-column-unknown",
                f"the column `{cell}` is not used",
                Where(path=path.name, line=1),
                hint,
            )


def _cells_to_values(fields: list[str], cells: list[str]) -> dict[str, object]:
    values: dict[str, str] = {}
    for field, cell in zip(fields, cells, strict=False):
        if field and cell.strip():
            values.setdefault(field, cell.strip())
    parts = [values.pop(part) for part in ("first_name", "last_name") if part in values]
    if parts:
        values.setdefault("name", " ".join(parts))
    return dict(values)


def _read_toml(path: Path, text: str) -> Rows:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not valid TOML: {error}", "correct the line") from error
    tables = data.get("reader", data.get("readers", []))
    if not isinstance(tables, list) or set(data) - {"reader", "readers"}:
        raise SourceError(f"{path} is not made of [[reader]] tables", "begin each reader with [[reader]]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _READER.match(line)]
    lines += [1] * (len(tables) - len(lines))
    return _tables(path, list(zip(lines, tables, strict=False)))


def _read_json(path: Path, text: str) -> Rows:
    """An array of objects; each is decoded by itself, so that its line is known."""
    decoder = json.JSONDecoder()
    tables: list[tuple[int, object]] = []
    try:
        if not isinstance(json.loads(text), list):
            raise SourceError(f"{path} is no array of readers", 'write [{"address": "…"}, …]')
        position = text.index("[") + 1
        while text[position := _end_of_gap(text, position)] != "]":
            value, end = decoder.raw_decode(text, position)
            tables.append((text.count("\n", 0, position) + 1, value))
            position = end
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{path}:{error.lineno}: not valid JSON: {error.msg}", "correct the line"
        ) from error
    return _tables(path, tables)


def _end_of_gap(text: str, position: int) -> int:
    """Where the next value or the end of the array begins."""
    found = _GAP.match(text, position)
    return found.end() if found else position


def _tables(path: Path, tables: list[tuple[int, object]]) -> Rows:
    """Tables are written for us: a key that we do not know is a mistake."""
    rows = []
    for line, table in tables:
        if not isinstance(table, dict):
            raise SourceError(f"{path}:{line}: a reader is no table", 'write {"address": "…"}')
        for key in table:
            if key not in FIELDS:
                near = difflib.get_close_matches(key, FIELDS, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(FIELDS)}"
                raise SourceError(f"{path}:{line}: unknown key `{key}`", hint)
        rows.append(Row(line, table))
    return Rows(tuple(rows))
