"""What a bad server does to a transaction, decided by its number and by chance with a fixed seed."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal[
    "none", "later", "later-after-data", "refuse", "refuse-after-data", "go-away",
    "drop-before", "drop-during", "drop-after-taking", "drop-after-losing",
]  # fmt: skip
_DROPS: tuple[Fault, ...] = ("drop-before", "drop-during", "drop-after-taking", "drop-after-losing")
_DROP_CHANCE = 0.02


def is_refused(number: int) -> bool:
    """Whether the reader of this number is one of the fiftieth that no server takes."""
    return number % 50 == 49


@dataclass
class Faults:
    """Counts transactions. With `is_bad` False nothing happens to any of them."""

    is_bad: bool = True
    seed: int = 7
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def choose(self, reader_number: int) -> Fault:
        """4xx to every tenth, 421 to every hundredth, 5xx to every fiftieth reader, and lines that break."""
        if not self.is_bad:
            return "none"
        number = next(self._numbers)
        if is_refused(reader_number):
            return "refuse-after-data" if reader_number % 100 == 99 else "refuse"
        if number % 100 == 0:
            return "go-away"
        if number % 10 == 0:
            return "later-after-data" if number % 20 == 0 else "later"
        if self._chance.random() < _DROP_CHANCE:
            return self._chance.choice(_DROPS)
        return "none"
