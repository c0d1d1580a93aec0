"""Worker processes as the main process sees them: how they start, what they are at, how they end."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bookmaker.safe_path import no_modules_from_here
from bookmaker.workers import serve

#: How long an ending process may take.
GRACE_S = 3.0


@dataclass(order=True, slots=True)
class Task:
    """A call to be made. Order: the lowest `rank` goes first."""

    rank: tuple[float, int]
    function: Callable[..., Any] = field(compare=False)
    arguments: tuple[object, ...] = field(compare=False)
    future: Future[Any] = field(compare=False, default_factory=Future)
    losses: int = field(compare=False, default=0)
    """How many workers were lost over it."""


@dataclass(slots=True, eq=False)
class Worker:
    """A process, our end of its pipe, and the task that it is at."""

    process: BaseProcess
    connection: Connection
    is_ready: bool = False
    task: Task | None = None

    def end(self) -> None:
        """End it without ado: a worker that is at no task holds nothing that could be half done."""
        self.connection.close()
        self.process.kill()
        self.process.join()

    def explain_loss(self) -> tuple[str, str]:
        """Message and remedy, once it is gone."""
        code = self.process.exitcode
        if code is not None and code < 0:
            how = f"was killed by {signal.Signals(-code).name}"
        else:
            how = f"ended with exit code {code}"
        message = f"two worker processes in turn ended before their work did: the last {how}"
        return message, "the memory may have run out: give fewer processes with --jobs"


def start_worker(fonts_configuration: Path) -> Worker:
    """Start a process that says when it is ready for tasks."""
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(  # type: ignore[attr-defined]
        target=serve, args=(theirs, str(fonts_configuration)), daemon=True
    )
    with no_modules_from_here():
        process.start()
    # The worker's end must be open in the worker only, so that its death is the end of the pipe.
    theirs.close()
    return Worker(process, ours)


def load_libraries() -> None:
    """Start the server that workers are forked from: it loads their libraries for half a second.

    Whoever will need workers says so as soon as that is known, and goes on meanwhile.
    """
    if sys.platform == "win32":
        return
    _context()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    shield_from_ctrl_c()
    try:
        with no_modules_from_here():
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def shield_from_ctrl_c() -> None:
    """Ctrl-C reaches all processes of a terminal; what this thread starts inherits that it hears none.

    Source: CPython 3.11 multiprocessing: the fork server ignores it only after it has loaded its modules,
    and starting the resource tracker unblocks it in the thread that does so.
    """
    if sys.platform != "win32":
        with no_modules_from_here():
            resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a small server: threads of the caller are not in them."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bookmaker.preload"])
    return context
