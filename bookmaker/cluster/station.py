"""What runs in a Dask worker: it hands orders to a crew of processes of its own.

WeasyPrint cannot be used by several threads of a process, and a Dask worker has as many threads as its
machine has processors. So each worker keeps a crew as large as that.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from pathlib import Path

from distributed import get_worker

from bookmaker.cluster.orders import fill_order
from bookmaker.crew import Crew

_lock = threading.Lock()
_crews: list[Crew] = []


def work(order: bytes) -> bytes:
    """Fill a pickled order, and return the pickled parcel. Runs in a thread of the worker."""
    return _crew().submit(fill_pickled, order).result()  # type: ignore[no-any-return]


def fill_pickled(order: bytes) -> bytes:
    """Fill an order, in a process of the crew."""
    return pickle.dumps(fill_order(pickle.loads(order)))


def _crew() -> Crew:
    with _lock:
        if not _crews:
            worker = get_worker()
            # Dask starts its workers as daemons, which may have no children lest these outlive them; a
            # crew's processes watch their parent and end with it. Source: distributed, issue 2142.
            multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
            _crews.append(Crew(Path(worker.local_directory) / "bookmaker", worker.state.nthreads))
        return _crews[0]
