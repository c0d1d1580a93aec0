"""Books made together share their work: each chapter is rendered and laid out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.crew import Crew
from bookmaker.exporters.pdf.layout import LayoutJob
from bookmaker.model import Asset, Chapter
from bookmaker.pipeline import build_books
from bookmaker.requests import BookRequest

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


def test_what_books_have_in_common_is_made_once(project: Path, tmp_path: Path) -> None:
    collection = collect(project / "examples")
    requests = [
        BookRequest(
            selection=selection,
            arrangement=Arrangement(name=f"book-{number}"),
            edition=Edition(out=tmp_path / "together", formats=("pdf",)),
        )
        for number, selection in enumerate(SELECTIONS)
    ]
    with Workshop(jobs=2, cache_dir=tmp_path / "cache", make_executor=Recorder) as workshop:
        reports = build_books(collection, requests, workshop)
        again = build(
            collection, SELECTIONS[2], Arrangement(name="book-2"),
            Edition(out=tmp_path / "alone", formats=("pdf",)), workshop,
        )  # fmt: skip
    assert [len(report.rendered.documents) for report in reports] == [11, 3, 2]
    assert sum(name.startswith("render ") for name in done) == 11
    assert set(done.values()) == {1}
    assert again.artifacts[0].sha256 == reports[2].artifacts[0].sha256
