"""What a build read, wrote and said, so that the same build over the same things is answered at once.

In: what was asked for, and the folders that were read. Out: the reports of the build before, where no file in
them, no file it wrote, and nothing that it depends on has another size or time. Loads no heavy library.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bookmaker.cache import ENTRIES, Store, make_key
from bookmaker.fonts import engine_fingerprint, system_folders

#: Units: nanoseconds. What changed so shortly before a build may change again within a tick of the clock.
_TICK_NS = 2_000_000_000
_PACKAGES = ("bookmaker", "bookmaker.styles", "bookmaker.templates")
#: The kind of entries that one build leaves for others to find, whatever was asked for: pictures of the web.
_SHARED_KIND = "remote"
_NOT_READ = frozenset({".git"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What stands in some folders: a hash of names, sizes and times, and the newest time."""

    digest: str
    newest_ns: int


class Receipts:
    """The receipts of one build. `question` is all that was asked for; `out` is where its files go."""

    def __init__(self, store: Store, question: str, out: Path):
        self._store = store
        self._key = make_key("receipt", question, str(Path.cwd()), *_circumstances())
        self._left_out = (out.resolve(), store.root)
        self._begun_ns = time.time_ns()

    def take_stock(self, roots: Sequence[Path]) -> Stock | None:
        """Look at what a build is going to read; None where what it writes stands around that."""
        places = [root.resolve() for root in roots]
        if any(place.is_relative_to(out) for place in places for out in self._left_out):
            return None
        shared = self._store.root / ENTRIES / _SHARED_KIND
        return _take_stock((*places, shared), self._left_out)

    def find(self) -> list[dict[str, Any]] | None:
        """The reports of the same build, where nothing has changed since."""
        kept = self._store.read(self._key)
        receipt = json.loads(kept) if kept else None
        if receipt is None or receipt["files"] != _describe(receipt["files"]):
            return None
        stock = self.take_stock([Path(root) for root in receipt["roots"]])
        return receipt["reports"] if stock and stock.digest == receipt["stock"] else None

    def keep(self, reports: list[dict[str, Any]], roots: Sequence[Path], stock: Stock | None) -> None:
        """Write a receipt, if what was read has stood long enough. `stock` was taken before it was read."""
        if stock is None or stock.newest_ns > self._begun_ns - _TICK_NS or not _is_certain(reports):
            return
        written = [artifact["path"] for report in reports for artifact in report["artifacts"]]
        receipt = {
            "roots": [str(root) for root in roots],
            "stock": stock.digest,
            "files": _describe(written),
            "reports": reports,
        }
        self._store.write(self._key, json.dumps(receipt).encode())


def _is_certain(reports: Iterable[dict[str, Any]]) -> bool:
    """Whether the next build would say the same: not after an error, which another try may be spared."""
    return not any(problem["severity"] == "error" for report in reports for problem in report["diagnostics"])


def _describe(paths: Iterable[str]) -> dict[str, list[int] | None]:
    return {path: _facts(path) for path in paths}


def _facts(path: str) -> list[int] | None:
    try:
        facts = os.stat(path)
    except OSError:
        return None
    # The time of the entry, which no program sets, tells a file of the same size with an old date.
    return [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]


def _circumstances() -> Iterator[str]:
    """What results depend on besides their input, by names and times. `fingerprint` has it by content."""
    yield sys.version
    yield os.environ.get("SOURCE_DATE_EPOCH", "")
    folders = [Path(import_module(package).__file__ or "").parent for package in _PACKAGES]
    yield _take_stock(folders, (), (".py", ".css", ".j2")).digest
    for folder in sys.path:
        if Path(folder).is_dir():
            yield " ".join(sorted(name for name in os.listdir(folder) if name.endswith(".dist-info")))
    yield from system_folders()
    yield engine_fingerprint()


def _take_stock(
    roots: Iterable[Path], left_out: tuple[Path, ...], suffixes: tuple[str, ...] = ("",)
) -> Stock:
    digest = hashlib.blake2b(digest_size=20)
    newest = 0
    for root in roots:
        for line, changed_ns in _lines(str(root), {str(path) for path in left_out}, suffixes):
            digest.update(line.encode("utf-8", "surrogateescape"))
            newest = max(newest, changed_ns)
    return Stock(digest=digest.hexdigest(), newest_ns=newest)


def _lines(root: str, left_out: set[str], suffixes: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Each file below a folder, or the file itself, in a fixed order: what it is, and when it changed."""
    waiting, seen = [root], set[tuple[int, int]]()
    while waiting:
        path = waiting.pop()
        try:
            facts = os.stat(path)
        except OSError:
            yield f"{path} is not there\n", 0
            continue
        if not stat.S_ISDIR(facts.st_mode):
            changed_ns = max(facts.st_mtime_ns, facts.st_ctime_ns)
            yield (
                f"{path} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}\n",
                changed_ns,
            )
        elif path not in left_out and (facts.st_dev, facts.st_ino) not in seen:
            seen.add((facts.st_dev, facts.st_ino))
            waiting += sorted(
                f"{path}/{name}"
                for name in os.listdir(path)
                if name not in _NOT_READ and (name.endswith(suffixes) or "." not in name)
            )
