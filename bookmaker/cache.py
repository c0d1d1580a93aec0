"""A store of results under the hash of what they were made from.

Written through a temporary file and a rename, so that builds at the same time, or cut off, never meet half a
file. Each entry carries a checksum: what the disk has changed since is removed on reading and made again.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bookmaker.errors import ExportError

#: Below the root of a store, a folder for each kind of result lies in this one.
ENTRIES = "entries"
#: The kind of entries that are files as they are, named by their bytes.
FILES = "file"
#: Units: seconds. An entry counts as used at its file's time, which is renewed no more often than this.
USE_GRAIN_S = 600
# Of each file: a mark that names the format, then CRC-32 and length of what follows.
_HEADER = struct.Struct(">4sIQ")
_MARK = b"bmk1"
_STALE_S = 24 * 3600

#: Set where a process has been told to end: a library may swallow the exit, and go on without what it drew.
leaving = threading.Event()


class EntryLostError(ExportError):
    """A result was there when the build began and is not, or not whole, when it is wanted."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results. Picklable: workers open the same store."""

    root: Path
    is_careful: bool = False
    """Entries are read to the end before it is said that they are there."""

    def careful(self) -> Store:
        """The same store, for a build that has met a damaged entry."""
        return replace(self, is_careful=True)

    def path(self, key: str) -> Path:
        """Where the entry of `key` lies, or would lie. Not to be read but by the store."""
        kind, _, name = key.partition("-")
        # A build asks thousands of times: joining parts one by one takes five times as long.
        return Path(f"{self.root}/{ENTRIES}/{kind}/{name[:2]}/{name}")

    def has(self, key: str) -> bool:
        """Whether there is a result for `key`; it counts as used."""
        if self.is_careful and not self.is_whole(key):
            return False
        try:
            _renew(self.path(key))
        except FileNotFoundError:
            return False
        return True

    def read(self, key: str) -> bytes | None:
        """The result of `key`, or None; a damaged one is removed."""
        data = self._load(key)
        if data is not None:
            # Another build may have pruned it since; we have it.
            with suppress(FileNotFoundError):
                _renew(self.path(key))
        return data[_HEADER.size :] if data is not None and not _is_file(key) else data

    def is_whole(self, key: str) -> bool:
        """Whether there is an undamaged entry; a damaged one is removed. It does not count as used."""
        return self._load(key) is not None

    def take(self, key: str) -> bytes:
        """The result of `key`, which has been seen. Raises: EntryLostError."""
        data = self.read(key)
        if data is None:
            raise EntryLostError(
                f"{key} has left the cache, or was damaged, during the build",
                "build again; if it happens again, choose another --cache-dir",
            )
        return data

    def write(self, key: str, data: bytes) -> None:
        """Keep a result. Raises: OSError."""
        with replacing(self.path(key)) as temporary, temporary.open("wb") as file:
            file.write(_HEADER.pack(_MARK, zlib.crc32(data), len(data)))
            file.write(data)

    def keep_file(self, data: bytes) -> str:
        """Keep a file for those who want a path. Returns its key, made of its bytes: it needs no checksum."""
        key = make_key(FILES, data)
        write_atomically(self.path(key), data)
        return key

    def file(self, key: str) -> Path | None:
        """The path of a file that was kept, or None; a damaged one is removed."""
        return None if self.read(key) is None else self.path(key)

    def _load(self, key: str) -> bytes | None:
        """The bytes of an entry's file, if they are what was written."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        if _is_whole(key, data):
            return data
        # Another build may have removed it meanwhile.
        path.unlink(missing_ok=True)
        return None


def find_store(cache_dir: Path | None) -> Store:
    """The store in a folder; None is the user's cache folder, which XDG_CACHE_HOME moves."""
    import platformdirs

    root = cache_dir or Path(platformdirs.user_cache_dir("bookmaker"))
    # Absolute, because fontconfig in the workers is told a path in it.
    return Store(root.resolve())


def make_key(kind: str, *parts: str | bytes) -> str:
    """Hash parts into a key. Each part's length is hashed too, so that no two lists of parts agree."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{kind}-{digest.hexdigest()}"


def _is_file(key: str) -> bool:
    return key.startswith(f"{FILES}-")


def _is_whole(key: str, data: bytes) -> bool:
    if _is_file(key):
        return make_key(FILES, data) == key
    body = memoryview(data)[_HEADER.size :]
    return data[: _HEADER.size] == _HEADER.pack(_MARK, zlib.crc32(body), len(body))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file or none. Raises: OSError."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` that takes its place at the end, and vanishes on an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not of `tempfile`: its files are private, and a book is as public as the umask says.
    temporary = path.with_name(f"{_begin_temporary(path)}{secrets.token_hex(8)}")
    try:
        yield temporary
        if leaving.is_set():
            raise SystemExit
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def clear_left_behind(path: Path) -> None:
    """Remove temporary files for `path` of processes that were killed a day ago or longer."""
    temporary = re.compile(re.escape(_begin_temporary(path)) + "[0-9a-f]{16}")
    for other in path.parent.iterdir():
        with suppress(FileNotFoundError):
            if temporary.fullmatch(other.name) and is_stale(other):
                other.unlink()


def _begin_temporary(path: Path) -> str:
    return f".{path.name[:40]}."


def is_stale(path: Path) -> bool:
    """Whether a temporary file of `replacing` was left behind by a process that was killed."""
    return path.name.startswith(".") and time.time() - path.stat().st_mtime > _STALE_S


def _renew(path: Path) -> None:
    """Note that an entry is used. Raises: FileNotFoundError."""
    if time.time() - path.stat().st_mtime > USE_GRAIN_S:
        # In a cache that others own and we may only read, nothing is noted.
        with suppress(PermissionError):
            os.utime(path)
