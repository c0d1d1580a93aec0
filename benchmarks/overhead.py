"""What Dask's scheduler and a client spend on a task, and on each megabyte that travels with it.

    python -m benchmarks.overhead

A scheduler, a worker and this client run as processes of their own; tasks do nothing. Times are of the
processor, of each process, so that a machine with other work gives the same ones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from distributed import Client

_DASK = (sys.executable, "-m", "dask")
_PAYLOAD_BYTES = 500_000


def echo(data: bytes) -> bytes:
    """A task that does nothing."""
    return data


@contextmanager
def _running(folder: str, *words: str) -> Iterator[psutil.Process]:
    with subprocess.Popen(
        [*_DASK, *words, "--no-dashboard"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def _cost(client: Client, processes: list[psutil.Process], count: int, size: int) -> list[float]:
    """Seconds that each process spends on a task of so many bytes there and back."""
    payloads = [number.to_bytes(8, "big") + bytes(size) for number in range(count)]
    before = [sum(process.cpu_times()[:2]) for process in processes]
    executor = client.get_executor(pure=False)
    futures = [executor.submit(echo, payload) for payload in payloads]
    for future in futures:
        future.result()
    after = [sum(process.cpu_times()[:2]) for process in processes]
    return [(end - start) / count for start, end in zip(before, after, strict=True)]


def measure_overhead(tasks: int) -> dict[str, float]:
    """Units: milliseconds a task, and milliseconds a megabyte that goes there and back."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        note = Path(folder) / "scheduler.json"
        words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(note))
        scheduler = stack.enter_context(_running(folder, *words))
        while not note.exists():
            time.sleep(0.1)
        address = json.loads(note.read_text("utf-8"))["address"]
        stack.enter_context(_running(folder, "worker", address, "--nthreads", "2", "--no-nanny"))
        client = stack.enter_context(Client(address, set_as_default=False))
        client.wait_for_workers(1)
        processes = [scheduler, psutil.Process()]
        _cost(client, processes, 100, 10)
        plain = _cost(client, processes, tasks, 10)
        loaded = _cost(client, processes, tasks // 10, _PAYLOAD_BYTES)
    megabytes = _PAYLOAD_BYTES / 1e6
    names = ("scheduler", "client")
    return {
        **{f"{name}_ms": round(cost * 1000, 3) for name, cost in zip(names, plain, strict=True)},
        **{
            f"{name}_ms_per_mb": round((heavy - light) / megabytes * 1000, 3)
            for name, light, heavy in zip(names, plain, loaded, strict=True)
        },
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=2000)
    print(json.dumps(measure_overhead(parser.parse_args().tasks)))


if __name__ == "__main__":
    main()
