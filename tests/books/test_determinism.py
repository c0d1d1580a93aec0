"""The same posts give the same bytes, wherever and whenever the book is made."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_COMMAND = (sys.executable, "-c", "import sys; from bookmaker.cli import main; sys.exit(main())", "build")
_OPTIONS = ("--limit", "3", "--parts", "month", "--no-cache", "--jobs", "2", "--out", "out")
_HERE = {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
_THERE = {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4242", "LC_ALL": "ru_RU.UTF-8", "LANG": "ru_RU.UTF-8"}


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    here = _start(project, tmp_path / "here", _HERE)
    there = _start(project, tmp_path / "a longer way" / "to там", _THERE)
    for process in (here, there):
        _, complaints = process.communicate(timeout=300)
        assert process.returncode == 0, complaints
    assert _hashes(tmp_path / "here") == _hashes(tmp_path / "a longer way" / "to там")


def _start(project: Path, folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    shutil.copytree(project / "examples", folder / "site")
    (folder / "site" / "book.toml").unlink()
    return subprocess.Popen(
        [*_COMMAND, "site", *_OPTIONS],
        cwd=folder,
        env={**os.environ, **environment, "SOURCE_DATE_EPOCH": "1735689600", "PYTHONPATH": str(project)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _hashes(folder: Path) -> dict[str, str]:
    files = {path.suffix: path for path in (folder / "out").iterdir()}
    assert set(files) == {".epub", ".pdf"}
    return {kind: hashlib.sha256(path.read_bytes()).hexdigest() for kind, path in files.items()}
