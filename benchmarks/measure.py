"""Runs a command and says what it cost: wall time, processor time, memory, and what it made."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

_SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Units: seconds; bytes. Memory is the resident set, of one process and of all together."""

    wall_s: float
    cpu_s: float
    largest_process_bytes: int
    all_processes_bytes: int
    output_bytes: int


def measure(command: list[str], cwd: Path, outputs: list[Path]) -> Cost:
    """Run a command to its end. Raises: CalledProcessError, with what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watcher = _Watcher(process.pid)
    watcher.start()
    printed, _ = process.communicate()
    wall_s = time.perf_counter() - start
    watcher.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Cost(
        wall_s=round(wall_s, 3),
        cpu_s=round(watcher.cpu_s, 3),
        largest_process_bytes=watcher.largest,
        all_processes_bytes=watcher.together,
        output_bytes=sum(path.stat().st_size for path in outputs if path.exists()),
    )


class _Watcher(threading.Thread):
    """Samples memory and processor time of a process and its descendants.

    Workers that a server forks are nobody's waited-for children: their time is known only while they live.
    """

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.largest = self.together = 0
        self._cpu_s: dict[int, float] = {}
        self._root = psutil.Process(pid)
        self._done = threading.Event()

    def run(self) -> None:
        """Sample until told to stop."""
        while not self._done.wait(_SAMPLE_S):
            sizes = [0]
            try:
                for process in [self._root, *self._root.children(recursive=True)]:
                    sizes.append(process.memory_info().rss)
                    times = process.cpu_times()
                    self._cpu_s[process.pid] = times.user + times.system
            except psutil.Error:
                pass
            self.largest = max(self.largest, *sizes)
            self.together = max(self.together, sum(sizes))

    @property
    def cpu_s(self) -> float:
        """Seconds of all processes seen, to the last sample."""
        return sum(self._cpu_s.values())

    def stop(self) -> None:
        """End sampling."""
        self._done.set()
        self.join()
