"""How long the pages of a very long book take to be put together, and how much memory that needs.

    python -m benchmarks.assembly SITE --times 100

The site's complete edition is laid out once; its sections are then assembled so many times over in one PDF.
Times are of the processor.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.exporters.pdf.assembling import assembly as assembling
from bookmaker.exporters.pdf.assembling.assembly import Assembly, assemble_pdf
from bookmaker.exporters.pdf.plan import Plan


def main() -> None:
    """Build, assemble and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=100)
    arguments = parser.parse_args()
    caught: list[Assembly] = []

    def catch(assembly: Assembly, *others: object) -> int:
        caught.append(assembly)
        return assemble_pdf(assembly, *others)  # type: ignore[arg-type]

    with tempfile.TemporaryDirectory() as folder, Workshop(cache_dir=Path(folder) / "cache") as workshop:
        assembling.assemble_pdf = catch
        edition = Edition(formats=("pdf",), out=Path(folder))
        build(collect(arguments.site), Selection(), Arrangement(), edition, workshop)
        for times in (1, arguments.times):
            plan = _repeat(caught[0].plan, times)
            start = time.process_time()
            path = Path(folder) / "long.pdf"
            pages = assemble_pdf(replace(caught[0], plan=plan), workshop.store, path)
            seconds = time.process_time() - start
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            megabytes = path.stat().st_size / 1e6
            print(f"{pages:,} pages: {seconds:.1f} s, peak memory {peak_mb:.0f} MB, file {megabytes:.0f} MB")


def _repeat(plan: Plan, times: int) -> Plan:
    """The body of a book so many times over, with its pages numbered on."""
    count = plan.next_number - 1
    sections = (
        replace(section, first_number=section.first_number + turn * count)
        for turn in range(times)
        for section in plan.sections
    )
    return replace(plan, sections=tuple(sections))


if __name__ == "__main__":
    main()
