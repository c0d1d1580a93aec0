"""`bookmaker cache`, as a person and a program use it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bookmaker.cache import Store
from tests.command import Command

KINDS = {"artifact", "chapter", "font", "forme", "pages", "picture", "receipt", "trace"}
# A build leaves a receipt where nothing has changed for two seconds before it.
_STANDS_S = 2.1


@pytest.fixture(scope="module")
def filled(command: Command, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The cache of a build."""
    folder = tmp_path_factory.mktemp("filled")
    newest_s = max(path.stat().st_ctime for path in site.rglob("*"))
    time.sleep(max(0.0, newest_s + _STANDS_S - time.time()))
    built = command("build", site, "--year", "2023", "--cache-dir", folder / "c", "--out", folder / "out")
    assert built.status == 0
    return Store(folder / "c")


def test_info_tells_the_kinds(command: Command, filled: Store) -> None:
    facts = command("cache", "info", "--cache-dir", filled.root, "--json").json()
    assert facts["path"] == str(filled.root)
    assert set(facts["kinds"]) == KINDS
    assert facts["entries"] == sum(kind["entries"] for kind in facts["kinds"].values())
    assert facts["size_bytes"] == sum(kind["size_bytes"] for kind in facts["kinds"].values()) > 100_000
    words = command("cache", "info", "--cache-dir", filled.root).out.split()
    assert words[0] == str(filled.root)
    assert set(words) > KINDS


def test_the_environment_says_where_the_cache_is(command: Command, filled: Store, tmp_path: Path) -> None:
    assert command("cache", "info", env={"BOOKMAKER_CACHE_DIR": str(filled.root)}).out.startswith(
        str(filled.root)
    )
    elsewhere = command("cache", "info", "--json", env={"XDG_CACHE_HOME": str(tmp_path)}).json()
    assert elsewhere == {"path": str(tmp_path / "bookmaker"), "entries": 0, "size_bytes": 0, "kinds": {}}


def test_verify_finds_what_is_damaged(command: Command, filled: Store) -> None:
    assert command("cache", "verify", "--cache-dir", filled.root).out == "0 damaged\n"
    path = next(path for path in sorted((filled.root / "entries" / "pages").rglob("*")) if path.is_file())
    path.write_bytes(b"")
    facts = command("cache", "verify", "--cache-dir", filled.root, "--json").json()
    assert facts == {"damaged": [{"kind": "pages", "path": str(path)}]}
    assert not path.exists()


def test_prune_and_clear_make_it_smaller(command: Command, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, key in enumerate(("pages-aa", "pages-bb", "pages-cc")):
        store.write(key, bytes(1_000_000))
        os.utime(store.path(key), (10_000 - age, 10_000 - age))
    place = ("--cache-dir", tmp_path)
    assert command("cache", "prune", "--cache-size", "2.5MB", *place).out == "1 removed, 1.0 MB\n"
    assert [store.has(key) for key in ("pages-aa", "pages-bb", "pages-cc")] == [True, True, False]
    facts = command("cache", "clear", *place, "--json").json()
    assert facts == {"removed": {"entries": 2, "size_bytes": 2_000_032}}
    assert command("cache", "info", *place, "--json").json()["entries"] == 0


def test_a_size_that_is_none_is_refused(command: Command, tmp_path: Path) -> None:
    said = command("cache", "prune", "--cache-size", "large", "--cache-dir", tmp_path)
    assert said.status == 2
    assert "'large' is not a size; write 500MB or 2GB" in said.err
