"""Which sending programs are alive: each holds a lock that the system takes back however it ends."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO


class Run:
    """One sending program, from its beginning to its end. The lock's file lies beside the ledger."""

    def __init__(self, ledger: Path):
        self.id = secrets.token_hex(8)
        self._path = _lock_path(ledger, self.id)
        # The file gets its name when it is locked: nobody may find it free and take the run for dead.
        nameless = self._path.with_suffix(".new")
        self._file: IO[bytes] = nameless.open("wb")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        nameless.rename(self._path)

    def end(self) -> None:
        """Give the lock back."""
        self._path.unlink(missing_ok=True)
        self._file.close()


def is_alive(ledger: Path, run: str) -> bool:
    """Whether a program of this id still runs. A file that is gone is a program that has ended."""
    path = _lock_path(ledger, run)
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    path.unlink(missing_ok=True)
    return False


def known_runs(ledger: Path) -> list[str]:
    """Programs that have left a lock's file, alive or dead."""
    names = ledger.parent.glob(f"{ledger.name}-run-*.lock")
    return [path.stem.rpartition("-")[2] for path in names]


def _lock_path(ledger: Path, run: str) -> Path:
    return ledger.with_name(f"{ledger.name}-run-{run}.lock")
