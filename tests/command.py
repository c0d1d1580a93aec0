"""The real command in a process of its own, as a person or a program calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)

    def only_book(self) -> dict[str, Any]:
        """The facts of the one book in the JSON document."""
        (book,) = self.json()["books"]
        assert isinstance(book, dict)
        return book


@dataclass(frozen=True, slots=True)
class Command:
    """`bookmaker` with one worker and a cache of the tests' own."""

    cache: Path

    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Finished:
        """Run it; commands that work on a site get the test's cache."""
        words = [str(word) for word in arguments]
        if words and words[0] in ("build", "list"):
            words += ["--jobs", "1", *(() if "--cache-dir" in words else ("--cache-dir", str(self.cache)))]
        done = subprocess.run(
            [sys.executable, "-m", "bookmaker", *words],
            cwd=cwd,
            env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE_S,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Finished(done.returncode, done.stdout, done.stderr)
