"""The files in a Jekyll site's `_data` folder, as `site.data` shows them to templates.

In: the folder's path. Out: frozen pairs, by folder and file name. Sizes are bounded, and so is what
YAML's aliases can make of a small file. Call it only where a post holds Liquid.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from bookmaker.collector.freezing import TooLargeError, freeze
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.model import Frozen

_LARGEST_FILE_BYTES = 4 * 1024 * 1024
_LARGEST_FOLDER_BYTES = 32 * 1024 * 1024
_MOST_VALUES = 500_000
_NOT_IN_KEY = re.compile(r"[^\w\s-]+")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_site_data(root: Path, folder: str = "_data") -> Outcome[Frozen]:
    """Read the data files under `root`. A file that cannot be read is left out and reported.

    Order: file names. Paths in diagnostics are relative to `root`.
    """
    home = root.resolve()
    data: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    left_bytes = _LARGEST_FOLDER_BYTES
    for path in sorted(home.joinpath(folder).rglob("*")):
        if path.suffix.lower() not in _READERS or not path.is_file():
            continue
        shown = path.relative_to(home).as_posix()
        try:
            size = _size_inside(path, home)
            left_bytes -= size
            if left_bytes < 0:
                raise TooLargeError("the folder holds more than 32 MB")
            value = _read_file(path)
        except (OSError, ValueError, yaml.YAMLError, csv.Error, RecursionError) as error:
            problems.append(_complaint(error, shown))
            continue
        _put(data, path.relative_to(home / folder), value)
    return Outcome(freeze(data, _MOST_VALUES * 2), tuple(problems))


def _size_inside(path: Path, home: Path) -> int:
    if not path.resolve().is_relative_to(home):
        raise TooLargeError("the file lies outside the site")
    size = path.stat().st_size
    if size > _LARGEST_FILE_BYTES:
        raise TooLargeError("the file is larger than 4 MB")
    return size


def _read_file(path: Path) -> Frozen:
    text = path.read_text("utf-8-sig")
    return freeze(_READERS[path.suffix.lower()](text), _MOST_VALUES)


def _read_yaml(text: str) -> Any:
    return yaml.load(text, _Loader)


def _read_csv(text: str) -> list[dict[str, str]]:
    return [_row(row) for row in csv.DictReader(StringIO(text))]


def _read_tsv(text: str) -> list[dict[str, str]]:
    return [_row(row) for row in csv.DictReader(StringIO(text), delimiter="\t")]


def _row(row: dict[str | Any, str | Any]) -> dict[str, str]:
    return {key: value for key, value in row.items() if isinstance(key, str)}


_READERS: dict[str, Callable[[str], Any]] = {
    ".yml": _read_yaml,
    ".yaml": _read_yaml,
    ".json": json.loads,
    ".csv": _read_csv,
    ".tsv": _read_tsv,
}


def _put(data: dict[str, Any], path: Path, value: Frozen) -> None:
    for part in path.parent.parts:
        inner = data.setdefault(_key(part), {})
        if not isinstance(inner, dict):
            return  # a file has the folder's name, and came first
        data = inner
    data[_key(path.stem)] = value


def _key(name: str) -> str:
    """A name as templates write it. Source: Jekyll's `sanitize_filename`."""
    return re.sub(r"\s+", "_", _NOT_IN_KEY.sub("", name).strip())


def _complaint(error: Exception, path: str) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else getattr(error, "lineno", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return diagnose("site-data-invalid", str(reason), Where(path=path, line=line))
