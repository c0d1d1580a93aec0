"""Whatever befalls the cache or the processes, the book comes out the same to the byte."""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.processes import start_build
from benchmarks.soak import Soak
from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.upkeep import list_entries, remove_damaged
from tests.sites import post_text, write_site
from tests.unit.remote.test_album import png
from tests.web import Answer, Web, serving

DAMAGES = (
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: data[:-1],
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: bytes([data[0] ^ 128]) + data[1:],
    lambda data: data + b"more",
)


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as server:
        server.answers["/far.png"] = Answer(png())
        yield server


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Path:
    """Two posts with a picture beside them and one on the web."""
    body = f"Words and *words*, `code`.\n\n![Near](near.png)\n\n![Far]({web.address('/far.png')})\n"
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Swifts\nurl: https://example.org\n",
        "_posts/2024-03-13-one.md": post_text("One", body=body),
        "_posts/2024-03-14-two.md": post_text(
            "Two", "2024-03-14 12:00:00 +0000", "[One](2024-03-13-one.md)\n"
        ),
        "near.png": png(200),
    }
    return write_site(tmp_path_factory.mktemp("small"), files)


def hashes(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def test_any_damaged_entry_is_made_again(small_site: Path, web: Web, tmp_path: Path) -> None:
    collection, out = collect(small_site), tmp_path / "out"
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as workshop:

        def made() -> dict[str, str]:
            workshop.store = type(workshop.store)(workshop.store.root)
            shutil.rmtree(out, ignore_errors=True)
            report = build(collection, Selection(), Arrangement(), Edition(out=out), workshop, web.policy())
            assert report.diagnostics == ()
            return hashes(out)

        undisturbed = made()
        entries = sorted(list_entries(workshop.store), key=lambda entry: entry.key)
        assert {entry.kind for entry in entries} == {
            "artifact", "chapter", "file", "font", "forme", "pages", "picture", "remote", "trace",
        }  # fmt: skip
        for number, entry in enumerate(entries):
            entry.path.write_bytes(DAMAGES[number % len(DAMAGES)](entry.path.read_bytes()))
            assert made() == undisturbed, entry.key
        for entry in entries:
            entry.path.write_bytes(b"")
        assert made() == undisturbed
        assert remove_damaged(workshop.store) == ()


def test_builds_at_the_same_time_share_a_cache(project: Path, tmp_path: Path) -> None:
    options = ("--limit", "3", "--jobs", "1", "--cache-dir", str(tmp_path / "shared"))
    builds = []
    for number in range(4):
        builds.append(start_build(project / "examples", tmp_path / str(number), *options))
        time.sleep(0.1)
    for process in builds:
        _, said = process.communicate(timeout=300)
        assert (process.returncode, "Traceback" in said) == (0, False), said
    made = [hashes(tmp_path / str(number) / "out") for number in range(4)]
    assert len(made[0]) == 2
    assert made == [made[0]] * 4


def test_one_process_eight_and_the_cache_make_the_same_bytes(project: Path, tmp_path: Path) -> None:
    made = []
    for name, cache, jobs in (("one", "a", "1"), ("eight", "b", "8"), ("kept", "b", "2")):
        options = ("--limit", "3", "--jobs", jobs, "--cache-dir", str(tmp_path / cache))
        process = start_build(project / "examples", tmp_path / name, *options)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
        made.append(hashes(tmp_path / name / "out"))
    assert len(made[0]) == 2
    assert made == [made[0]] * 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")
def test_killed_at_random_moments_it_makes_the_same_bytes(tmp_path: Path) -> None:
    files = {
        f"_posts/2024-03-1{day}-p.md": post_text(f"Day {day}", f"2024-03-1{day}", "Words.\n" * 200)
        for day in range(4)
    }
    site = write_site(tmp_path / "site", {"_config.yml": "title: Swifts\n", **files})
    soak = Soak(site=site, options=("--jobs", "2"), dice=random.Random(4))
    soak.look_undisturbed()
    for _ in range(2):
        soak.kill_worker()
        soak.kill_program()
