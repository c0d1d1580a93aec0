"""Editions of a book: its date of change is a new one only when something has changed.

In: the file that is about to be replaced, and what will replace it. Out: a date.
Source: EPUB 3.3, 3.1.3 (release identifier): identifier and date of change tell two editions apart.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MODIFIED = re.compile(rb'(<meta property="dcterms:modified">)([^<]*)(</meta>)')
_IDENTIFIER = re.compile(rb'<dc:identifier id="id">([^<]*)<')
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_PACKAGE = ".opf"


def date_of_change(
    path: Path,
    members: Mapping[str, Callable[[], bytes]],
    modified: datetime,
    now: datetime,
) -> datetime:
    """The date of an edition that replaces the file at `path`.

    `members` load the new file's parts; `modified` is the date that they state. Where the older edition says
    the same, its date stays; where it differs and is not older than `modified`, the date is `now`.
    """
    try:
        with zipfile.ZipFile(path) as older:
            return _compare(older, members, modified, now)
    except (OSError, zipfile.BadZipFile, ValueError):
        return modified


def set_date(package: bytes, modified: datetime) -> bytes:
    """Write another date into a package document."""
    return _MODIFIED.sub(rb"\g<1>%s\g<3>" % modified.strftime(_FORMAT).encode(), package, count=1)


def _compare(
    older: zipfile.ZipFile,
    members: Mapping[str, Callable[[], bytes]],
    modified: datetime,
    now: datetime,
) -> datetime:
    name = next(name for name in members if name.endswith(_PACKAGE))
    own, others = members[name](), older.read(name) if name in older.NameToInfo else b""
    stated = _MODIFIED.search(others)
    if stated is None or _IDENTIFIER.findall(own) != _IDENTIFIER.findall(others):
        return modified
    before = datetime.strptime(stated[2].decode(), _FORMAT).replace(tzinfo=UTC)
    is_same = _MODIFIED.sub(b"", own) == _MODIFIED.sub(b"", others) and all(
        part in older.NameToInfo and zlib.crc32(load()) == older.getinfo(part).CRC
        for part, load in members.items()
        if part != name
    )
    if is_same:
        return before
    return modified if modified > before else max(now, before + timedelta(seconds=1))
