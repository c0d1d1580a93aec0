"""Books made together share their work: each chapter is rendered and laid out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from bookmaker import Arrangement, BookReport, Edition, Selection, Workshop, build, collect
from bookmaker.crew import Crew
from bookmaker.exporters.pdf.layout import LayoutJob
from bookmaker.model import Asset, Chapter
from bookmaker.pipeline import build_books
from bookmaker.requests import BookRequest
from tests.losing import losing_workshop, lost_tasks

SELECTIONS = (Selection(years=(2024,)), Selection(years=(2024,), limit=3), Selection(years=(2024,), limit=2))


class Recorder(Crew):
    """A crew that notes what it is asked for."""

    def submit(  # type: ignore[override]
        self, function: Callable[..., Any], /, *arguments: object, priority: float = 0
    ) -> Future[Any]:
        """Note chapters, pictures and sections."""
        done.update(
            f"{function.__name__} {thing.key if isinstance(thing, Asset | LayoutJob) else thing.id}"
            for thing in arguments
            if isinstance(thing, Asset | LayoutJob | Chapter)
        )
        return super().submit(function, *arguments, priority=priority)


done: Counter[str] = Counter()


def made_together(project: Path, out: Path, workshop: Workshop) -> list[BookReport]:
    edition = Edition(out=out)
    requests = [
        BookRequest(selection=selection, arrangement=Arrangement(name=f"book-{number}"), edition=edition)
        for number, selection in enumerate(SELECTIONS)
    ]
    return build_books(collect(project / "examples"), requests, workshop)


def made_alone(project: Path, out: Path, number: int, workshop: Workshop) -> BookReport:
    collection, arrangement = collect(project / "examples"), Arrangement(name=f"book-{number}")
    return build(collection, SELECTIONS[number], arrangement, Edition(out=out), workshop)


def test_what_books_have_in_common_is_made_once(project: Path, tmp_path: Path) -> None:
    with Workshop(jobs=2, cache_dir=tmp_path / "cache", make_executor=Recorder) as workshop:
        reports = made_together(project, tmp_path / "together", workshop)
        again = made_alone(project, tmp_path / "alone", 2, workshop)
    assert [len(report.rendered.documents) for report in reports] == [11, 3, 2]
    assert sum(name.startswith("render ") for name in done) == 11
    assert set(done.values()) == {1}
    assert [a.sha256 for a in again.artifacts] == [a.sha256 for a in reports[2].artifacts]


@pytest.mark.parametrize("lost", [(), ("write_epub", "assemble_pdf")])
def test_whoever_writes_files_they_are_the_same(project: Path, tmp_path: Path, lost: tuple[str, ...]) -> None:
    lost_tasks.clear()
    with losing_workshop(*lost, jobs=2) as workshop:
        together = made_together(project, tmp_path / "together", workshop)
    assert lost_tasks == Counter(dict.fromkeys(lost, len(SELECTIONS)))
    with Workshop(jobs=1, keep=False) as workshop:
        alone = made_alone(project, tmp_path / "alone", 0, workshop)
    assert len(alone.artifacts) == 2
    assert [a.sha256 for a in together[0].artifacts] == [a.sha256 for a in alone.artifacts]
