"""Adding readers to a list. What stands in it already stays as it was written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from bookmaker.cache import write_atomically
from bookmaker.errors import SourceError
from bookmaker.sender.readers.reader import Reader
from bookmaker.sender.readers.rows import FIELDS, field_of, find_delimiter, read_text


def add_readers(path: Path, readers: Iterable[Reader]) -> None:
    """Add to a .csv, .toml or .json file, or make it; whole or not at all. Raises: SourceError, OSError."""
    append = {".csv": _append_csv, ".toml": _append_toml, ".json": _append_json}.get(path.suffix.lower())
    if append is None:
        raise SourceError(f"{path} cannot hold a list of readers", "name a .csv, .toml or .json file")
    before = read_text(path) if path.exists() else ""
    write_atomically(path, append(before, [_facts(reader) for reader in readers]).encode("utf-8"))


def _facts(reader: Reader) -> dict[str, str]:
    return {
        "address": reader.address,
        "name": reader.name,
        "language": reader.language,
        "format": reader.format,
        "tags": "; ".join(reader.tags),
        "unsubscribed": "yes" if reader.is_unsubscribed else "",
    }


def _append_csv(before: str, readers: list[dict[str, str]]) -> str:
    before = before or f"{','.join(FIELDS)}\n"
    delimiter = find_delimiter(before)
    header = next(csv.reader(io.StringIO(before), delimiter=delimiter))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for facts in readers:
        writer.writerow([facts.get(field_of(column), "") for column in header])
    return _with_end_of_line(before) + out.getvalue()


def _append_toml(before: str, readers: list[dict[str, str]]) -> str:
    """JSON's strings are TOML's, too: control characters are in none of them."""
    blocks = ("\n[[reader]]\n" + "".join(_toml_lines(facts)) for facts in readers)
    return (_with_end_of_line(before) + "".join(blocks)).lstrip("\n")


def _toml_lines(facts: Mapping[str, str]) -> Iterable[str]:
    return (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items() if value)


def _append_json(before: str, readers: list[dict[str, str]]) -> str:
    listed = json.loads(before) if before.strip() else []
    listed += [{key: value for key, value in facts.items() if value} for facts in readers]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _with_end_of_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
