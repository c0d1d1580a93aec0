"""Builds that are killed at random moments: what comes after is what an undisturbed build makes.

    python -m benchmarks.soak SITE [--year 2024 …] --workers 50 --programs 50 --seed 1

A worker is killed: the build goes on and makes the same bytes. The whole program is killed: no process is
left, what stands under the output's name is the old file or the new one, and the next build makes the same
bytes. The first difference ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import (
    kill_quietly,
    processes_of,
    start_build,
    temporary_files,
    wait_until,
    workers_of,
)

_OLD = b"the edition before"
_PATIENCE_S = 600


class DifferenceError(Exception):
    """Something came out otherwise than from an undisturbed build; the text says what."""


@dataclass(slots=True, kw_only=True)
class Soak:
    """A site, how it is built, and what an undisturbed build makes of it."""

    site: Path
    options: tuple[str, ...]
    dice: random.Random
    hashes: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    left_behind: int = 0
    """Temporary files of killed processes, in the output's folder."""

    def look_undisturbed(self) -> None:
        """Build in peace."""
        with _folder() as folder:
            start = time.perf_counter()
            self._expect_success(start_build(self.site, folder, *self.options))
            self.seconds = time.perf_counter() - start
            self.hashes = _hashes(folder)

    def kill_worker(self) -> str:
        """Kill one worker at a random moment. Returns what happened."""
        while True:
            with _folder() as folder:
                build = start_build(self.site, folder, *self.options)
                moment = self._wait(build)
                # Before there are workers it is too early, and the first of them will do.
                while not (workers := sorted(workers_of(build.pid))) and build.poll() is None:
                    time.sleep(0.01)
                for worker in workers and [self.dice.choice(workers)]:
                    kill_quietly(worker)
                self._expect_success(build)
                self._expect_same(folder)
                if workers:
                    return f"worker killed at {moment:.2f} s or as soon as there was one"

    def kill_program(self) -> str:
        """Kill the main process at a random moment, then build again. Returns what happened."""
        with _folder() as folder:
            (folder / "out").mkdir()
            for name in self.hashes:
                (folder / "out" / name).write_bytes(_OLD)
            build = start_build(self.site, folder, *self.options)
            moment = self._wait(build)
            kill_quietly(build.pid)
            build.wait()
            wait_until(lambda: not processes_of(build.pid))
            self._expect_old_or_new(folder)
            self.left_behind += len(temporary_files(folder / "out"))
            self._expect_success(start_build(self.site, folder, *self.options))
            self._expect_same(folder)
            return f"program killed at {moment:.2f} s"

    def _wait(self, build: subprocess.Popen[str]) -> float:
        moment = self.dice.uniform(0, self.seconds)
        try:
            build.wait(moment)
        except subprocess.TimeoutExpired:
            return moment
        return moment

    def _expect_success(self, build: subprocess.Popen[str]) -> None:
        _, said = build.communicate(timeout=_PATIENCE_S)
        if build.returncode or "Traceback" in said:
            raise DifferenceError(f"exit code {build.returncode}: {said}")

    def _expect_same(self, folder: Path) -> None:
        if _hashes(folder) != self.hashes:
            raise DifferenceError(f"other bytes in {', '.join(self.hashes)}")

    def _expect_old_or_new(self, folder: Path) -> None:
        old = hashlib.sha256(_OLD).hexdigest()
        for name, made in _hashes(folder).items():
            if made not in (old, self.hashes[name]):
                raise DifferenceError(f"{name} is broken")


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in (folder / "out").glob("[!.]*"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    """Run the trials that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("site", type=Path)
    parser.add_argument("--workers", type=int, default=50, metavar="N", help="builds with a worker killed")
    parser.add_argument("--programs", type=int, default=50, metavar="N", help="builds killed as a whole")
    parser.add_argument("--seed", type=int, default=1)
    known, options = parser.parse_known_args()
    soak = Soak(site=known.site, options=tuple(options), dice=random.Random(known.seed))
    try:
        soak.look_undisturbed()
        print(f"undisturbed: {soak.seconds:.1f} s, {', '.join(soak.hashes)}", flush=True)
        trials = [soak.kill_worker] * known.workers + [soak.kill_program] * known.programs
        for number, trial in enumerate(trials, start=1):
            print(f"{number}: {trial()}", flush=True)
    except DifferenceError as error:
        print(f"DIFFERENT: {error}", file=sys.stderr)
        return 1
    print(f"{len(trials)} disturbed, all the same; {soak.left_behind} temporary files left beside the output")
    return 0


if __name__ == "__main__":
    sys.exit(main())
