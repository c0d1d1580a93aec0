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
from bookmaker.exporters.pdf import book as pdf_book
from bookmaker.exporters.pdf.assembling.assembly import Assembly, assemble_pdf


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
        pdf_book.assemble_pdf = catch  # type: ignore[attr-defined]
        edition = Edition(formats=("pdf",), out=Path(folder))
        build(collect(arguments.site), Selection(), Arrangement(), edition, workshop)
        for times in (1, arguments.times):
            plan = replace(caught[0].plan, sections=caught[0].plan.sections * times)
            start = time.process_time()
            path = Path(folder) / "long.pdf"
            pages = assemble_pdf(replace(caught[0], plan=plan), workshop.store, path)
            seconds = time.process_time() - start
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            megabytes = path.stat().st_size / 1e6
            print(f"{pages:,} pages: {seconds:.1f} s, peak memory {peak_mb:.0f} MB, file {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
