"""The workshop: work comes back in order, mistakes come back as themselves, and a lost worker is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookmaker.config import check_choice
from bookmaker.errors import ConfigError, ExportError, RenderError
from bookmaker.workshop import Workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(jobs=1, cache_dir=tmp_path_factory.mktemp("cache")) as opened:
        yield opened


def test_results_come_in_the_order_of_the_jobs(workshop: Workshop) -> None:
    assert workshop.run_all("render", pow, [(2, 3), (3, 2), (5, 1)]) == [8, 9, 5]


def test_what_a_task_raises_is_raised(workshop: Workshop) -> None:
    with pytest.raises(ConfigError) as caught:
        workshop.run_all("render", check_choice, [("page size", "A55", ("A5", "A6"))])
    assert caught.value.message == "no page size is called `A55`"
    assert caught.value.hint.startswith("did you mean `A5`?")


def test_what_a_worker_prints_is_not_heard(workshop: Workshop, capfd: pytest.CaptureFixture[str]) -> None:
    workshop.submit(print, "loud").result()
    assert capfd.readouterr().out == ""


def test_a_lost_worker_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with (
        pytest.raises(RenderError, match="the last ended with exit code 1") as caught,
        Workshop(jobs=1, cache_dir=tmp_path) as workshop,
    ):
        workshop.submit(os._exit, 1).result()
    assert "--jobs" in caught.value.hint


def test_a_cache_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError) as caught:
        Workshop(jobs=1, cache_dir=tmp_path / "file" / "cache").start()
    assert "--cache-dir" in caught.value.hint


def test_a_workshop_that_keeps_nothing_leaves_nothing() -> None:
    with Workshop(jobs=1, keep=False) as workshop:
        root = workshop.store.root
        workshop.store.write("pages-ab", b"pages")
        assert root.is_dir()
    assert not root.exists()
