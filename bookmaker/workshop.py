"""Where the work is done: the store of results, the pool of workers, and what both depend on.

Environment and machine are read here, once, so that the stages need not.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.metadata
import io
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from functools import cache
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import platformdirs

from bookmaker.cache import Store, write_atomically
from bookmaker.errors import ExportError, RenderError
from bookmaker.fonts import fonts_configuration, fonts_fingerprint
from bookmaker.progress import Progress, Silence

T = TypeVar("T")
_LIBRARIES = (
    "weasyprint", "pydyf", "pyphen", "cssselect2", "tinycss2", "pillow", "markdown-it-py",
    "mdit-py-plugins", "emoji", "nh3", "lxml", "babel", "pypdfium2", "pygments", "python-liquid",
    "latex2mathml", "ziamath", "ziafont",
)  # fmt: skip


class Workshop:
    """A store and a pool of worker processes; a context manager.

    `cache_dir` None takes the user's cache folder; `keep` False works in a folder that vanishes.
    """

    def __init__(
        self,
        *,
        jobs: int | None = None,
        cache_dir: Path | None = None,
        keep: bool = True,
        progress: Progress | None = None,
    ):
        self.jobs = jobs or os.cpu_count() or 1
        self.progress = progress or Silence()
        self._temporary = None if keep else Path(tempfile.mkdtemp(prefix="bookmaker-"))
        root = self._temporary or cache_dir or Path(platformdirs.user_cache_dir("bookmaker"))
        # Absolute, because fontconfig in the workers is told a path in it.
        self.store = Store(root.resolve())
        self._executor: Executor | None = None
        self._is_fresh = not self.store.root.exists() or self._temporary is not None

    def __enter__(self) -> Workshop:
        if self._is_fresh:
            # There will be work: let the workers load their libraries while the collector reads.
            self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
        if isinstance(error, BrokenExecutor):
            raise RenderError(
                "a worker process ended before its work did",
                "the memory may have run out: give fewer processes with --jobs",
            ) from error

    def start(self) -> None:
        """Start the workers. A build that finds all it needs in the store never does."""
        configuration = self.store.root / "fonts.conf"
        try:
            write_atomically(configuration, fonts_configuration(self.store.root / "fontconfig").encode())
        except OSError as error:
            raise ExportError(
                f"cannot keep results in {self.store.root}: {error.strerror or error}",
                "choose another --cache-dir, or give --no-cache",
            ) from error
        self._executor = ProcessPoolExecutor(
            self.jobs,
            mp_context=_context(),
            initializer=_start_worker,
            initargs=(str(configuration),),
        )
        for _ in range(self.jobs):
            self._executor.submit(_warm_up)

    @property
    def fingerprint(self) -> str:
        """Of all that pages depend on besides their content: libraries, fonts, our own code."""
        return _fingerprint()

    def submit(
        self, task: Callable[..., T], *arguments: object, recall: Callable[..., T | None] | None = None
    ) -> Future[T]:
        """Hand a task to a worker, unless `recall` finds its result, with the same arguments, here."""
        kept = recall(*arguments) if recall else None
        if kept is not None:
            future: Future[T] = Future()
            future.set_result(kept)
            return future
        if self._executor is None:
            self.start()
        assert self._executor is not None
        return self._executor.submit(task, *arguments)

    def run_all(
        self,
        stage: str,
        task: Callable[..., T],
        jobs: Iterable[tuple[object, ...]],
        recall: Callable[..., T | None] | None = None,
    ) -> list[T]:
        """Run a task for each tuple of arguments. Order: the jobs'. Raises what a task raises."""
        futures = [self.submit(task, *arguments, recall=recall) for arguments in jobs]
        self.progress.expect(stage, len(futures))
        for _ in as_completed(futures):
            self.progress.advance(stage)
        return [future.result() for future in futures]


def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a small server: threads of the caller are not in them."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bookmaker.preload"])
    return context


def _start_worker(fonts_configuration_path: str) -> None:
    # Ctrl-C is for the main process, which tells the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Workers share the standard output of `--json`, and WeasyPrint 70 prints where it finds no Pango.
    sys.stdout = io.StringIO()
    # fontconfig reads it once, at its first use in the process.
    os.environ["FONTCONFIG_FILE"] = fonts_configuration_path
    gc.freeze()


def _warm_up() -> None:
    """Set one word, so that fonts are found before the first chapter asks for them."""
    from bookmaker.typesetting import lay_out

    lay_out("<html><body>a</body></html>", ())


@cache
def _fingerprint() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    digest.update(f"{sys.version_info[:3]} {fonts_fingerprint()}\n".encode())
    for package in ("bookmaker", "bookmaker.styles", "bookmaker.templates"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".css", ".j2"):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
