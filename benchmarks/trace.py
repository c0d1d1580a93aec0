"""What the tasks of a build cost: processor time, and what would travel if workers were elsewhere.

    python -m benchmarks.trace SITE trace.json

Tasks go through the same orders and parcels as on a cluster, to processes of this machine. Times are of the
processor, so that a machine with other work gives the same ones. Only numbers are kept.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.cache import Store
from bookmaker.cluster.orders import fill_order, make_order
from bookmaker.crew import Crew
from bookmaker.model import Site


class Tracer(Crew):
    """A crew that notes what each task costs. `here_s` is what stays with the sources: rendering."""

    def __init__(self, root: Path, jobs: int):
        super().__init__(root, jobs)
        self.store = Store(root)
        self.tasks: list[dict[str, Any]] = []
        self.here_s = 0.0

    def submit(  # type: ignore[override]
        self, function: Callable[..., Any], /, *arguments: object, priority: float = 0
    ) -> Future[Any]:
        """Have it done and timed."""
        answer: Future[Any] = Future()
        if any(isinstance(argument, Site) for argument in arguments):
            timed = super().submit(time_call, function, arguments, priority=priority)
            timed.add_done_callback(lambda timed: self._note_here(timed, answer))
            return answer
        order = pickle.dumps(make_order(function, arguments, None, is_complete=False))
        timed = super().submit(time_order, order, priority=priority)
        timed.add_done_callback(lambda timed: self._note(function.__name__, len(order), timed, answer))
        return answer

    def _note_here(self, timed: Future[Any], answer: Future[Any]) -> None:
        if error := timed.exception():
            answer.set_exception(error)
            return
        value, cpu_s = timed.result()
        self.here_s += cpu_s
        answer.set_result(value)

    def _note(self, kind: str, sent: int, timed: Future[Any], answer: Future[Any]) -> None:
        if error := timed.exception():
            answer.set_exception(error)
            return
        data, cpu_s = timed.result()
        parcel = pickle.loads(data)
        for key, entry in parcel.entries.items():
            self.store.write(key, entry)
        if kind != "warm_up":
            cost = {"kind": kind, "cpu_s": round(cpu_s, 4), "sent_bytes": sent, "returned_bytes": len(data)}
            self.tasks.append(cost)
        answer.set_result(parcel.value)


def time_call(function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[Any, float]:
    """Runs in a worker. Units: seconds of the processor."""
    start = time.process_time()
    return function(*arguments), time.process_time() - start


def time_order(order: bytes) -> tuple[bytes, float]:
    """Runs in a worker. Units: seconds of the processor."""
    start = time.process_time()
    data = pickle.dumps(fill_order(pickle.loads(order)))
    return data, time.process_time() - start


def trace_build(site: Path, jobs: int) -> dict[str, Any]:
    """Make the complete edition, and return what everything cost."""
    tracers: list[Tracer] = []

    def make_tracer(root: Path, jobs: int) -> Tracer:
        tracers.append(Tracer(root, jobs))
        return tracers[0]

    with (
        tempfile.TemporaryDirectory(prefix="bookmaker-trace-") as folder,
        Workshop(jobs=jobs, cache_dir=Path(folder) / "cache", make_executor=make_tracer) as workshop,
    ):
        start = time.process_time()
        collection = collect(site)
        report = build(collection, Selection(), Arrangement(), Edition(out=Path(folder)), workshop)
        client_s = time.process_time() - start
    return {
        "posts": len(report.rendered.book.posts),
        "pages": next(artifact.pages for artifact in report.artifacts if artifact.pages),
        "client_cpu_s": round(client_s, 3),
        "render_cpu_s": round(tracers[0].here_s, 3),
        "tasks": tracers[0].tasks,
    }


def main() -> None:
    """Trace a build and write what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    trace = trace_build(arguments.site, arguments.jobs)
    arguments.target.write_text(json.dumps(trace) + "\n", "utf-8")
    kinds = sorted({task["kind"] for task in trace["tasks"]})
    for kind in kinds:
        tasks = [task for task in trace["tasks"] if task["kind"] == kind]
        seconds = sum(task["cpu_s"] for task in tasks)
        sent, returned = (sum(task[f"{way}_bytes"] for task in tasks) / 1e6 for way in ("sent", "returned"))
        print(f"{kind}: {len(tasks)} tasks, {seconds:.1f} s, {sent:.1f} MB sent, {returned:.1f} MB returned")
    print(f"client {trace['client_cpu_s']} s, rendering {trace['render_cpu_s']} s, {trace['pages']} pages")


if __name__ == "__main__":
    main()
