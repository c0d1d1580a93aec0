"""Compare bookmaker with its peers, tools taking turns, and print the medians."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Cost, measure
from benchmarks.site import prepare_plain_book
from benchmarks.tools import Tool, our_command, peer_tools

_DEFAULT_SITE = Path("../shared/corpora/varim")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=_DEFAULT_SITE)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write all measurements here")
    arguments = parser.parse_args()
    site = arguments.site if arguments.site.is_dir() else Path("examples")
    with tempfile.TemporaryDirectory(prefix="bookmaker-bench-") as folder:
        costs = _compare(site.resolve(), Path(folder), arguments.rounds)
    _print_table(costs)
    if arguments.json:
        arguments.json.write_text(json.dumps(_facts(site, costs), indent=2, ensure_ascii=False))


def _compare(site: Path, folder: Path, rounds: int) -> dict[str, list[Cost]]:
    peers = peer_tools(prepare_plain_book(site, folder))
    out, cache = folder / "out", folder / "cache"
    outputs = [out / "complete.epub", out / "complete.pdf"]
    costs: dict[str, list[Cost]] = {}
    copy = folder / "site"
    shutil.copytree(site, copy)
    for round_number in range(rounds):
        shutil.rmtree(cache, ignore_errors=True)
        command = list(our_command(copy, out, cache))
        costs.setdefault("bookmaker, cold", []).append(measure(command, folder, outputs))
        costs.setdefault("bookmaker, nothing changed", []).append(measure(command, folder, outputs))
        _edit_one_post(copy, round_number)
        costs.setdefault("bookmaker, one post edited", []).append(measure(command, folder, outputs))
        for tool in peers:
            costs.setdefault(tool.name, []).append(_run(tool, folder))
    return costs


def _edit_one_post(site: Path, round_number: int) -> None:
    """Add a sentence to the post in the middle."""
    posts = sorted((site / "_posts").glob("*.md"))
    post = posts[len(posts) // 2]
    post.write_text(f"{post.read_text('utf-8')}\n\nEdit {round_number}.\n", "utf-8")


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


def _print_table(costs: dict[str, list[Cost]]) -> None:
    print("| tool | wall s | CPU s | largest process MB | all MB | output MB |")
    print("|---|---|---|---|---|---|")
    for name, measured in costs.items():
        row = [statistics.median(getattr(cost, field) for cost in measured) for field in Cost.__slots__]
        wall_s, cpu_s, largest, together, output = row
        sizes = " | ".join(f"{value / 1e6:.0f}" for value in (largest, together, output))
        print(f"| {name} | {wall_s:.1f} | {cpu_s:.1f} | {sizes} |")


def _facts(site: Path, costs: dict[str, list[Cost]]) -> dict[str, object]:
    names = ("weasyprint", "pikepdf", "ebooklib", "pillow", "pypandoc_binary", "typst")
    return {
        "site": site.name,
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in names},
        "costs": {name: [asdict(cost) for cost in measured] for name, measured in costs.items()},
    }


if __name__ == "__main__":
    main()
