"""Compare bookmaker with its peers, tools taking turns, and print the medians."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cases import CHANGES, STYLE
from benchmarks.chart import draw_chart
from benchmarks.legibility import measure_legibility
from benchmarks.measure import Cost, measure
from benchmarks.results import PEERS, as_json, format_table, machine_facts, median, ratios, size_ratios
from benchmarks.scaled import make_scaled_site
from benchmarks.site import prepare_plain_book
from benchmarks.tools import Tool, our_command, peer_tools
from benchmarks.watching import measure_watched

_DEFAULT_SITE = Path("../shared/corpora/varim")
_CURVE = (8, 16, 31)
_WATCHED = "bookmaker, one post edited while it watches"
# A build counts a file that changed within two seconds before it as one that may change again unseen.
_SETTLE_S = 2.1


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=_DEFAULT_SITE)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow-rounds", type=int, default=1, help="of the slow tools; 0: none")
    parser.add_argument("--json", type=Path, default=Path("benchmarks/measured/latest.json"))
    parser.add_argument("--scaled", type=int, nargs="*", default=[], help="so many times the posts, too")
    parser.add_argument("--chart", type=Path, help="draw time against posts, for a few numbers of posts")
    arguments = parser.parse_args()
    site = (arguments.site if arguments.site.is_dir() else Path("examples")).resolve()
    facts: dict[str, Any] = {"site": site.name, **machine_facts()}
    with tempfile.TemporaryDirectory(prefix="bookmaker-bench-") as folder:
        bench = _Bench(site, Path(folder))
        bench.run(arguments.rounds, arguments.slow_rounds)
        bench.run_scaled(arguments.scaled)
        facts |= {"costs": as_json(bench.costs), "ratios": ratios(bench.costs), "sizes": bench.sizes()}
        if arguments.chart:
            facts["curve"] = bench.curve(arguments.scaled)
    facts["legibility"] = measure_legibility(site)
    print(format_table(bench.costs))
    shown = ("ratios", "sizes", "legibility")
    print(json.dumps({name: facts[name] for name in shown}, indent=2, ensure_ascii=False))
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if arguments.chart:
        arguments.chart.write_text(draw_chart(facts["curve"], "posts", "seconds"), "utf-8")


def _scaled_case(times: int) -> str:
    return f"bookmaker, cold, {times} times the posts"


class _Bench:
    """The tools, the folder in which they work, and what they have cost so far."""

    def __init__(self, site: Path, folder: Path):
        self.folder = folder
        self.out, self.cache, self.site = folder / "out", folder / "cache", folder / "site"
        self.plain = prepare_plain_book(site, folder)
        self.peers = peer_tools(self.plain)
        self.costs: dict[str, list[Cost]] = {}
        shutil.copytree(site, self.site)

    def run(self, rounds: int, slow_rounds: int) -> None:
        """Let the tools take turns."""
        for number in range(rounds):
            for case, cost in self._our_cases(number):
                self.costs.setdefault(f"bookmaker, {case}", []).append(cost)
            for tool in self.peers:
                if number < (slow_rounds if tool.is_slow else rounds):
                    self._try(tool)

        self.costs[_WATCHED] = self._watch(rounds)

    def run_scaled(self, scales: list[int]) -> None:
        """Build collections that are so many times as large, cold; they are made of the site's own posts."""
        for times in scales:
            site = make_scaled_site(self.site, self.folder / f"times{times}", times)
            command = our_command(site, self.out / f"times{times}", self.folder / f"cache{times}")
            self.costs[_scaled_case(times)] = [measure(list(command), self.folder, [])]

    def sizes(self) -> dict[str, float]:
        """Our files' sizes in those of the peers."""
        ours = {kind: self.out / f"complete.{kind}" for kind in ("pdf", "epub")}
        return size_ratios(ours, {kind: self.folder / f"pandoc.{kind}" for kind in ours})

    def curve(self, scales: list[int]) -> dict[str, list[tuple[int, float]]]:
        """Seconds for some numbers of posts, cold, both formats: ours and the peers'."""
        lines: dict[str, list[tuple[int, float]]] = {"bookmaker": [], "pandoc, Typst": []}
        for count in _CURVE:
            shutil.rmtree(self.cache, ignore_errors=True)
            ours = measure([*self._command(), "--limit", str(count)], self.folder, [])
            plain = prepare_plain_book(self.site, self.folder / f"first{count}", count)
            theirs = [_run(tool, plain.parent) for tool in peer_tools(plain) if tool.name in PEERS]
            lines["bookmaker"].append((count, ours.wall_s))
            lines["pandoc, Typst"].append((count, round(sum(cost.wall_s for cost in theirs), 3)))
        count = len(list((self.site / "_posts").iterdir()))
        for times, case in ((1, "bookmaker, cold"), *((times, _scaled_case(times)) for times in scales)):
            lines["bookmaker"].append((count * times, median(self.costs[case], "wall_s")))
        whole = sum(median(self.costs[name], "wall_s") for name in PEERS)
        lines["pandoc, Typst"].append((count, round(whole, 3)))
        return lines

    def _our_cases(self, number: int) -> Iterator[tuple[str, Cost]]:
        shutil.rmtree(self.cache, ignore_errors=True)
        (self.site / STYLE).write_text("", "utf-8")
        time.sleep(_SETTLE_S)
        yield "cold", self._build()
        yield "nothing changed", self._build()
        for case, change in CHANGES.items():
            change(self.site, number)
            yield case, self._build()

    def _watch(self, rounds: int) -> list[Cost]:
        """One post edited while the command watches."""
        outputs = [self.out / "complete.epub", self.out / "complete.pdf"]
        edit = CHANGES["one post edited"]
        return measure_watched(self._command(), lambda number: edit(self.site, number), rounds, outputs)

    def _build(self) -> Cost:
        outputs = [self.out / "complete.epub", self.out / "complete.pdf"]
        return measure(self._command(), self.folder, outputs)

    def _command(self) -> list[str]:
        command = our_command(self.site, self.out, self.cache)
        return [*command, "--style", str(self.site / STYLE)]

    def _try(self, tool: Tool) -> None:
        """A peer that cannot make the book is told of, and left out."""
        try:
            self.costs.setdefault(tool.name, []).append(_run(tool, self.folder))
        except subprocess.CalledProcessError as error:
            del self.costs[tool.name]
            print(f"{tool.name} failed: {(error.stdout or '')[-300:]}")


def _run(tool: Tool, folder: Path) -> Cost:
    """All commands of a tool, as one."""
    outputs = [folder / name for name in tool.outputs]
    parts = [measure(list(command), folder, outputs) for command in tool.commands]
    return Cost(
        wall_s=round(sum(part.wall_s for part in parts), 3),
        cpu_s=round(sum(part.cpu_s for part in parts), 3),
        largest_process_bytes=max(part.largest_process_bytes for part in parts),
        all_processes_bytes=max(part.all_processes_bytes for part in parts),
        output_bytes=parts[-1].output_bytes,
    )


if __name__ == "__main__":
    main()
