"""How long ten thousand blogs take on 10, 100 and 1,000 machines: a simulation fed with measured times.

    python -m benchmarks.simulate trace.json --overhead overhead.json

Each blog is the traced one. Its build runs in a process on one of the cluster's front machines. It reads and
renders there, hands out pictures, then sections, then the front matter, and assembles at last. Each task
passes the scheduler, which does one thing at a time, goes to the worker that is free first, and its result
comes back. All bytes pass the scheduler too, as they do between a client and workers of Dask.

What is left out: failures, the start of workers, and machines that differ from one another.
"""

from __future__ import annotations

import argparse
import heapq
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.chart import draw_chart

#: One in so many machines runs the builds, beside the scheduler; the others work.
_MACHINES_A_FRONT = 10
#: Builds that are under way for each machine: more make no worker busier, and each takes 120 MB.
_BUILDS_A_MACHINE = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """Tasks that are handed out together. Units: seconds and bytes, of each."""

    seconds: tuple[float, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """What a build asks of its own machine, before and after, and of the cluster in between."""

    opening_s: float
    closing_s: float
    stages: tuple[Stage, ...]

    @property
    def work_s(self) -> float:
        """All processor time of one build."""
        return self.opening_s + self.closing_s + sum(sum(stage.seconds) for stage in self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What machines and their network are like. Units: seconds, seconds a byte."""

    processors: int
    task_s: float
    byte_s: float
    """Of the scheduler, there and back: the slower of its processor and its network."""


def simulate(blogs: int, machines: int, blog: Blog, machine: Machine) -> float:
    """Seconds until the last of so many blogs is done on a cluster with one scheduler."""
    front = max(1, machines // _MACHINES_A_FRONT)
    workers = [0.0] * (max(1, machines - front) * machine.processors)
    builders = [0.0] * (front * machine.processors)
    scheduler = 0.0
    waiting = blogs - min(blogs, _BUILDS_A_MACHINE * machines)
    # An event: when a build is ready for its next stage. Order: in time, then the build that began first.
    events = [(0.0, number, 0) for number in range(blogs - waiting)]
    last = 0.0
    while events:
        now, number, stage = heapq.heappop(events)
        if stage in (0, len(blog.stages) + 1):
            start = max(now, heapq.heappop(builders))
            end = start + (blog.closing_s if stage else blog.opening_s)
            heapq.heappush(builders, end)
        else:
            end = now
            for seconds, size in zip(
                blog.stages[stage - 1].seconds, blog.stages[stage - 1].sizes, strict=True
            ):
                scheduler = max(scheduler, now) + machine.task_s + size * machine.byte_s
                done = max(scheduler, heapq.heappop(workers)) + seconds
                heapq.heappush(workers, done)
                end = max(end, done)
        if stage <= len(blog.stages):
            heapq.heappush(events, (end, number, stage + 1))
        else:
            last = max(last, end)
            if waiting:
                heapq.heappush(events, (end, blogs - waiting, 0))
                waiting -= 1
    return last


def read_blog(trace: Mapping[str, Any], client_task_s: float) -> Blog:
    """Put the traced tasks into the stages in which a build hands them out."""
    tasks = trace["tasks"]
    pictures = [task for task in tasks if task["kind"] == "prepare"]
    sections = [task for task in tasks if task["kind"] != "prepare"]
    # The front matter waits for all other sections: it is the last that was handed out.
    stages = (pictures, sections[:-1], sections[-1:])
    handing_s = client_task_s * len(tasks)
    return Blog(
        opening_s=trace["render_cpu_s"] + trace["client_cpu_s"] / 2 + handing_s,
        closing_s=trace["client_cpu_s"] / 2,
        stages=tuple(
            Stage(
                tuple(task["cpu_s"] for task in stage),
                tuple(task["sent_bytes"] + task["returned_bytes"] for task in stage),
            )
            for stage in stages
        ),
    )


def main() -> None:
    """Simulate and print a table; `--chart` draws it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("trace", type=Path)
    parser.add_argument("--overhead", type=Path, required=True, help="what benchmarks.overhead printed")
    parser.add_argument("--blogs", type=int, default=10_000)
    parser.add_argument("--processors", type=int, default=2)
    parser.add_argument("--network-mb-s", type=float, default=1_000, help="of the scheduler's machine")
    parser.add_argument("--group", type=int, default=20, help="machines for each scheduler")
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    overhead = json.loads(arguments.overhead.read_text("utf-8"))
    machine = Machine(
        processors=arguments.processors,
        task_s=overhead["scheduler_ms"] / 1000,
        byte_s=max(overhead["scheduler_ms_per_mb"] / 1e9, 2 / arguments.network_mb_s / 1e6),
    )
    blog = read_blog(json.loads(arguments.trace.read_text("utf-8")), overhead["client_ms"] / 1000)
    alone_h = arguments.blogs * blog.work_s / arguments.processors / 3600
    print(f"one machine, without Dask: {alone_h:.1f} h\n")
    print("| machines | one scheduler, h | times faster | a scheduler for each group, h | times faster |")
    print("|---|---|---|---|---|")
    lines: dict[str, list[tuple[float, float]]] = {"in proportion": [], "one scheduler": [], "groups": []}
    for machines in (10, 100, 1_000):
        groups = max(1, machines // arguments.group)
        one_h = simulate(arguments.blogs, machines, blog, machine) / 3600
        share = -(-arguments.blogs // groups)
        many_h = simulate(share, machines // groups, blog, machine) / 3600
        speeds = f"{one_h:.2f} | {alone_h / one_h:.0f} | {many_h:.2f} | {alone_h / many_h:.0f}"
        print(f"| {machines:,} | {speeds} |")
        for name, hours in zip(lines, (alone_h / machines, one_h, many_h), strict=True):
            lines[name].append((machines, hours))
    if arguments.chart:
        arguments.chart.write_text(draw_chart(lines, "machines", "hours"), "utf-8")


if __name__ == "__main__":
    main()
