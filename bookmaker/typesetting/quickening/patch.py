"""One function in the place of another, wherever the library refers to it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Patch:
    """A library's function and what does the same faster. `owner` is the class of a method."""

    original: Function
    faster: Function
    owner: type | None = None

    def apply(self, modules: Iterable[object]) -> None:
        """Replace it in its class, or in each of the modules that has it."""
        self._replace(self.original, self.faster, modules)

    def undo(self, modules: Iterable[object]) -> None:
        """Put the library's own back."""
        self._replace(self.faster, self.original, modules)

    def _replace(self, old: Function, new: Function, modules: Iterable[object]) -> None:
        name = self.original.__name__
        for place in (self.owner,) if self.owner else modules:
            if vars(place).get(name) is old:
                setattr(place, name, new)
