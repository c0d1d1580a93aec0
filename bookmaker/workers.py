"""Worker processes on this machine, behind `concurrent.futures.Executor`."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import signal
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

from bookmaker.cache import write_atomically
from bookmaker.fonts import fonts_configuration


def local_executor(root: Path, jobs: int) -> Executor:
    """Start `jobs` worker processes that work with the store below `root`. Raises: OSError."""
    configuration = root / "fonts.conf"
    write_atomically(configuration, fonts_configuration(root / "fontconfig").encode())
    executor = ProcessPoolExecutor(
        jobs,
        mp_context=_context(),
        initializer=start_worker,
        initargs=(str(configuration),),
    )
    for _ in range(jobs):
        executor.submit(warm_up)
    return executor


def start_worker(fonts_configuration_path: str) -> None:
    """Make a fresh process ready for tasks."""
    # Ctrl-C is for the main process, which tells the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Workers share the standard output of `--json`, and WeasyPrint 70 prints where it finds no Pango.
    sys.stdout = io.StringIO()
    # fontconfig reads it once, at its first use in the process.
    os.environ["FONTCONFIG_FILE"] = fonts_configuration_path
    gc.freeze()


def warm_up() -> None:
    """Set one word, so that fonts are found before the first chapter asks for them."""
    from bookmaker.typesetting import lay_out

    lay_out("<html><body>a</body></html>", ())


def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a small server: threads of the caller are not in them."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bookmaker.preload"])
    return context
