"""Upkeep: what was used last stays, what is in use never goes, and nothing else is touched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bookmaker.cache import Store
from bookmaker.upkeep import Removed, clear, list_entries, prune, prune_after_build, remove_damaged
from bookmaker.workshop import Workshop

HEADER_BYTES = 16


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Five entries of 100 bytes, `pages-aa` used last an hour after `pages-ee`, and so on."""
    store = Store(tmp_path)
    for age, name in enumerate(("aa", "bb", "cc", "dd", "ee")):
        store.write(f"pages-{name}", bytes(100 - HEADER_BYTES))
        used_at = time.time() - 7200 - 3600 * age
        os.utime(store.path(f"pages-{name}"), (used_at, used_at))
    return store


def keys(store: Store) -> list[str]:
    return sorted(entry.key.removeprefix("pages-") for entry in list_entries(store))


def test_entries_are_counted_by_kind_and_size(store: Store) -> None:
    store.keep_file(b"<svg/>")
    assert sorted((entry.kind, entry.size_bytes) for entry in list_entries(store)) == [
        ("file", 6), *[("pages", 100)] * 5,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "left"),
    [(500, "aa bb cc dd ee"), (499, "aa bb cc dd"), (250, "aa bb"), (100, "aa"), (0, "")],
)
def test_what_was_used_longest_ago_goes_first(store: Store, limit: int, left: str) -> None:
    removed = prune(store, limit)
    assert keys(store) == left.split()
    assert removed == Removed(entries=5 - len(left.split()), size_bytes=500 - 100 * len(left.split()))


def test_what_is_used_again_stays(store: Store) -> None:
    assert store.has("pages-ee")
    prune(store, 200)
    assert keys(store) == ["aa", "ee"]


def test_after_a_build_nothing_goes_that_a_build_may_be_using(store: Store) -> None:
    assert store.has("pages-ee")
    prune_after_build(store, 0, begun_at=time.time())
    assert keys(store) == ["ee"]


def test_after_a_long_build_nothing_goes_that_it_used(store: Store) -> None:
    prune_after_build(store, 0, begun_at=time.time() - 3 * 3600)
    assert keys(store) == ["aa", "bb"]


def test_builds_in_a_row_look_only_once(store: Store) -> None:
    prune_after_build(store, 10**9, begun_at=time.time())
    prune_after_build(store, 0, begun_at=time.time())
    assert len(keys(store)) == 5


def test_a_workshop_prunes_when_it_has_made_something(store: Store) -> None:
    with Workshop(jobs=1, cache_dir=store.root, cache_size_bytes=0):
        pass
    assert len(keys(store)) == 5
    with Workshop(jobs=1, cache_dir=store.root, cache_size_bytes=0) as workshop:
        assert workshop.submit(pow, 2, 3).result() == 8
    assert keys(store) == []


def test_damaged_entries_are_named_and_removed(store: Store) -> None:
    path = store.path("pages-cc")
    path.write_bytes(path.read_bytes()[:-1])
    assert [entry.key for entry in remove_damaged(store)] == ["pages-cc"]
    assert keys(store) == ["aa", "bb", "dd", "ee"]
    assert remove_damaged(store) == ()


def test_files_that_killed_processes_left_go_when_they_are_old(store: Store) -> None:
    folder = store.path("pages-aa").parent
    old, new = folder / ".aa.old", folder / ".aa.new"
    for path in (old, new):
        path.touch()
    os.utime(old, (1000, 1000))
    assert keys(store) == ["aa", "bb", "cc", "dd", "ee"]
    assert (old.exists(), new.exists()) == (False, True)


def test_clearing_leaves_what_is_not_ours(store: Store) -> None:
    (store.root / "letter.txt").touch()
    assert clear(store) == Removed(entries=5, size_bytes=500)
    assert [path.name for path in store.root.rglob("*") if path.is_file()] == ["letter.txt"]
    assert clear(store) == Removed()


def test_a_store_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "nowhere")
    assert (list(list_entries(store)), prune(store, 0), clear(store)) == ([], Removed(), Removed())
    assert not store.root.exists()
