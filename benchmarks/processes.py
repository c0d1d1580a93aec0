"""A build in a session of its own, to be stopped and killed, and a look at who is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path


def start_build(site: Path, folder: Path, *options: str) -> subprocess.Popen[str]:
    """Begin `bookmaker build`, with its cache and its output below `folder`."""
    arguments = ("--cache-dir", str(folder / "cache"), "--out", str(folder / "out"), *options)
    return subprocess.Popen(
        [sys.executable, "-m", "bookmaker", "build", str(site), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What a shell has started in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def processes_of(session: int) -> set[int]:
    """Processes of a session that run, ended ones that nobody has asked after left out."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # Source: proc(5): after the name in brackets come state, parent, process group and session.
            state, _, _, its_session = path.read_text("utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state not in "ZX":
            found.add(int(path.parent.name))
    return found


def workers_of(session: int) -> set[int]:
    """Processes of a session that were forked from the fork server."""
    parents = {pid: _parent(pid) for pid in processes_of(session)}
    return {pid for pid, parent in parents.items() if parent in parents and parent != session}


def wait_until(is_so: Callable[[], bool], patience_s: float = 60) -> None:
    """Wait for something that must come to pass. Raises AssertionError where it does not."""
    end = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


def temporary_files(folder: Path) -> list[Path]:
    """Files that were begun and neither finished nor removed."""
    return [path for path in folder.rglob(".*") if path.is_file()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def kill_quietly(pid: int) -> None:
    """End a process, unless it has ended already."""
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
