"""All cases together are a book that shops take, and that prints: each case is a post of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker import Edition, Selection, Workshop, build, collect
from bookmaker.collector.arrange import Arrangement
from tests.cases.case import all_cases
from tests.cases.case_site import shared_site_files
from tests.checking import epubcheck_messages
from tests.sites import write_site


@pytest.mark.slow
def test_epub_of_all_cases_is_valid_and_pdf_is_made(tmp_path: Path) -> None:
    cases = [case for case in all_cases(Path(__file__).parent) if not case.all("site")]
    collection = collect(write_site(tmp_path / "site", shared_site_files(cases)))
    # Posts that run on are laid out as one chapter a month, which is faster than one a post.
    arrangement = Arrangement(name="cases", chapters="run-on")
    with Workshop(jobs=2, cache_dir=tmp_path / "cache") as workshop:
        report = build(collection, Selection(), arrangement, Edition(out=tmp_path), workshop)
    assert len(report.rendered.book.posts) == len(cases)
    messages = epubcheck_messages(tmp_path / "cases.epub")
    # The brackets around a ruby text are discouraged, yet readers without ruby need them.
    assert [message for message in messages if "HTM_055" not in message] == []
    complaints = [problem.message for problem in report.diagnostics if problem.code == "layout-warning"]
    # Some cases are about characters that no font has.
    assert [complaint for complaint in complaints if ".notdef" not in complaint] == []
