"""Editions of a book: its date of change is a new one only when something has changed.

In: the file that is about to be replaced, and what will replace it. Out: a date.
Source: EPUB 3.3, 3.1.3 (release identifier): identifier and date of change tell two editions apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MODIFIED = re.compile(rb'(<meta property="dcterms:modified">)([^<]*)(</meta>)')
_IDENTIFIER = re.compile(rb'<dc:identifier id="id">([^<]*)<')
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_PACKAGE = ".opf"


def date_of_change(
    path: Path, package: bytes, checksums: Mapping[str, int], modified: datetime, now: datetime
) -> datetime:
    """The date of an edition that replaces the file at `path`.

    `package` is the new package document, which states the date `modified`; `checksums` are the CRC-32 of all
    other files, by name. Where the older edition says the same, its date stays; where it differs and is not
    older than `modified`, the date is `now`.
    """
    try:
        with zipfile.ZipFile(path) as older:
            return _compare(older, package, checksums, modified, now)
    except (OSError, zipfile.BadZipFile, ValueError):
        return modified


def set_date(package: bytes, modified: datetime) -> bytes:
    """Write another date into a package document."""
    return _MODIFIED.sub(rb"\g<1>%s\g<3>" % modified.strftime(_FORMAT).encode(), package, count=1)


def _compare(
    older: zipfile.ZipFile, package: bytes, checksums: Mapping[str, int], modified: datetime, now: datetime
) -> datetime:
    name = next((name for name in older.namelist() if name.endswith(_PACKAGE)), "")
    others = older.read(name) if name else b""
    stated = _MODIFIED.search(others)
    if stated is None or _IDENTIFIER.findall(package) != _IDENTIFIER.findall(others):
        return modified
    before = datetime.strptime(stated[2].decode(), _FORMAT).replace(tzinfo=UTC)
    known = {info.filename: info.CRC for info in older.infolist() if info.filename != name}
    is_same = _MODIFIED.sub(b"", package) == _MODIFIED.sub(b"", others) and known == checksums
    if is_same:
        return before
    return modified if modified > before else max(now, before + timedelta(seconds=1))
