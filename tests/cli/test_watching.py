"""`build --watch`: a change of a post, of the settings or of nothing, and how it ends."""

from __future__ import annotations

import queue
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.command import Command

_PATIENCE_S = 60
_READY = "watching"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")


class Watch:
    """A command that watches, and what it said since it was last asked."""

    def __init__(self, process: subprocess.Popen[str]):
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def next_words(self) -> str:
        """All that it says until it waits again."""
        said = ""
        while True:
            line = self._lines.get(timeout=_PATIENCE_S)
            if line.startswith(_READY):
                return said
            said += line


@contextmanager
def watching(site: Path, out: Path, cache: Path) -> Iterator[Watch]:
    """Run the command until the end of the block."""
    words = ["build", str(site), "--all", "--format", "epub", "--watch", "--jobs", "1"]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bookmaker", *words, "--out", str(out), "--cache-dir", str(cache)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        # What a shell has started in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        yield Watch(process)
    finally:
        process.kill()
        process.wait()


def words_of(epub: Path) -> str:
    """All text documents of a book."""
    with zipfile.ZipFile(epub) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))


def test_a_changed_post_is_in_the_book_and_mistakes_are_waited_for(
    site: Path, tmp_path: Path, command: Command
) -> None:
    site = Path(shutil.copytree(site, tmp_path / "site"))
    post, settings = site / "_posts" / "2023-01-02-second.md", site / "book.toml"
    with watching(site, tmp_path / "out", command.cache) as watch:
        assert "3 posts" in watch.next_words()
        epub = tmp_path / "out" / "complete.epub"
        assert "Defenestration" not in words_of(epub)

        post.write_text(f"{post.read_text('utf-8')}\nDefenestration.\n", "utf-8")
        assert "3 posts" in watch.next_words()
        assert "Defenestration" in words_of(epub)

        settings.write_text("no settings", "utf-8")
        assert "error: " in watch.next_words()

        settings.write_text('[site]\nauthor = "Ann"\n', "utf-8")
        assert "3 posts" in watch.next_words()

        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(_PATIENCE_S) == 0


def test_a_site_within_the_folder_of_its_files_cannot_be_watched(site: Path, command: Command) -> None:
    done = command("build", site, "--watch", "--out", site.parent)
    assert (done.status, done.out) == (2, "")
    assert "choose another --out" in done.err
