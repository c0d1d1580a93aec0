"""Every case in `*.md` beside this file: see `case.py` for how they are written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bookmaker import Outcome, RenderedBook, Workshop, arrange, collect, render
from tests.cases.case import Case, accept_result, all_cases, spell
from tests.cases.case_site import site_files
from tests.sites import write_site

CASES = list(all_cases(Path(__file__).parent))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(jobs=1, cache_dir=tmp_path_factory.mktemp("cases-cache")) as workshop:
        yield workshop


def _parameters() -> list[ParameterSet]:
    """Cases that are open must fail: who mends one takes the setting out."""
    return [
        pytest.param(
            case, id=case.id, marks=[pytest.mark.xfail(reason=reason) for reason in case.all("open")]
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case, workshop: Workshop, tmp_path: Path, accept: bool) -> None:
    collection = collect(write_site(tmp_path, site_files(case))).value
    rendered = render(arrange(collection), workshop)
    result = spell(_result(rendered, collection.site.root))
    if accept and result != case.expected and not case.all("open"):
        assert "PYTEST_XDIST_WORKER" not in os.environ, "--accept writes files: run it without -n"
        accept_result(case, result)
        return
    assert result == case.expected, case.id


def test_titles_are_unique() -> None:
    counts = Counter((case.path.name, case.title) for case in CASES)
    assert [title for title, count in counts.items() if count > 1] == []


def _result(rendered: Outcome[RenderedBook], root: str) -> str:
    """The case's chapter, then what was reported of it, then its links inside the book."""
    book = rendered.value
    post = next(post for post in book.book.posts if post.title != "Other")
    document = next(document for document in book.documents if document.id == post.id)
    body = document.xhtml.partition("</header>")[2].strip("\n").replace(f"{post.id}--", "case--")
    for asset in document.assets:
        file = Path(asset.path)
        # What an address held, or was fetched, is in the store.
        path = file.relative_to(root).as_posix() if file.is_relative_to(root) else "held"
        body = body.replace(f"asset:{asset.key}", f"asset:{path}")
    lines = [body] if body else []
    for problem in rendered.diagnostics:
        if problem.where is not None and problem.where.path == post.path:
            line = problem.where.line
            lines.append(f"! {line - post.body_line + 1 if line else '-'} {problem.code}")
    targets = {link: book.find_anchor(link) for link in document.links}
    lines += [f"@ {link} → {anchor}" for link, anchor in targets.items() if anchor]
    return "\n".join(lines)
