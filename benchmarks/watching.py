"""What an edit costs while the command watches: from the saved post to both files, with all loaded."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks.measure import Cost

_READY = "watching"
#: Workers get ready after the first build, too.
_CALM_S = 2.1


def measure_watched(
    command: list[str], change: Callable[[int], None], rounds: int, outputs: list[Path]
) -> list[Cost]:
    """Watch, change something so many times, and wait for the books each time."""
    process = subprocess.Popen(
        [*command, "--watch"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait(process)
        costs = []
        for number in range(rounds):
            time.sleep(_CALM_S)
            before_s, start = _cpu_s(process.pid), time.perf_counter()
            change(number)
            _wait(process)
            wall_s = time.perf_counter() - start
            sizes = [one.memory_info().rss for one in _family(process.pid)]
            costs.append(
                Cost(
                    wall_s=round(wall_s, 3),
                    cpu_s=round(_cpu_s(process.pid) - before_s, 3),
                    largest_process_bytes=max(sizes),
                    all_processes_bytes=sum(sizes),
                    output_bytes=sum(path.stat().st_size for path in outputs),
                )
            )
        return costs
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[str]) -> None:
    """Until it says that it waits. Raises: RuntimeError where it ends instead."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        if line.startswith(_READY):
            return
        said.append(line)
    raise RuntimeError("".join(said)[-1000:])


def _family(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _cpu_s(pid: int) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in _family(pid))
