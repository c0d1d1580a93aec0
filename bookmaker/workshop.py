"""Where the work is done: the store of results, the pool of workers, and what both depend on.

Environment and machine are read here, once, so that the stages need not.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import platformdirs

from bookmaker.cache import Store
from bookmaker.errors import ExportError, RenderError
from bookmaker.fingerprint import fingerprint
from bookmaker.progress import Progress, Silence
from bookmaker.workers import local_executor

T = TypeVar("T")
#: Makes what the work is handed to, of the store's root and the number of processes. Raises: OSError.
ExecutorFactory = Callable[[Path, int], Executor]


class Workshop:
    """A store and a pool of worker processes; a context manager.

    `cache_dir` None takes the user's cache folder; `keep` False works in a folder that vanishes.
    `make_executor` says who works: processes of this machine, or whatever else is an `Executor`.
    """

    def __init__(
        self,
        *,
        jobs: int | None = None,
        cache_dir: Path | None = None,
        keep: bool = True,
        progress: Progress | None = None,
        make_executor: ExecutorFactory = local_executor,
    ):
        self.jobs = jobs or os.cpu_count() or 1
        self.progress = progress or Silence()
        self._temporary = None if keep else Path(tempfile.mkdtemp(prefix="bookmaker-"))
        root = self._temporary or cache_dir or Path(platformdirs.user_cache_dir("bookmaker"))
        # Absolute, because fontconfig in the workers is told a path in it.
        self.store = Store(root.resolve())
        self._make_executor = make_executor
        self._executor: Executor | None = None
        self._is_fresh = not self.store.root.exists() or self._temporary is not None

    def __enter__(self) -> Workshop:
        if self._is_fresh:
            # There will be work: let the workers load their libraries while the collector reads.
            self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
        if isinstance(error, BrokenExecutor):
            raise RenderError(
                "a worker process ended before its work did",
                "the memory may have run out: give fewer processes with --jobs",
            ) from error

    def start(self) -> None:
        """Start the workers. A build that finds all it needs in the store never does."""
        try:
            self._executor = self._make_executor(self.store.root, self.jobs)
        except OSError as error:
            raise ExportError(
                f"cannot keep results in {self.store.root}: {error.strerror or error}",
                "choose another --cache-dir, or give --no-cache",
            ) from error

    @property
    def fingerprint(self) -> str:
        """Of all that pages depend on besides their content: libraries, fonts, our own code."""
        return fingerprint()

    def submit(
        self, task: Callable[..., T], *arguments: object, recall: Callable[..., T | None] | None = None
    ) -> Future[T]:
        """Hand a task to a worker, unless `recall` finds its result, with the same arguments, here."""
        kept = recall(*arguments) if recall else None
        if kept is not None:
            future: Future[T] = Future()
            future.set_result(kept)
            return future
        if self._executor is None:
            self.start()
        assert self._executor is not None
        return self._executor.submit(task, *arguments)

    def run_all(
        self,
        stage: str,
        task: Callable[..., T],
        jobs: Iterable[tuple[object, ...]],
        recall: Callable[..., T | None] | None = None,
    ) -> list[T]:
        """Run a task for each tuple of arguments. Order: the jobs'. Raises what a task raises."""
        futures = [self.submit(task, *arguments, recall=recall) for arguments in jobs]
        self.progress.expect(stage, len(futures))
        for _ in as_completed(futures):
            self.progress.advance(stage)
        return [future.result() for future in futures]
