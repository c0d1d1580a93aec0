"""The environment is as it was when the last of those who need it otherwise is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bookmaker.safe_path import no_modules_from_here

_NAME = "PYTHONSAFEPATH"


@pytest.mark.parametrize("before", [None, "yes"])
def test_it_is_put_back_by_the_last(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    monkeypatch.delenv(_NAME, raising=False)
    if before:
        monkeypatch.setenv(_NAME, before)
    first, second = no_modules_from_here(), no_modules_from_here()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert os.environ[_NAME] == "1"
    second.__exit__(None, None, None)
    assert os.environ.get(_NAME) == before


def test_a_process_that_starts_meanwhile_does_not_look_here(tmp_path: Path) -> None:
    (tmp_path / "numbers.py").write_text("raise SystemExit('a stranger')")
    command = [sys.executable, "-c", "import numbers; print(numbers.__file__)"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 1
    with no_modules_from_here():
        assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
