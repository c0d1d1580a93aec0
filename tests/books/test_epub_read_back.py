"""Other programs read the EPUB back, its catalogue data and every letter: pandoc, and Calibre where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Built
from tests.reading_back import assert_calibre_reads, assert_pandoc_reads, needs_calibre

pytestmark = pytest.mark.slow


@needs_calibre
def test_calibre_reads_everything(examples: Built, tmp_path: Path) -> None:
    assert_calibre_reads(examples.epub, tmp_path)


def test_pandoc_reads_everything(examples: Built) -> None:
    assert_pandoc_reads(examples)
