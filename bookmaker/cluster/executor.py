"""A Dask cluster as the executor of a workshop.

Chapters are rendered by processes of this machine, where the site's files are: that is a twenty-fifth of the
work. Pictures and pages are made by the cluster.
"""

from __future__ import annotations

import heapq
import itertools
import pickle
import queue
import secrets
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import distributed

from bookmaker.cache import Store, write_atomically
from bookmaker.cluster.orders import Parcel, make_order
from bookmaker.cluster.station import work
from bookmaker.crew import Crew
from bookmaker.errors import ConfigError, RenderError, WorkerLostError
from bookmaker.fingerprint import versions
from bookmaker.model import Site
from bookmaker.processes import Task
from bookmaker.safe_path import no_modules_from_here

_CONNECTING_S = 20
#: Orders that are under way for each thread of the cluster: one at work, one that waits beside it.
_ORDERS_A_THREAD = 2


class Cluster:
    """Workers elsewhere, and a crew here for what needs the site's files.

    `is_shared` says whether the workers see the store; None asks them.
    """

    def __init__(self, root: Path, jobs: int, client: distributed.Client, is_shared: bool | None = None):
        self._client = client
        self._executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self._store = Store(root)
        self._here = Crew(root, jobs)
        _check_workers(client)
        is_shared = _sees_all(client, root) if is_shared is None else is_shared
        self._shared_root = root if is_shared else None
        self._events: queue.SimpleQueue[tuple[Task, Future[bytes] | None] | None] = queue.SimpleQueue()
        self._queue: list[Task] = []
        self._numbers = itertools.count()
        self._under_way: dict[int, Future[bytes]] = {}
        self._thread = threading.Thread(target=self._run, name="cluster", daemon=True)
        self._thread.start()

    def submit(self, function: Callable[..., Any], /, *arguments: object, priority: float = 0) -> Future[Any]:
        """Have a task done; the highest priority first. The future raises WorkerLostError where several
        workers in turn were lost over the task."""
        if any(isinstance(argument, Site) for argument in arguments):
            return self._here.submit(function, *arguments, priority=priority)
        task = Task((-priority, next(self._numbers)), function, arguments)
        self._events.put((task, None))
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the work here; the cluster goes on for others."""
        self._here.shutdown(wait, cancel_futures=cancel_futures)
        self._events.put(None)
        self._thread.join()
        self._executor.shutdown(wait=wait)
        self._client.close()  # type: ignore[no-untyped-call]

    def _run(self) -> None:
        """The cluster's thread: all but the events is its own."""
        while event := self._events.get():
            task, answer = event
            if answer is None:
                heapq.heappush(self._queue, task)
            else:
                del self._under_way[id(task)]
                self._settle(task, answer)
            while self._queue and len(self._under_way) < self._width():
                self._send(heapq.heappop(self._queue))
        for task in self._queue:
            task.future.cancel()

    def _width(self) -> int:
        threads = self._client.scheduler_info(n_workers=1)["total_threads"]
        return _ORDERS_A_THREAD * max(1, int(threads))

    def _send(self, task: Task, *, is_complete: bool = False) -> None:
        if not is_complete and not task.future.set_running_or_notify_cancel():
            return
        try:
            order = make_order(task.function, task.arguments, self._shared_root, is_complete=is_complete)
            data = pickle.dumps(order)
        except Exception as error:
            task.future.set_exception(error)
            return
        with warnings.catch_warnings():
            # A large picture makes a large message, and there is no better way for it to go.
            warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
            answer = self._executor.submit(work, data)
        self._under_way[id(task)] = answer
        answer.add_done_callback(lambda answer: self._events.put((task, answer)))

    def _settle(self, task: Task, answer: Future[bytes]) -> None:
        """Put what came back into the store, and give the value to who waits for it."""
        try:
            parcel: Parcel = pickle.loads(answer.result())
            for key, data in parcel.entries.items():
                self._store.write(key, data)
        except CancelledError:
            task.future.set_exception(
                RenderError("the cluster's scheduler has gone", "start it, and build again")
            )
        except distributed.scheduler.KilledWorker as error:
            task.future.set_exception(
                WorkerLostError(str(error), "the workers' memory may have run out: give them more")
            )
        except Exception as error:
            task.future.set_exception(error)
        else:
            if all(self._store.has(key) for key in parcel.omitted):
                task.future.set_result(parcel.value)
            else:
                # What was sent before was lost on the way.
                self._send(task, is_complete=True)


def connect(address: str, *, is_shared: bool | None = None) -> Callable[[Path, int], Cluster]:
    """What makes a `Cluster` of the scheduler at an address."""

    def make(root: Path, jobs: int) -> Cluster:
        return Cluster(root, jobs, _client(address), is_shared)

    return make


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Run a cluster of so many one-threaded workers on this machine. Gives the scheduler's address."""
    # As long as it runs it may start another process.
    with (
        no_modules_from_here(),
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs="ERROR"
        ) as cluster,
    ):
        yield cluster.scheduler_address


def _client(address: str) -> distributed.Client:
    try:
        return distributed.Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECTING_S, set_as_default=False, name="bookmaker"
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(
            f"no Dask scheduler answers at {address}",
            "start one with `dask scheduler`, and give the address that it prints",
        ) from error


def _check_workers(client: distributed.Client) -> None:
    """Wait for a worker, and see that all have this program. Raises: ConfigError."""
    try:
        client.wait_for_workers(1, timeout=_CONNECTING_S)
    except TimeoutError as error:
        raise ConfigError(
            "the cluster has no workers", "start some with `dask worker`, and the scheduler's address"
        ) from error

    # A function that is defined here travels as it is: a worker without this program can run it, too.
    def find_program() -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("bookmaker")
        except PackageNotFoundError:
            return ""

    lacking = [address for address, found in client.run(find_program).items() if not found]
    if lacking:
        wanted = versions()["bookmaker"]
        raise ConfigError(
            f"bookmaker is not installed where the worker at {lacking[0]} runs",
            f"install version {wanted} there: pip install 'bookmaker[dask]'",
        )


def _sees_all(client: distributed.Client, root: Path) -> bool:
    """Whether every worker sees the store: a word is written into it, and each is asked for it."""
    mark, word = root / f"mark-{secrets.token_hex(8)}", secrets.token_bytes(16)

    def look(path: str) -> bytes:
        from pathlib import Path

        return Path(path).read_bytes() if Path(path).is_file() else b""

    write_atomically(mark, word)
    try:
        return all(found == word for found in client.run(look, str(mark)).values())
    finally:
        mark.unlink()
