"""A large attachment is held once, however many messages carry it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_messages_with_five_megabytes_need_the_memory_of_one(project: Path) -> None:
    # From a process of its own: the memory of a program is never less than that of who has started it.
    words = [
        "-m",
        "benchmarks.delivery.throughput",
        "--messages",
        "30",
        "--connections",
        "8",
        "--server",
        "bare",
    ]
    done = subprocess.run(
        [sys.executable, *words], cwd=project, capture_output=True, text=True, check=True, timeout=120
    )
    _, connections, *_, memory_mb = [
        cell.strip() for cell in done.stdout.splitlines()[-1].strip("|").split("|")
    ]
    assert connections == "8"
    assert 30 < float(memory_mb) < 300
