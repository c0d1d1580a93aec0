"""For each chapter it is told why it was made again: the reason is what was changed, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from bookmaker import Arrangement, Edition, Selection, Workshop, collect
from bookmaker.explain import Explanation
from bookmaker.fingerprint import parts_of_fingerprint
from bookmaker.pipeline import build_books
from bookmaker.requests import BookRequest
from tests.command import Command
from tests.sites import post_text, write_site
from tests.unit.remote.test_album import png

Build = Callable[..., dict[str, Explanation]]
BOTH = ("rendered", "laid out")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Swifts\n",
        "_posts/2024-03-13-one.md": post_text("One", body="Words.\n\n![](a.png)\n"),
        "_posts/2024-03-14-two.md": post_text("Two", "2024-03-14 12:00:00 +0000"),
        "a.png": png(200),
    }
    return write_site(tmp_path / "site", files)


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as opened:
        yield opened


@pytest.fixture
def build(site: Path, workshop: Workshop, tmp_path: Path) -> Build:
    """A build of the site, made once already. Returns the explanations by title."""

    def run(theme: str = "classic") -> dict[str, Explanation]:
        edition = Edition(out=tmp_path / "out", theme=theme)
        request = BookRequest(selection=Selection(), arrangement=Arrangement(), edition=edition)
        (report,) = build_books(collect(site), (request,), workshop, explain=True)
        return {chapter.title: chapter for chapter in report.chapters}

    for chapter in run().values():
        assert (chapter.steps, chapter.reasons) == (BOTH, ("it was never made for this book before",))
    return run


def told(explanations: dict[str, Explanation]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {title: (chapter.steps, chapter.reasons) for title, chapter in explanations.items()}


def test_nothing_changed_and_all_is_kept(build: Build) -> None:
    assert told(build()) == {"One": ((), ()), "Two": ((), ())}


def test_a_changed_text_makes_its_chapter_again(build: Build, site: Path) -> None:
    (site / "_posts/2024-03-14-two.md").write_text(post_text("Two", "2024-03-14 12:00:00 +0000", "Other.\n"))
    assert told(build()) == {"One": ((), ()), "Two": (BOTH, ("its text or front matter has changed",))}


def test_a_changed_picture_makes_its_chapter_again(build: Build, site: Path) -> None:
    (site / "a.png").write_bytes(png(210))
    path = site / "a.png"
    assert told(build()) == {"One": (BOTH, (f"the picture {path} has changed",)), "Two": ((), ())}


def test_a_picture_that_only_has_another_date_is_the_same(build: Build, site: Path) -> None:
    for _ in range(2):
        os.utime(site / "a.png", (1_000_000_000, 1_000_000_000))
        assert told(build()) == {"One": ((), ()), "Two": ((), ())}


def test_another_theme_lays_out_all_again(build: Build) -> None:
    why = (("laid out",), ("the page, the theme or the author's styles have changed",))
    assert told(build("modern")) == {"One": why, "Two": why}


def test_what_the_cache_has_lost_is_made_again(build: Build, workshop: Workshop, tmp_path: Path) -> None:
    shutil.rmtree(workshop.store.root / "entries" / "pages")
    shutil.rmtree(tmp_path / "out")
    why = (("laid out",), ("the cache had lost it",))
    assert told(build()) == {"One": why, "Two": why}


def test_another_version_of_a_library_makes_all_again(build: Build) -> None:
    parts = parts_of_fingerprint()
    versions = (*((n, v) for n, v in parts.versions if n != "pygments"), ("pygments", "99.1"))
    before = dict(parts.versions)["pygments"]
    other = type(parts)(versions=versions, engine=parts.engine, fonts=parts.fonts, code=parts.code)
    with (
        patch("bookmaker.explain.parts_of_fingerprint", lambda: other),
        patch.object(Workshop, "fingerprint", "another"),
        patch.object(Workshop, "chapters_fingerprint", "another"),
    ):
        why = (BOTH, (f"pygments has changed from {before} to 99.1",))
        assert told(build()) == {"One": why, "Two": why}


def test_the_command_tells_it(command: Command, site: Path, tmp_path: Path) -> None:
    arguments = ("build", site, "--format", "epub", "--out", tmp_path / "out", "--explain")
    assert "  One: rendered: it was never made for this book before\n" in command(*arguments).out
    assert "  One: kept\n" in command(*arguments).out
    chapters = command(*arguments, "--json").only_book()["chapters_made"]
    assert [(chapter["title"], chapter["steps"]) for chapter in chapters] == [("One", []), ("Two", [])]
