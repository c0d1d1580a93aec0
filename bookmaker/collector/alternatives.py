"""A file of alternative texts by picture: TOML (`"path" = "text"`) or CSV (path, text)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bookmaker.errors import ConfigError, Where, diagnose

_TITLES = frozenset({"path", "file", "picture", "image", "src"})
_SEPARATORS = ",;\t"
_TOML_REMEDY = 'write each line as "assets/picture.png" = "what it shows"'
_CSV_REMEDY = "write each line as assets/picture.png,what it shows"


def read_alternatives(root: Path, name: str) -> tuple[tuple[str, str], ...]:
    """Read the file that `alt` of book.toml's [site] names. Raises: ConfigError."""
    path = root / name
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "correct `alt` in book.toml's [site]; it is a file of UTF-8 text in the site"
        raise ConfigError(f"cannot read {name}: {error}", hint) from error
    pairs = _read_csv(text, name) if path.suffix.lower() in (".csv", ".tsv") else _read_toml(text, name)
    return tuple((picture, words) for picture, words in pairs if picture and words)


def _read_toml(text: str, name: str) -> Iterator[tuple[str, str]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _invalid(name, None, f"not valid TOML: {error}", _TOML_REMEDY) from error
    for picture, words in table.items():
        if not isinstance(words, str):
            raise _invalid(name, None, f"`{picture}` is not followed by a text", _TOML_REMEDY)
        yield picture.strip(), " ".join(words.split())


def _read_csv(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Rows of two cells, with or without a row of titles, parted as spreadsheets part them."""
    first = text.split("\n", maxsplit=1)[0]
    places = {first.find(mark): mark for mark in _SEPARATORS if mark in first}
    reader = csv.reader(text.splitlines(), delimiter=places[min(places)] if places else ",")
    for row in reader:
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells) or (reader.line_num == 1 and cells[0].casefold() in _TITLES):
            continue
        if len(cells) < 2 or any(cells[2:]):
            raise _invalid(name, reader.line_num, "a row has not two cells", _CSV_REMEDY)
        yield cells[0], cells[1]


def _invalid(name: str, line: int | None, message: str, hint: str) -> ConfigError:
    problem = diagnose("config-invalid", message, Where(path=name, line=line), hint)
    return ConfigError(f"{problem.where}: {message}", hint, (problem,))
