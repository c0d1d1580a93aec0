"""Ace, the accessibility checker of the DAISY Consortium: no violation of any impact."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bookmaker import Arrangement, Selection
from tests.browser.conftest import READERS
from tests.building import Built, Shelf

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PATIENCE_S = 400


def violations(book: Path, folder: Path, chromium: str) -> list[str]:
    """What Ace finds: impact, rule, file, and the markup."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is missing: run tools/setup.sh test")
    command = [
        node,
        str(READERS / "@daisy" / "ace-cli" / "bin" / "ace.js"),
        "-f",
        "-s",
        "-o",
        str(folder),
        str(book),
    ]
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium, "HOME": str(folder)}
    subprocess.run(command, env=environment, check=False, capture_output=True, timeout=_PATIENCE_S)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert len(report["assertions"]) > 3
    return [
        f"{found['earl:test']['earl:impact']} {found['earl:test']['dct:title']} "
        f"{document['earl:testSubject']['url']}: {found['earl:result'].get('html', '')[:200]}"
        for document in report["assertions"]
        for found in document["assertions"]
    ]


def test_ace_finds_nothing_in_the_examples(examples: Built, tmp_path: Path, chromium: str) -> None:
    assert violations(examples.epub, tmp_path, chromium) == []


@pytest.mark.corpora
def test_ace_finds_nothing_in_a_year(shelf: Shelf, corpora: Path, tmp_path: Path, chromium: str) -> None:
    arrangement = Arrangement(name="anthology-2023")
    built = shelf.book("varim-anthology-2023", corpora / "varim", Selection(years=(2023,)), arrangement)
    assert violations(built.epub, tmp_path, chromium) == []
