"""A store of bytes under the hash of what they were made from.

Written through a temporary file and a rename, so that builds at the same time, or cut off, never meet
half a file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results. Picklable: workers open the same store."""

    root: Path

    def path(self, key: str) -> Path:
        """Where the result of `key` lies, or would lie."""
        return self.root / key[:2] / key

    def has(self, key: str) -> bool:
        """Whether there is a result for `key`."""
        return self.path(key).is_file()

    def read(self, key: str) -> bytes | None:
        """The result of `key`, or None."""
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, key: str, data: bytes) -> None:
        """Keep a result."""
        write_atomically(self.path(key), data)


def make_key(*parts: str | bytes) -> str:
    """Hash parts into a key. Each part's length is hashed too, so that no two lists of parts agree."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file or none. Raises: OSError."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` that takes its place at the end, and vanishes on an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes private files; a book is as public as the umask says.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
