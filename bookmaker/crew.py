"""Worker processes of this machine as an `Executor` that outlives the loss of a worker.

Each worker has a pipe of its own, and no lock is shared: who is killed, at whatever moment, takes along no
one else's task. (`ProcessPoolExecutor` gives up all its tasks when one worker ends; pools with a shared queue
can wait for a lock that a killed worker held.)
"""

from __future__ import annotations

import heapq
import itertools
import math
import multiprocessing
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from bookmaker.cache import make_key, write_atomically
from bookmaker.errors import WorkerLostError
from bookmaker.fonts import fonts_configuration
from bookmaker.processes import GRACE_S, Task, Worker, shield_from_ctrl_c, start_worker

#: A worker larger than this after a task is renewed: what libraries keep is given back. Units: bytes.
LARGEST_WORKER_BYTES = 300_000_000
_MOST_LOSSES = 2
#: Where a task stands that was begun already.
_FIRST = (-math.inf, -1)
_MOST_FALSE_STARTS = 3


class Crew(Executor):
    """Up to `jobs` processes, started as tasks come. The store lies below `root`. Raises: OSError."""

    def __init__(self, root: Path, jobs: int, largest_worker_bytes: int = LARGEST_WORKER_BYTES):
        fonts = fonts_configuration(root / "fontconfig").encode()
        # Named by what it says: another installation, with other fonts, may use the same cache.
        self._configuration = root / f"{make_key('fonts', fonts)}.conf"
        write_atomically(self._configuration, fonts)
        self._jobs = jobs
        self._largest_worker_bytes = largest_worker_bytes
        self._lock = threading.Lock()
        self._queue: list[Task] = []
        self._numbers = itertools.count()
        self._ears, self._bell = multiprocessing.Pipe(duplex=False)
        self._is_rung = False
        self._is_closed = False
        self._is_hurried = False
        self._workers: list[Worker] = []
        self._false_starts = 0
        self._thread = threading.Thread(target=self._run, name="crew", daemon=True)
        self._thread.start()

    def submit(  # type: ignore[override]
        self, function: Callable[..., Any], /, *arguments: object, priority: float = 0
    ) -> Future[Any]:
        """Have a task done; the highest priority first. The future raises WorkerLostError
        where two workers in turn were lost over the task."""
        task = Task((-priority, next(self._numbers)), function, arguments)
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the crew has been dismissed")
            heapq.heappush(self._queue, task)
        self._ring()
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Dismiss the workers: after their work, or without `wait` at once, wherever they are in it."""
        with self._lock:
            self._is_closed = True
            self._is_hurried = self._is_hurried or not wait
            given_up = self._queue if cancel_futures or not wait else []
            self._queue = [] if given_up else self._queue
        for task in given_up:
            task.future.cancel()
        self._ring()
        self._thread.join()

    def _ring(self) -> None:
        with self._lock:
            if not self._is_rung:
                self._is_rung = True
                self._bell.send_bytes(b"!")

    def _run(self) -> None:
        """The crew's thread: all but the queue is its own."""
        shield_from_ctrl_c()
        try:
            while self._hand_out():
                for source in wait([self._ears, *(worker.connection for worker in self._workers)]):
                    if source is self._ears:
                        self._ears.recv_bytes()
                        with self._lock:
                            self._is_rung = False
                    else:
                        self._hear(next(w for w in self._workers if w.connection is source))
        finally:
            self._dismiss()

    def _hand_out(self) -> bool:
        """Give tasks to who is free, and start whom it takes. Returns whether there is more to come."""
        while True:
            with self._lock:
                if self._is_hurried:
                    return False
                free = [worker for worker in self._workers if worker.is_ready and not worker.task]
                coming = sum(not worker.is_ready for worker in self._workers)
                task = heapq.heappop(self._queue) if self._queue and free else None
                wanted = len(self._queue) - len(free) - coming
                is_over = self._is_closed and not self._queue and not any(w.task for w in self._workers)
            if task:
                self._give(free[0], task)
            elif wanted > 0 and len(self._workers) < self._jobs:
                self._workers.append(start_worker(self._configuration))
            else:
                return not is_over

    def _give(self, worker: Worker, task: Task) -> None:
        if not task.losses and not task.future.set_running_or_notify_cancel():
            return
        try:
            message = pickle.dumps((task.function, task.arguments))
        except Exception as error:
            task.future.set_exception(error)
            return
        worker.task = task
        try:
            worker.connection.send_bytes(message)
        except OSError:
            self._lose(worker)

    def _hear(self, worker: Worker) -> None:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._lose(worker)
            return
        if not worker.is_ready:
            worker.is_ready = True
            self._false_starts = 0
            return
        task, worker.task = worker.task, None
        assert task is not None
        try:
            value, error, memory_bytes = pickle.loads(message)
        except Exception as unreadable:
            value, error, memory_bytes = None, unreadable, 0
        if memory_bytes > self._largest_worker_bytes:
            self._let_go(worker)
        if error is None:
            task.future.set_result(value)
        else:
            task.future.set_exception(error)

    def _lose(self, worker: Worker) -> None:
        """A worker has ended: its task goes to another, once."""
        worker.process.join(GRACE_S)
        self._let_go(worker)
        task = worker.task
        if not worker.is_ready:
            self._false_starts += 1
            if self._false_starts >= _MOST_FALSE_STARTS * self._jobs:
                self._give_up(BrokenExecutor("worker processes end before they are ready"))
        if task is None:
            return
        task.losses += 1
        if task.losses >= _MOST_LOSSES:
            task.future.set_exception(WorkerLostError(*worker.explain_loss()))
            return
        task.rank = _FIRST
        with self._lock:
            heapq.heappush(self._queue, task)

    def _give_up(self, error: Exception) -> None:
        with self._lock:
            self._is_closed = True
            given_up, self._queue = self._queue, []
        for task in given_up:
            if task.losses or task.future.set_running_or_notify_cancel():
                task.future.set_exception(error)

    def _let_go(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _dismiss(self) -> None:
        busy = [worker for worker in self._workers if worker.task]
        for worker in busy:
            worker.process.terminate()
        for worker in busy:
            worker.process.join(GRACE_S)
            assert worker.task is not None
            worker.task.future.set_exception(BrokenExecutor("the work was given up"))
        for worker in list(self._workers):
            self._let_go(worker)
        self._give_up(BrokenExecutor("the work was given up"))
