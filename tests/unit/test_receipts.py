"""A receipt answers for a build only while nothing that the build read or wrote has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bookmaker import receipts
from bookmaker.cache import Store
from bookmaker.receipts import Receipts
from tests.sites import write_site


@pytest.fixture(autouse=True)
def _quick_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_TICK_NS", 0)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_site(tmp_path / "site", {"_posts/a.md": "one", "assets/b.png": "two", "book.toml": ""})
    write_site(tmp_path, {"out/book.epub": "three", "elsewhere/look.css": "four"})
    time.sleep(0.02)
    return tmp_path


def open_receipts(place: Path, question: str = "all") -> Receipts:
    return Receipts(Store(place / "cache"), question, place / "out")


def make(place: Path, severity: str = "note") -> list[dict[str, Any]]:
    """What a build does: look, work, keep."""
    one = open_receipts(place)
    roots = (place / "site", place / "elsewhere/look.css", place / "site/absent.css")
    stock = one.take_stock(roots)
    reports = [
        {"artifacts": [{"path": str(place / "out/book.epub")}], "diagnostics": [{"severity": severity}]}
    ]
    one.keep(reports, roots, stock)
    return reports


def test_the_same_is_answered(place: Path) -> None:
    reports = make(place)
    assert open_receipts(place).find() == reports
    assert open_receipts(place, "other").find() is None


def _same_size_and_date(path: Path) -> None:
    facts = path.stat()
    path.write_text(path.read_text()[::-1])
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a post is edited": lambda place: (place / "site/_posts/a.md").write_text("one more"),
    "a post is edited and its date put back": lambda place: _same_size_and_date(place / "site/_posts/a.md"),
    "a file comes": lambda place: (place / "site/assets/c.png").write_text("five"),
    "a file goes": lambda place: (place / "site/assets/b.png").unlink(),
    "a file is renamed": lambda place: (place / "site/assets/b.png").rename(place / "site/assets/c.png"),
    "a style outside the site is edited": lambda place: (place / "elsewhere/look.css").write_text("six"),
    "a file that was not there comes": lambda place: (place / "site/absent.css").write_text("seven"),
    "the book is damaged": lambda place: (place / "out/book.epub").write_text("THREE"),
    "the book is gone": lambda place: (place / "out/book.epub").unlink(),
    "a picture was fetched by another build": lambda place: Store(place / "cache").write("remote-1", b"8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_ends_it(place: Path, change: str) -> None:
    make(place)
    time.sleep(0.02)
    CHANGES[change](place)
    assert open_receipts(place).find() is None


def test_another_date_of_the_book_ends_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(place)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert open_receipts(place).find() is None


def test_our_own_code_ends_it(place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make(place)
    write_site(tmp_path / "package", {"__init__.py": ""})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(receipts, "_PACKAGES", (*receipts._PACKAGES, "package"))
    assert open_receipts(place).find() is None


def test_after_an_error_another_try_is_made(place: Path) -> None:
    make(place, "error")
    assert open_receipts(place).find() is None


def test_what_has_just_changed_may_change_again_unseen(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_TICK_NS", 10**12)
    make(place)
    assert open_receipts(place).find() is None


def test_files_written_among_the_posts_are_not_posts(place: Path) -> None:
    one = Receipts(Store(place / "cache"), "all", place / "site/out")
    before = one.take_stock([place / "site"])
    write_site(place / "site/out", {"book.pdf": "nine"})
    assert one.take_stock([place / "site"]) == before
    assert Receipts(Store(place / "cache"), "all", place).take_stock([place / "site"]) is None
