"""Each code has a folder: `site/` goes in, and what `expected.txt` says comes out.

`open.txt` says why what is expected does not happen yet: remove it once the test says that it does.
`pytest --accept` rewrites `expected.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookmaker.cli.options import find_settings
from bookmaker.errors import CODES, BookmakerError
from bookmaker.pipeline import build, collect
from bookmaker.requests import Options, make_requests
from bookmaker.workshop import Workshop

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/site"))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One worker for all the books here."""
    with Workshop(jobs=1, cache_dir=tmp_path_factory.mktemp("cache")) as opened:
        yield opened


def complaints(site: Path, out: Path, workshop: Workshop) -> str:
    """What building the site's first book says, as the command would print it."""
    try:
        settings, root = find_settings(site, None)
        request = make_requests(settings, Options(out=out))[0]
        collection = collect(root, site=settings.site.overrides(), folders=settings.site.posts)
        report = build(collection, request.selection, request.arrangement, request.edition, workshop)
    except BookmakerError as error:
        found = [f"{type(error).__name__}: {error}", *error.diagnostics]
    else:
        found = list(report.diagnostics)
    return "".join(f"{problem}\n" for problem in found)


def open_questions(folder: Path) -> tuple[pytest.MarkDecorator, ...]:
    note = folder / "open.txt"
    return (pytest.mark.xfail(reason=note.read_text("utf-8").strip()),) if note.exists() else ()


CASES = [pytest.param(folder, id=folder.name, marks=open_questions(folder)) for folder in FOLDERS]


@pytest.mark.parametrize("folder", CASES)
def test_the_message_is_the_expected_one(
    folder: Path, tmp_path: Path, workshop: Workshop, accept: bool
) -> None:
    found = complaints(folder / "site", tmp_path / "out", workshop)
    assert f"[{folder.name}]" in found
    expected = folder / "expected.txt"
    if accept:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_folder_is_about_its_code(folder: Path) -> None:
    lines = (folder / "expected.txt").read_text("utf-8").splitlines()
    assert any(f"{CODES[folder.name][0]}[{folder.name}]: " in line for line in lines)
    assert any(line.startswith("  fix: ") for line in lines)


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert {folder.name for folder in FOLDERS} == set(CODES)
