"""How far a build is: counted by stage, shown by whoever listens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Listens to a build. Stages have short names: `render`, `images`, `layout`."""

    def expect(self, stage: str, total: int) -> None:
        """So many steps are to come."""

    def advance(self, stage: str) -> None:
        """One step is done."""


class Silence:
    """Listens to nothing."""

    def expect(self, stage: str, total: int) -> None:
        """Nobody asks."""

    def advance(self, stage: str) -> None:
        """Nobody asks."""


class Stopwatch:
    """Seconds that each stage took, by the wall's clock."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + spent, 3)
