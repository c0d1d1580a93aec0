"""The finished archive: `mimetype` first and stored, members in a fixed order with fixed times.

The package document comes last: it says when the others have changed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bookmaker.cache import replacing

_MIMETYPE = "mimetype"
#: The earliest time that a ZIP file can state, so that it says nothing.
_TIME = (1980, 1, 1, 0, 0, 0)
_STORED = (".jpg", ".png", ".woff2")
_PACKAGE = re.compile(rb"<package (?![^>]*xml:lang)")


def gather_members(
    package: bytes, files: Mapping[str, Callable[[], bytes]], language: str
) -> dict[str, Callable[[], bytes]]:
    """What loads each member, in order. `package` is the archive of empty files; `files` load their bytes."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        own = {name: source.read(name) for name in source.namelist() if name not in files}
    for name in (name for name in own if name.endswith(".opf")):
        own[name] = _PACKAGE.sub(b'<package xml:lang="%s" ' % language.encode(), own[name], count=1)
    members = dict(files)
    for name, data in own.items():
        members[name] = partial(_give, data)
    return {name: members[name] for name in sorted(members, key=lambda name: (name != _MIMETYPE, name))}


def write_archive(
    path: Path,
    members: Mapping[str, Callable[[], bytes]],
    last: str,
    complete: Callable[[bytes, Mapping[str, int]], bytes],
) -> None:
    """Write an EPUB, member after member.

    The member `last` is written as `complete` returns it, of its bytes and the checksums of all others.
    Memory: that of the largest file. Raises: OSError where `path` cannot be written.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as target:
        for name, load in members.items():
            if name != last:
                _write_member(target, name, load())
        checksums = {info.filename: info.CRC for info in target.infolist()}
        _write_member(target, last, complete(members[last](), checksums))


def _give(data: bytes) -> bytes:
    return data


def _write_member(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    # Source: EPUB OCF 3.3, 4.2: `mimetype` is neither compressed nor encrypted. Pictures are as small
    # as they get already.
    is_stored = name == _MIMETYPE or name.endswith(_STORED)
    info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    target.writestr(info, data)
