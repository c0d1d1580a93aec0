"""Where the work is done: the store of results, the pool of workers, and what both depend on.

Environment and machine are read here, once, so that the stages need not.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, as_completed
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

from bookmaker.cache import find_store
from bookmaker.crew import Crew
from bookmaker.errors import ExportError, RenderError
from bookmaker.fingerprint import fingerprint
from bookmaker.mishaps import is_of_one_task
from bookmaker.processes import load_libraries
from bookmaker.progress import Progress, Silence
from bookmaker.upkeep import USUAL_SIZE_BYTES, prune_after_build

T = TypeVar("T")


class TaskExecutor(Protocol):
    """A `concurrent.futures.Executor` whose `submit` takes a priority: the highest goes first."""

    def submit(self, function: Callable[..., Any], /, *arguments: object, priority: float = 0) -> Future[Any]:
        """Have a task done."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Finish what is begun, or without `wait` give it up."""


#: Makes what the work is handed to, of the store's root and the number of processes. Raises: OSError.
ExecutorFactory = Callable[[Path, int], TaskExecutor]


class Workshop:
    """A store and a pool of worker processes; a context manager.

    `expects_work` says that there will be something to do; of an empty store that is known.
    `cache_dir` None takes the user's cache folder; `keep` False works in a folder that vanishes. After a
    build that made something the cache is pruned to `cache_size_bytes`, save for what builds may be using.
    `make_executor` says who works: processes of this machine, or others.
    """

    def __init__(
        self,
        *,
        jobs: int | None = None,
        cache_dir: Path | None = None,
        cache_size_bytes: int | None = None,
        keep: bool = True,
        progress: Progress | None = None,
        make_executor: ExecutorFactory = Crew,
        expects_work: bool = False,
    ):
        self.jobs = jobs or os.cpu_count() or 1
        self.progress = progress or Silence()
        self._temporary = None if keep else Path(tempfile.mkdtemp(prefix="bookmaker-"))
        self.store = find_store(self._temporary or cache_dir)
        self._cache_size_bytes = USUAL_SIZE_BYTES if cache_size_bytes is None else cache_size_bytes
        self._begun_at = time.time()
        self._make_executor = make_executor
        self._executor: TaskExecutor | None = None
        self._begun: dict[str, Future[Any]] = {}
        self._made_ready: set[Callable[..., object]] = set()
        self.done: set[tuple[str, str]] = set()
        """Names of the tasks that were handed out, and the ids of whom they are about."""
        self._is_fresh = not self.store.root.exists() or self._temporary is not None
        self.expects_work = expects_work or self._is_fresh

    def __enter__(self) -> Workshop:
        if self.expects_work:
            # The workers' libraries load while the collector reads.
            load_libraries()
        if self._is_fresh:
            # Whether results can be kept is known before anything is read.
            self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=error is None, cancel_futures=True)
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
        elif self._executor and error is None:
            prune_after_build(self.store, self._cache_size_bytes, self._begun_at)
        if isinstance(error, BrokenExecutor):
            raise RenderError(
                "a worker process ended before its work did",
                "the memory may have run out: give fewer processes with --jobs",
            ) from error

    @property
    def has_hands_here(self) -> bool:
        """Whether what does the work sees this machine's files, and does not do one task at a time."""
        is_crew = isinstance(self._make_executor, type) and issubclass(self._make_executor, Crew)
        return is_crew and self.jobs > 1

    def make_ready(self, task: Callable[..., object], *arguments: object) -> None:
        """Where work is expected, have workers that are free do once what makes them ready for it."""
        if self.expects_work and task not in self._made_ready:
            self._made_ready.add(task)
            executor = self._executor or self.start()
            for _ in range(self.jobs):
                executor.submit(task, *arguments, priority=-math.inf)

    def start(self) -> TaskExecutor:
        """Start what does the work. A build that finds all it needs in the store never does."""
        try:
            self._executor = self._make_executor(self.store.root, self.jobs)
        except OSError as error:
            raise ExportError(
                f"cannot keep results in {self.store.root}: {error.strerror or error}",
                "choose another --cache-dir, or give --no-cache",
            ) from error
        return self._executor

    @property
    def fingerprint(self) -> str:
        """Of all that pages depend on besides their content: libraries, fonts, our own code."""
        return fingerprint()

    @property
    def chapters_fingerprint(self) -> str:
        """The same of rendered chapters: no fonts, no styles."""
        return fingerprint("chapters")

    @property
    def pictures_fingerprint(self) -> str:
        """The same of prepared pictures, save for drawings, which are laid out as pages are."""
        return fingerprint("pictures")

    def be_careful(self) -> None:
        """Look at each entry of the store before it counts, and take nothing for done that was begun."""
        self.store = self.store.careful()
        self._begun.clear()

    def forget(self) -> None:
        """What was handed out was for one build: the next asks anew."""
        self.done.clear()
        self._begun.clear()

    def submit(
        self,
        task: Callable[..., T],
        *arguments: object,
        recall: Callable[..., T | None] | None = None,
        priority: float = 0,
        once: str = "",
    ) -> Future[T]:
        """Hand a task to a worker, unless `recall` finds its result, with the same arguments, here.

        Tasks with the same text in `once` are one task, whoever asks for it.
        """
        if once in self._begun:
            return self._begun[once]
        kept = recall(*arguments) if recall else None
        if kept is None:
            about = arguments[0] if arguments else None
            self.done.add((task.__name__, str(getattr(about, "id", ""))))
            future = (self._executor or self.start()).submit(task, *arguments, priority=priority)
        else:
            future = Future()
            future.set_result(kept)
        if once:
            self._begun[once] = future
        return future

    def run_all(
        self,
        stage: str,
        task: Callable[..., T],
        jobs: Iterable[tuple[object, ...]],
        recall: Callable[..., T | None] | None = None,
        instead: Callable[..., T] | None = None,
    ) -> list[T]:
        """Run a task for each tuple of arguments. Order: the jobs'. Raises what a task raises.

        `instead` gives the result, of the error and the same arguments, where the task could not be done.
        """
        jobs = list(jobs)
        futures = [self.submit(task, *arguments, recall=recall) for arguments in jobs]
        self.progress.expect(stage, len(futures))
        for _ in as_completed(futures):
            self.progress.advance(stage)
        return [_settle(future, instead, arguments) for future, arguments in zip(futures, jobs, strict=True)]


def _settle(future: Future[T], instead: Callable[..., T] | None, arguments: tuple[object, ...]) -> T:
    try:
        return future.result()
    except Exception as error:
        if instead is None or not is_of_one_task(error):
            raise
        return instead(error, *arguments)
