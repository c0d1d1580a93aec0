"""Tasks for worker processes: importable there, unlike the functions of a test."""

from __future__ import annotations

import errno
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from bookmaker.cache import replacing, write_atomically


def die_once(mark: Path) -> str:
    """Be killed, unless that has happened before."""
    if mark.exists():
        return "done"
    mark.touch()
    die()
    return "never"


def die() -> None:
    """Be killed, as a process is that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    """Come upon what the program did not foresee."""
    raise ValueError("too many values")


def find_the_disk_full() -> None:
    """What the system says where nothing more can be kept."""
    raise OSError(errno.ENOSPC, "No space left on device")


def run_out_of_memory() -> None:
    """What Python says where the system gives no more."""
    raise MemoryError


def note(log: Path, text: str, seconds: float = 0) -> str:
    """Write a line, and take some time over it."""
    with log.open("a") as file:
        file.write(f"{text}\n")
    time.sleep(seconds)
    return text


def write_slowly(path: Path, mark: Path) -> None:
    """Begin a file, say so by a mark, and finish it much later."""
    with replacing(path) as temporary:
        temporary.write_bytes(b"half")
        mark.write_text(str(os.getpid()))
        time.sleep(60)


def draw_deaf(path: Path) -> None:
    """Be told to end inside a library that swallows what is raised there, and go on without what it drew."""
    with suppress(BaseException):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    path.with_name("went-on").touch()
    write_atomically(path, b"all but one drawing")


def raise_unreadable() -> None:
    """Raise what cannot be made again from its pickle."""
    raise _ParticularError(reason="a particular one")


class _ParticularError(Exception):
    def __init__(self, *, reason: str):
        super().__init__(reason)


def leave(*_: object) -> None:
    """Take the place of a worker, and end at once."""
