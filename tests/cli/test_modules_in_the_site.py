"""A site is data: a Python file that lies in it is never run, wherever the command is given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import post_text, write_site

#: Of Python's own, of libraries', and ours; each is loaded by some process of a build.
_NAMES = ("multiprocessing", "numbers", "json", "html", "weasyprint", "PIL", "distributed", "bookmaker")
_COMMAND = Path(sys.executable).with_name("bookmaker")


@pytest.mark.parametrize("more", [(), ("--dask-local", "1")], ids=["crew", "cluster"])
def test_modules_in_the_folder_of_the_command_are_not_loaded(tmp_path: Path, more: tuple[str, ...]) -> None:
    site = write_site(
        tmp_path / "site", {"_posts/2024-05-01-harbour.md": post_text("Harbour", body="Boats.")}
    )
    mark = tmp_path / "was-run"
    for name in _NAMES:
        (site / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()", "utf-8")
    done = subprocess.run(
        [_COMMAND, "build", ".", "--no-cache", "--out", tmp_path / "out", *more],
        cwd=site,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, mark.exists()) == (0, False), done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2
