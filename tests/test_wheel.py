"""The wheel: what is installed elsewhere is all that a book needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

#: What setuptools reads; everything else in the project is no part of the wheel.
SOURCES = ("bookmaker", "styles", "templates", "pyproject.toml", "setup.py", "README.md", "LICENSE")
SUFFIXES = {".py", ".css", ".j2", ".typed", ".toml", ".json", ".txt", ".svg"}


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built from a copy, so that nothing left over from an earlier build gets in."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        source = project / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", copy],
        check=True,
        capture_output=True,
    )
    (path,) = (copy / "dist").glob("*.whl")
    return zipfile.ZipFile(path)


def members(folder: Path, prefix: str) -> set[str]:
    paths = (
        path for path in folder.rglob("*") if path.suffix in SUFFIXES and "__pycache__" not in path.parts
    )
    return {f"{prefix}/{path.relative_to(folder).as_posix()}" for path in paths}


def test_every_module_style_and_template_is_in_it(wheel: zipfile.ZipFile, project: Path) -> None:
    wanted = (
        members(project / "bookmaker", "bookmaker")
        | members(project / "styles", "bookmaker/styles")
        | members(project / "templates", "bookmaker/templates")
    )
    assert {"bookmaker/py.typed", "bookmaker/styles/base.css", "bookmaker/templates/part.html.j2"} <= wanted
    assert wanted - set(wheel.namelist()) == set()


def test_nothing_else_is_in_it(wheel: zipfile.ZipFile) -> None:
    strangers = {name for name in wheel.namelist() if not name.startswith(("bookmaker/", "bookmaker-"))}
    assert strangers == set()
    assert [name for name in wheel.namelist() if name.endswith((".pyc", ".pyo"))] == []


def test_it_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    notes = {name.split("/", 1)[1]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert b"bookmaker = bookmaker.cli:main" in wheel.read(notes["entry_points.txt"])
    assert b"AFFERO" in wheel.read(notes["licenses/LICENSE"])
    metadata = wheel.read(notes["METADATA"]).decode()
    assert "License-Expression: AGPL-3.0-or-later" in metadata
    assert "Requires-Python: >=3.11" in metadata
