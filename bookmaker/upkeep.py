"""The upkeep of a store: what lies in it, and what leaves it when it has grown too large.

No lock is taken. A build that misses an entry which it has seen makes it again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bookmaker.cache import ENTRIES, USE_GRAIN_S, Store, is_stale

#: What a store may hold when nobody says otherwise. Units: bytes.
USUAL_SIZE_BYTES = 2_000_000_000
_STAMP = "pruned"
_PAUSE_S = 600
# Entries used so lately may be in use by another build.
_SPARED_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the store. Units: `used_at` is a Unix time in seconds."""

    kind: str
    key: str
    path: Path
    size_bytes: int
    used_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What has left a store."""

    entries: int = 0
    size_bytes: int = 0


def list_entries(store: Store) -> Iterator[Entry]:
    """All entries, in no order. Temporary files that were left behind are removed on the way."""
    for kind in _folders(store.root / ENTRIES):
        for folder in _folders(kind):
            for file in os.scandir(folder):
                # A file may leave while we look at it.
                with suppress(FileNotFoundError):
                    if file.name.startswith("."):
                        _sweep(Path(file.path))
                        continue
                    facts = file.stat()
                    yield Entry(
                        kind=kind.name,
                        key=f"{kind.name}-{file.name}",
                        path=Path(file.path),
                        size_bytes=facts.st_size,
                        used_at=facts.st_mtime,
                    )


def prune(store: Store, limit_bytes: int, spare_from: float = float("inf")) -> Removed:
    """Remove the entries whose use lies longest back until the rest is no larger than the limit.

    What was used at `spare_from`, a Unix time, or later stays, however much that is.
    """
    entries = sorted(list_entries(store), key=lambda entry: (entry.used_at, entry.key))
    surplus = sum(entry.size_bytes for entry in entries) - limit_bytes
    removed = []
    for entry in entries:
        if surplus <= 0 or entry.used_at >= spare_from:
            break
        surplus -= entry.size_bytes
        removed.append(entry)
    return _remove(removed)


def prune_after_build(store: Store, limit_bytes: int, begun_at: float) -> None:
    """Prune if that has not been done for a while; nothing that a running build uses goes."""
    stamp = store.root / _STAMP
    now = time.time()
    with suppress(FileNotFoundError):
        if 0 <= now - stamp.stat().st_mtime < _PAUSE_S:
            return
    # A cache that cannot be cleaned is no fault of the book, which is finished.
    with suppress(OSError):
        stamp.touch()
        prune(store, limit_bytes, min(now - _SPARED_S, begun_at - USE_GRAIN_S))


def remove_damaged(store: Store) -> tuple[Entry, ...]:
    """Remove the entries that are not what was written, and name them. Order: by key."""
    entries = sorted(list_entries(store), key=lambda entry: entry.key)
    return tuple(entry for entry in entries if not store.is_whole(entry.key))


def clear(store: Store) -> Removed:
    """Remove all entries. Folders stay, because another build may be about to write into them."""
    return _remove(list(list_entries(store)))


def _remove(entries: Iterable[Entry]) -> Removed:
    count = size_bytes = 0
    for entry in entries:
        with suppress(FileNotFoundError):
            entry.path.unlink()
            count += 1
            size_bytes += entry.size_bytes
    return Removed(entries=count, size_bytes=size_bytes)


def _folders(path: Path) -> list[Path]:
    try:
        return [Path(item) for item in os.scandir(path) if item.is_dir()]
    except FileNotFoundError:
        return []


def _sweep(path: Path) -> None:
    if is_stale(path):
        path.unlink()
