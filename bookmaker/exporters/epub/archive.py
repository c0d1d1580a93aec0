"""The finished archive: `mimetype` first and stored, members in a fixed order with fixed times."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bookmaker.cache import replacing

_MIMETYPE = "mimetype"
#: The earliest time that a ZIP file can state, so that it says nothing.
_TIME = (1980, 1, 1, 0, 0, 0)
_STORED = (".jpg", ".png", ".woff2")
_PACKAGE = re.compile(rb"<package (?![^>]*xml:lang)")


def write_archive(
    path: Path, package: bytes, files: Mapping[str, Callable[[], bytes]], language: str
) -> None:
    """Write an EPUB. `package` is the archive of empty files, and `files` load their bytes, by full name.

    Memory: that of the largest file. Raises: OSError where `path` cannot be written.
    """
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        replacing(path) as temporary,
        zipfile.ZipFile(temporary, "w") as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _MIMETYPE, name)):
            data = files[name]() if name in files else source.read(name)
            if name.endswith(".opf"):
                data = _PACKAGE.sub(b'<package xml:lang="%s" ' % language.encode(), data, count=1)
            _write_member(target, name, data)


def _write_member(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    # Source: EPUB OCF 3.3, 4.2: `mimetype` is neither compressed nor encrypted. Pictures are as small
    # as they get already.
    is_stored = name == _MIMETYPE or name.endswith(_STORED)
    info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    target.writestr(info, data, compresslevel=9)
