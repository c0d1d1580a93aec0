"""A build that is stopped leaves no process and no half file; one that is killed, no process."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from benchmarks.processes import processes_of, start_build, temporary_files, wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")


@pytest.mark.parametrize(
    ("signals", "status"),
    [
        pytest.param({"group": signal.SIGINT}, 130, id="ctrl-c"),
        pytest.param({"main": signal.SIGTERM}, 143, id="terminated"),
        pytest.param({"group": signal.SIGTERM}, 143, id="all terminated"),
        pytest.param({"main": signal.SIGKILL}, -9, id="killed"),
    ],
)
def test_a_stopped_build_leaves_no_process_and_no_half_file(
    project: Path, tmp_path: Path, signals: dict[str, signal.Signals], status: int
) -> None:
    build = start_build(project / "examples", tmp_path, "--all", "--jobs", "2")
    cache = tmp_path / "cache"
    wait_until(lambda: len([path for path in cache.glob("entries/*/??/*") if path.is_file()]) > 5)
    if "group" in signals:
        os.killpg(build.pid, signals["group"])
    else:
        build.send_signal(signals["main"])
    _, said = build.communicate(timeout=60)
    assert build.returncode == status
    assert said.split() == ([] if status < 0 else ["stopped"])
    wait_until(lambda: not processes_of(build.pid), patience_s=10)
    assert temporary_files(tmp_path) == []
