"""What was measured: as a table, as ratios, and as one JSON document."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost

Costs = Mapping[str, Sequence[Cost]]
_LIBRARIES = ("weasyprint", "pikepdf", "ebooklib", "pillow", "pypandoc_binary", "typst")
#: What the ratios refer to: both formats by the fastest of the others.
PEERS = ("pandoc ▸ Typst", "pandoc ▸ EPUB")


def format_table(costs: Costs) -> str:
    """A row of medians for each tool and case."""
    heads = ("tool", "runs", "wall s", "CPU s", "largest process MB", "all MB", "output MB")
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, measured in costs.items():
        wall_s, cpu_s, largest, together, output = (median(measured, field) for field in Cost.__slots__)
        sizes = " | ".join(f"{value / 1e6:.0f}" for value in (largest, together, output))
        rows.append(f"| {name} | {len(measured)} | {wall_s:.2f} | {cpu_s:.2f} | {sizes} |")
    return "\n".join(rows)


def ratios(costs: Costs) -> dict[str, float]:
    """Wall times in those of `PEERS` together, and the slow tools' in ours."""
    base = sum(median(costs[name], "wall_s") for name in PEERS)
    found = {}
    for name, measured in costs.items():
        wall_s = median(measured, "wall_s")
        found[f"{name} / pandoc, both formats"] = round(wall_s / base, 3)
        if not name.startswith(("bookmaker", "pandoc")):
            found[f"bookmaker, cold / {name}"] = round(median(costs["bookmaker, cold"], "wall_s") / wall_s, 3)
    return found


def size_ratios(ours: Mapping[str, Path], theirs: Mapping[str, Path]) -> dict[str, float]:
    """Sizes of our files in theirs, by format."""
    return {
        kind: round(path.stat().st_size / theirs[kind].stat().st_size, 3)
        for kind, path in ours.items()
        if path.exists() and theirs[kind].exists()
    }


def machine_facts() -> dict[str, Any]:
    """Where it was measured, and with what."""
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "load_before": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _LIBRARIES},
    }


def as_json(costs: Costs) -> dict[str, list[dict[str, Any]]]:
    """All measurements, not the medians only."""
    return {name: [asdict(cost) for cost in measured] for name, measured in costs.items()}


def median(measured: Sequence[Cost], field: str) -> float:
    """The median of one figure over some runs."""
    return statistics.median(getattr(cost, field) for cost in measured)
