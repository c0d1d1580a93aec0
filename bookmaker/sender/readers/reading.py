"""From rows to readers: each value is judged, and readers that stand twice become one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.sender.readers.reader import (
    AddressError,
    Reader,
    ReaderFormat,
    is_fit_for_header,
    is_kindle,
    read_address,
)
from bookmaker.sender.readers.rows import Row, read_rows

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_FORMATS = get_args(ReaderFormat)
_NO = frozenset({"", "0", "no", "false", "n", "нет", "off", "none", "null"})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A reader, and the line that names it first."""

    reader: Reader
    line: int


def read_readers(path: Path) -> Outcome[tuple[Reader, ...]]:
    """Read a list, in its order. What cannot be used is left out and reported. Raises: SourceError."""
    found = read_rows(path)
    problems = list(found.diagnostics)
    readers: dict[str, _Placed] = {}
    for row in found.rows:
        outcome = _row_to_reader(path, row)
        problems += outcome.diagnostics
        reader = outcome.value
        if reader is None:
            continue
        known = readers.get(reader.key)
        if known is None:
            readers[reader.key] = _Placed(reader, row.line)
            continue
        message = f"{reader.address} stands already in line {known.line}"
        problems.append(diagnose("reader-duplicate", message, Where(path=path.name, line=row.line)))
        readers[reader.key] = _Placed(merge_readers(known.reader, reader), known.line)
    return Outcome(tuple(placed.reader for placed in readers.values()), tuple(problems))


def merge_readers(first: Reader, second: Reader) -> Reader:
    """One reader of two: what the first leaves open, the second may say; to unsubscribe once is enough."""
    return replace(
        first,
        name=first.name or second.name,
        language=first.language or second.language,
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))) if first.tags and second.tags else (),
        is_unsubscribed=first.is_unsubscribed or second.is_unsubscribed,
    )


def _row_to_reader(path: Path, row: Row) -> Outcome[Reader | None]:
    where = Where(path=path.name, line=row.line)
    values = row.values
    text = str(values.get("address", ""))
    if not text:
        return _left_out("there is no address", where)
    try:
        channel, key, address = read_address(text)
    except AddressError as error:
        return _left_out(f"{text!r} is no address: {error}", where)
    usual = "kindle" if is_kindle(address) else "epub"
    chosen = str(values.get("format") or usual).strip().lower()
    if chosen not in _FORMATS:
        return _left_out(f"{chosen!r} is no format", where, f"there are: {', '.join(_FORMATS)}")
    problems: list[Diagnostic] = []
    reader = Reader(
        key=key,
        address=address,
        channel=channel,
        format="kindle" if is_kindle(address) else chosen,  # type: ignore[arg-type]
        name=_name(str(values.get("name") or ""), where, problems),
        language=_language(str(values.get("language") or ""), where, problems),
        tags=_tags(values.get("tags")),
        is_unsubscribed=str(values.get("unsubscribed") or "").strip().lower() not in _NO,
    )
    return Outcome(reader, tuple(problems))


def _left_out(message: str, where: Where, hint: str = "") -> Outcome[Reader | None]:
    return Outcome(None, (diagnose("reader-invalid", message, where, hint),))


def _name(text: str, where: Where, problems: list[Diagnostic]) -> str:
    text = text.strip()
    if is_fit_for_header(text):
        return " ".join(text.split())
    message = "the name has characters that could forge a header of the message"
    problems.append(diagnose("reader-bad-value", message, where, "write the name in plain letters"))
    return ""


def _language(text: str, where: Where, problems: list[Diagnostic]) -> str:
    text = text.strip()
    if not text or _LANGUAGE.fullmatch(text):
        return text.replace("_", "-")
    message = f"{text!r} is no language"
    problems.append(diagnose("reader-bad-value", message, where, "write it as ru or pt-BR"))
    return ""


def _tags(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"[;,|]", str(value or ""))
    tags = (str(part).strip().casefold() for part in parts)
    return tuple(dict.fromkeys(tag for tag in tags if tag))
