"""Room for the frames of deep calls, in one piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: Twice as much is taken from the system, and used as far as calls go deep. Units: words of memory.
_WORDS = 140_000


def with_room(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with a megabyte for the frames of all that it calls.

    CPython keeps frames in chunks of 16 KB. It asks the system for one, and gives it back, whenever a call
    goes over the end of the last: in layout, which calls itself, some 90,000 times a book. A frame that needs
    more than that gets a chunk of its own, twice too large, and what is called from it uses the rest.
    Source: CPython 3.11 to 3.14, Python/pystate.c, `push_chunk`.
    """

    def call(*arguments: Any) -> Any:
        return function(*arguments)

    call.__code__ = call.__code__.replace(co_stacksize=_WORDS)
    return call
