"""Books made on a Dask cluster: the same bytes, with a shared cache or without, and when a worker is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bookmaker import Arrangement, BookReport, Edition, Selection, Workshop, build, collect
from bookmaker.cluster import executor
from bookmaker.cluster.executor import connect
from bookmaker.errors import ConfigError
from bookmaker.exporters.pdf.furniture import furniture_job
from bookmaker.exporters.pdf.layout import lay_out_section
from bookmaker.fingerprint import versions
from bookmaker.progress import Silence
from tests.building import Built, Shelf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it kills groups of processes")
_DASK = (sys.executable, "-m", "dask")
_PATIENCE_S = 60


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Dask's own commands, in a process group of its own."""
    with (folder / "dask.log").open("ab") as log:
        process = subprocess.Popen(
            [*_DASK, *words, "--no-dashboard"], cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, its nanny or worker, and what these have started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers, started as people start them. Gives the address and the workers."""
    note = folder / "scheduler.json"
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(note))
    with ExitStack() as stack:
        stack.enter_context(running(folder, *words))
        deadline = time.monotonic() + _PATIENCE_S
        while not note.exists() or not note.read_text("utf-8").endswith("}"):
            assert time.monotonic() < deadline, (folder / "dask.log").read_text("utf-8")
            time.sleep(0.05)
        address = json.loads(note.read_text("utf-8"))["address"]
        started = [
            stack.enter_context(running(folder, "worker", address, "--nthreads", "1")) for _ in range(workers)
        ]
        yield address, started


class Killer(Silence):
    """Kills a worker when some chapters have been laid out."""

    def __init__(self, victim: subprocess.Popen[bytes]):
        self.victim = victim
        self.laid_out = 0

    def advance(self, stage: str) -> None:
        """Count, and kill."""
        self.laid_out += stage == "layout"
        if self.laid_out == 2 and self.victim.poll() is None:
            kill(self.victim)


def make(site: Path, workshop: Workshop, out: Path, selection: Selection, parts: str = "none") -> BookReport:
    arrangement = Arrangement(parts=parts)  # type: ignore[arg-type]
    return build(collect(site), selection, arrangement, Edition(out=out), workshop)


def hashes(report: BookReport) -> list[str]:
    return [artifact.sha256 for artifact in report.artifacts]


@pytest.mark.slow
def test_losing_one_of_three_workers_costs_no_chapter_and_changes_no_byte(
    examples: Built, project: Path, tmp_path: Path
) -> None:
    """Nothing is shared: what workers make comes back with their answers."""
    with (
        cluster(tmp_path, 3) as (address, workers),
        Workshop(
            jobs=1,
            cache_dir=tmp_path / "cache",
            progress=(killer := Killer(workers[0])),
            make_executor=connect(address, is_shared=False),
        ) as workshop,
    ):
        report = make(project / "examples", workshop, tmp_path / "out", Selection(), "year")
    assert killer.victim.poll() is not None
    assert killer.laid_out > 10
    assert hashes(report) == hashes(examples.report)


@pytest.mark.slow
def test_workers_that_see_the_cache_use_it_and_workers_that_differ_are_refused(
    shelf: Shelf, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, selection, root = project / "examples", Selection(limit=2), tmp_path / "cache"
    alone = shelf.book("two", site, selection)
    with cluster(tmp_path, 1) as (address, _):
        with Workshop(jobs=1, cache_dir=root, make_executor=connect(address)) as workshop:
            report = make(site, workshop, tmp_path / "out", selection)
        assert hashes(report) == hashes(alone.report)
        monkeypatch.setattr("bookmaker.cluster.orders.versions", lambda: {**versions(), "weasyprint": "1.0"})
        with Workshop(jobs=1, cache_dir=root, make_executor=connect(address)) as workshop:
            job = replace(furniture_job(("A head",), "en", (), ""), anchors=())
            with pytest.raises(ConfigError, match=r"differs.*weasyprint \(70\.\S+ there, 1\.0 here\)"):
                workshop.submit(lay_out_section, job, workshop.store).result()


def test_a_cluster_that_is_not_there_is_an_error_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "_CONNECTING_S", 0.5)
    with pytest.raises(ConfigError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9") as caught:
        Workshop(cache_dir=tmp_path, make_executor=connect("tcp://127.0.0.1:9")).start()
    assert "dask scheduler" in caught.value.hint
