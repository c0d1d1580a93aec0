"""Each code has a folder whose site brings it forth, and the message is the one in `expected.txt`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookmaker.errors import CODES
from bookmaker.workshop import Workshop
from tests.diagnostics.folder import Folder

FOLDERS = [Folder(path.parent) for path in sorted(Path(__file__).parent.glob("*/site"))]


def marks(folder: Folder) -> list[pytest.MarkDecorator]:
    found = []
    if "open" in folder.how:
        found.append(pytest.mark.xfail(reason=folder.how["open"]))
    if folder.how.get("check") == "epub" and folder.how.get("java", True):
        found.append(pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java"))
    return found


CASES = [pytest.param(folder, id=folder.code, marks=marks(folder)) for folder in FOLDERS]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One worker for all the books here."""
    with Workshop(jobs=1, cache_dir=tmp_path_factory.mktemp("cache")) as opened:
        yield opened


@pytest.mark.parametrize("folder", CASES)
def test_the_message_is_the_expected_one(
    folder: Folder, tmp_path: Path, workshop: Workshop, accept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not folder.how.get("java", True):
        monkeypatch.setenv("PATH", str(tmp_path))
    said = folder.say(tmp_path / "out", workshop)
    assert f"[{folder.code}]" in said
    if accept:
        folder.expected.write_text(said, "utf-8")
    assert said == folder.expected.read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.code)
def test_the_folder_is_about_its_code(folder: Folder) -> None:
    lines = folder.expected.read_text("utf-8").splitlines()
    assert any(f"{CODES[folder.code][0]}[{folder.code}]: " in line for line in lines)
    assert any(line.startswith("  fix: ") for line in lines)


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert {folder.code for folder in FOLDERS} == set(CODES)
