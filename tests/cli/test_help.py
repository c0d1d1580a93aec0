"""Help and version: at once, without loading what only books need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.command import Command

HEAVY = {
    "weasyprint", "pikepdf", "pypdfium2", "ebooklib", "PIL", "lxml", "babel", "jinja2", "markdown_it",
    "liquid", "nh3", "pygments", "rich", "multiprocessing.context",
}  # fmt: skip
LOADED = """
import json, sys
sys.argv = ["bookmaker", *sys.argv[1:]]
from bookmaker.cli import main
try:
    main()
except SystemExit:
    print("\\x1e" + json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["list", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.split("\x1e")[1]))
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_help_names_the_commands_and_their_options(command: Command) -> None:
    done = command("--help")
    assert done.status == 0
    assert done.out.startswith("Usage: bookmaker ")
    assert {"build", "list"} <= {line.split()[0] for line in done.out.splitlines() if line.startswith("  ")}
    options = command("build", "--help").out
    for name in "year tag from to all exclude-tag limit order parts format out jobs strict json".split():
        assert f"--{name} " in options


def test_the_version_is_told(command: Command) -> None:
    done = command("--version")
    assert done.status == 0
    assert done.out.startswith("bookmaker, version ")
