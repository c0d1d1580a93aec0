"""Every case in `*.md` beside this file: see `case.py` for how they are written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookmaker import Outcome, RenderedBook, Workshop, arrange, collect, render
from tests.cases.case import Case, accept_result, all_cases, spell
from tests.drawings import draw_by_name
from tests.sites import write_site

CASES = list(all_cases(Path(__file__).parent))
# A language that typography leaves alone: these cases are about structure.
_LANGUAGE = "la"
_POST = "2024-03-02-case.md"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(jobs=1, cache_dir=tmp_path_factory.mktemp("cases-cache")) as workshop:
        yield workshop


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, workshop: Workshop, tmp_path: Path, accept: bool) -> None:
    collection = collect(write_site(tmp_path, _site_files(case))).value
    rendered = render(arrange(collection), workshop)
    result = spell(_result(rendered, collection.site.root))
    if accept and result != case.expected:
        assert "PYTEST_XDIST_WORKER" not in os.environ, "--accept writes files: run it without -n"
        accept_result(case, result)
        return
    assert result == case.expected, case.id


def test_titles_are_unique() -> None:
    counts = Counter((case.path.name, case.title) for case in CASES)
    assert [title for title, count in counts.items() if count > 1] == []


def _site_files(case: Case) -> dict[str, str | bytes]:
    own = ("name", "site", "file", "post")
    meta = {"title": "Case", "lang": _LANGUAGE}
    meta |= {key: value for key, value in case.settings if key not in own}
    name = (case.all("name") or [_POST])[0]
    config = ["title: Cases", "url: https://example.org", f"lang: {_LANGUAGE}", *case.all("site")]
    files: dict[str, str | bytes] = {
        "_config.yml": "\n".join([*config, "permalink: /:year/:month/:day/:title/"]),
        f"_posts/{name}": _front_matter(meta) + case.markdown,
    }
    for value in case.all("file"):
        path, *marks = value.split()
        files[path] = draw_by_name(path, *marks)
    for value in case.all("post"):
        other, *pairs = value.split()
        fields = dict(pair.split("=", 1) for pair in pairs)
        files[f"_posts/{other}"] = _front_matter({"title": "Other", **fields}) + "Other words.\n"
    return files


def _front_matter(meta: dict[str, str]) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in meta.items())
    return f"---\n{lines}---\n"


def _result(rendered: Outcome[RenderedBook], root: str) -> str:
    """The case's chapter, then what was reported of it, then its links inside the book."""
    book = rendered.value
    post = next(post for post in book.book.posts if post.title != "Other")
    document = next(document for document in book.documents if document.id == post.id)
    body = document.xhtml.partition("</header>")[2].strip("\n").replace(f"{post.id}--", "case--")
    for asset in document.assets:
        path = Path(asset.path).relative_to(root).as_posix()
        body = body.replace(f"asset:{asset.key}", f"asset:{path}")
    lines = [body] if body else []
    for problem in rendered.diagnostics:
        if problem.where is not None and problem.where.path == post.path:
            line = problem.where.line
            lines.append(f"! {line - post.body_line + 1 if line else '-'} {problem.code}")
    targets = {link: book.find_anchor(link) for link in document.links}
    lines += [f"@ {link} → {anchor}" for link, anchor in targets.items() if anchor]
    return "\n".join(lines)
