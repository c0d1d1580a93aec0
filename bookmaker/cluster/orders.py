"""What travels between this machine and a cluster: tasks with all they need, and results with all they kept.

Nothing in it depends on a disk that both can see. Pictures travel with the task, and what a task writes into
the store comes back with its value, unless the worker sees the same store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookmaker.cache import Store
from bookmaker.errors import ConfigError
from bookmaker.fingerprint import versions
from bookmaker.model import Asset, PreparedImage

#: Keys that this process has sent back before: fonts, above all, which every chapter would send again.
_sent: set[str] = set()


@dataclass(frozen=True, slots=True)
class StoreThere:
    """Stands among arguments for the store that is at hand where the work is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A task for a worker somewhere."""

    function: Callable[..., Any]
    arguments: tuple[object, ...]
    files: Mapping[str, bytes]
    """The bytes of pictures, by the path that their assets state."""
    entries: Mapping[str, bytes]
    """What the task may read in the store, where it is not the same store: prepared pictures."""
    versions: Mapping[str, str]
    """What the result depends on, as it is here: see `fingerprint.versions`."""
    shared_root: Path | None
    """The root of a store that worker and client share."""
    is_complete: bool = False
    """Whether all that is kept has to come back, even what was sent before."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What comes back. `omitted` are keys of entries that were sent before."""

    value: Any
    entries: Mapping[str, bytes]
    omitted: tuple[str, ...] = ()


class Tray(Store):
    """A store in memory, for one task. `given` came with the task, `entries` are what it has kept."""

    __slots__ = ("entries", "given")
    entries: dict[str, bytes]
    given: Mapping[str, bytes]

    def __init__(self, given: Mapping[str, bytes]) -> None:
        super().__init__(Path())
        object.__setattr__(self, "entries", {})
        object.__setattr__(self, "given", given)

    def has(self, key: str) -> bool:
        """Whether the task has kept it, or was given it."""
        return key in self.entries or key in self.given

    def read(self, key: str) -> bytes | None:
        """What the task has kept, or was given."""
        return self.entries.get(key, self.given.get(key))

    def write(self, key: str, data: bytes) -> None:
        """Keep a result until the task is done."""
        self.entries[key] = data


def make_order(
    function: Callable[..., Any],
    arguments: tuple[object, ...],
    shared_root: Path | None,
    *,
    is_complete: bool,
) -> Order:
    """Pack a task. Raises: OSError where a picture cannot be read, EntryLostError."""
    assets = [argument for argument in arguments if isinstance(argument, Asset)]
    images = [argument for argument in arguments if isinstance(argument, PreparedImage)]
    stores = [argument for argument in arguments if isinstance(argument, Store)]
    keys = () if shared_root else tuple(image.cache_key for image in images)
    return Order(
        function=function,
        arguments=tuple(StoreThere() if isinstance(argument, Store) else argument for argument in arguments),
        files={asset.path: Path(asset.path).read_bytes() for asset in assets},
        entries={key: stores[0].take(key) for key in keys},
        versions=versions(),
        shared_root=shared_root,
        is_complete=is_complete,
    )


def fill_order(order: Order) -> Parcel:
    """Do the work, in a process of the worker's. Raises: ConfigError where the versions differ."""
    check_versions(order.versions)
    tray = Tray(order.entries)
    store = Store(order.shared_root) if order.shared_root else tray
    with tempfile.TemporaryDirectory(prefix="bookmaker-") as folder:
        arguments = [_localise(argument, order, store, Path(folder)) for argument in order.arguments]
        value = order.function(*arguments)
    omitted = () if order.is_complete else tuple(key for key in tray.entries if key in _sent)
    entries = {key: data for key, data in tray.entries.items() if key not in omitted}
    _sent.update(entries)
    return Parcel(value, entries, omitted)


def check_versions(theirs: Mapping[str, str]) -> None:
    """Compare what results depend on. Raises: ConfigError that names what differs."""
    ours = versions()
    names = [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]
    if names:
        pairs = (
            f"{name} ({ours.get(name, 'none')} there, {theirs.get(name, 'none')} here)" for name in names
        )
        raise ConfigError(
            f"a worker of the cluster differs from this machine: {', '.join(pairs)}",
            "install the same versions and fonts on both: one image of a container for all is the surest way",
        )


def _localise(argument: object, order: Order, store: Store, folder: Path) -> object:
    if isinstance(argument, StoreThere):
        return store
    if isinstance(argument, Asset):
        path = folder / "picture"
        path.write_bytes(order.files[argument.path])
        return replace(argument, path=str(path))
    return argument
