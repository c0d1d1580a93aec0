"""Values read from YAML, TOML or JSON, made hashable and bounded.

In: lists and mappings. Out: tuples, and tuples of pairs. A few lines of YAML aliases can mean millions of
values, or one that holds itself, so whatever is read is counted before anything walks through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bookmaker.model import Frozen


class TooLargeError(ValueError):
    """A file holds more than a book could mean."""


def freeze(value: Any, most_values: int = 20_000) -> Frozen:
    """Make a value hashable: lists become tuples, mappings tuples of pairs.

    Raises: TooLargeError where it holds more than `most_values`; RecursionError where it holds itself.
    """
    return _freeze(value, [most_values])


def _freeze(value: Any, left: list[int]) -> Frozen:
    left[0] -= 1
    if left[0] < 0:
        raise TooLargeError("the file holds too many values")
    if isinstance(value, Mapping):
        return tuple((str(key), _freeze(item, left)) for key, item in value.items())
    if isinstance(value, list | tuple | set):
        return tuple(_freeze(item, left) for item in value)
    return value
