"""Books built once in a run of the tests, by whichever worker needs them first."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bookmaker import Arrangement, BookReport, Edition, Selection, Workshop, build, collect
from bookmaker.publishing import PLAIN_CONTENTS, ContentsOptions


@dataclass(frozen=True, slots=True)
class Built:
    """A finished book: its files and what its build reported."""

    report: BookReport
    files: dict[str, Path] = field(hash=False)

    @property
    def epub(self) -> Path:
        """The EPUB."""
        return self.files["epub"]

    @property
    def pdf(self) -> Path:
        """The PDF."""
        return self.files["pdf"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of books and a cache of chapters, shared by all workers of a run."""

    folder: Path
    workshop: Workshop

    def book(
        self,
        name: str,
        site: Path,
        selection: Selection | None = None,
        arrangement: Arrangement | None = None,
        page: str = "A5",
        pages: tuple[str, ...] = (),
        contents: ContentsOptions = PLAIN_CONTENTS,
    ) -> Built:
        """The book of that name, built if nobody has yet."""
        report_path = self.folder / name / "report.pickle"
        with _locked(self.folder / f"{name}.lock"):
            if not report_path.exists():
                edition = Edition(out=report_path.parent, page=page, contents=contents)
                chosen = (selection or Selection(), arrangement or Arrangement())
                report = build(collect(site, pages=pages), *chosen, edition, self.workshop)
                report_path.write_bytes(pickle.dumps(report))
        made: BookReport = pickle.loads(report_path.read_bytes())
        return Built(made, {artifact.format: Path(artifact.path) for artifact in made.artifacts})


@contextmanager
def open_shelf(factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The run's shelf. Workers of pytest-xdist have folders of their own in one that they share."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "shelf"
    folder.mkdir(exist_ok=True)
    with Workshop(jobs=2, cache_dir=shared / "shelf-cache") as workshop:
        yield Shelf(folder, workshop)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
