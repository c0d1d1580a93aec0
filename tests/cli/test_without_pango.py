"""A machine without Pango: layout says how to get it, and what needs no layout goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.command import Command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="hides a library from Linux's loader")


def hide(library: str, folder: Path) -> dict[str, str]:
    """An environment in which a library that layout needs is found first as an empty file."""
    folder.mkdir()
    (folder / library).touch()
    return {"LD_LIBRARY_PATH": str(folder)}


@pytest.mark.parametrize(
    ("library", "formats"), [("libpango-1.0.so.0", "epub"), ("libpangoft2-1.0.so.0", "epub,pdf")]
)
def test_building_is_5_and_tells_how_to_install_it(
    command: Command, site: Path, tmp_path: Path, library: str, formats: str
) -> None:
    out = tmp_path / "out"
    options = ["--year", "2022", "--format", formats, "--out", str(out), "--no-cache", "--json"]
    done = command("build", site, *options, env=hide(library, tmp_path / "libraries"))
    assert done.status == 5
    assert done.err.startswith("error: the layout engine needs Pango: ")
    assert "apt install libpango-1.0-0" in done.err
    assert "brew install pango" in done.err
    assert done.out == ""
    assert not out.exists()


def test_listing_needs_no_layout(command: Command, site: Path, tmp_path: Path) -> None:
    env = hide("libpango-1.0.so.0", tmp_path / "libraries")
    done = command("list", site, "--year", "2023", "--no-cache", "--json", env=env)
    assert done.status == 0
    assert done.only_book()["posts"] == 2
    assert done.err == ""
