"""Bounds what one post may cost, so that no template can hang the build or fill the memory.

python-liquid's own limits count the iterations of nested loops, but not of loops one after the
other, nor what filters make, nor the items that `offset:` walks over; here one purse pays for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from liquid.exceptions import ResourceLimitError

from bookmaker.renderer.dialects.jekyll.values import Record

#: Units: a character copied. It buys 400,000 constructs, or 4 million characters written.
_PURSE = 40_000_000
_PER_CHARACTER = 40
NODE_COST = 100
ITEM_COST = 20
_FILTERED_CHARACTER_COST = 4
_WRITTEN_CHARACTER_COST = 10
_LARGEST_INTEGER_BITS = 4096


class Budget:
    """What is left. Raises: ResourceLimitError once it is spent."""

    def __init__(self, body_length: int):
        self.left = _PURSE + _PER_CHARACTER * body_length

    def spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise ResourceLimitError("the template takes too long or writes too much", token=None)

    def spend_value(self, value: object) -> None:
        """Pay for handing a value on: everything in it counts, as often as it occurs."""
        waiting = [value]
        while waiting:
            item = waiting.pop()
            self.spend(ITEM_COST)
            if isinstance(item, str):
                self.spend(_FILTERED_CHARACTER_COST * len(item))
            elif isinstance(item, int) and item.bit_length() > _LARGEST_INTEGER_BITS:
                raise ResourceLimitError("a number grows too large", token=None)
            elif isinstance(item, list | tuple):
                self.spend(ITEM_COST * len(item))
                waiting.extend(item)
            elif isinstance(item, range):
                self.spend(ITEM_COST * len(item))
            elif isinstance(item, Mapping) and not isinstance(item, Record):
                self.spend(ITEM_COST * len(item))
                waiting.extend(item.values())


class PaidBuffer(StringIO):
    """Text whose every character is paid for."""

    def __init__(self, budget: Budget):
        super().__init__()
        self.budget = budget

    def write(self, text: str, /) -> int:
        self.budget.spend(_WRITTEN_CHARACTER_COST * len(text))
        return super().write(text)
