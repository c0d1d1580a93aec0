"""What is still to be sent in a run, by the moment at which it is due."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterable

from bookmaker.sender.ledger.deliveries import Key

_LOOK_AGAIN_S = 0.1


class Tasks:
    """A queue that ends when nothing is left in it and in anybody's hand, or when the run is to stop."""

    def __init__(self, keys: Iterable[Key], halt: threading.Event):
        self._heap = [(0.0, number, key, True) for number, key in enumerate(keys)]
        self._number = len(self._heap)
        self._in_hand = 0
        self._halt = halt
        self._changed = threading.Condition()

    def take(self, before: Callable[[], None]) -> tuple[Key, bool] | None:
        """The next one that is due, and whether it is taken for the first time; None at the end.

        Where none is due, it does `before`, and waits. Whoever takes says `done()`.
        """
        with self._changed:
            if due := self._pop():
                return due
        before()
        with self._changed:
            while not self._halt.is_set():
                if due := self._pop():
                    return due
                if self._is_over():
                    return None
                wait_s = self._heap[0][0] - time.monotonic() if self._heap else _LOOK_AGAIN_S
                self._changed.wait(min(max(wait_s, 0.0), _LOOK_AGAIN_S))
        return None

    def rest(self, seconds: float) -> None:
        """Take nothing for so long, or until there is nothing left to take."""
        with self._changed:
            end_s = time.monotonic() + seconds
            while not self._halt.is_set() and not self._is_over() and time.monotonic() < end_s:
                self._changed.wait(min(max(end_s - time.monotonic(), 0.0), _LOOK_AGAIN_S))

    def _is_over(self) -> bool:
        return not self._heap and not self._in_hand

    def _pop(self) -> tuple[Key, bool] | None:
        """One that is due now, unless the run is to stop."""
        if self._halt.is_set() or not self._heap or self._heap[0][0] > time.monotonic():
            return None
        _, _, key, is_first = heapq.heappop(self._heap)
        self._in_hand += 1
        return key, is_first

    def put_back(self, key: Key, wait_s: float, *, is_first: bool = False) -> None:
        """Let it be taken again, not before so many seconds have passed."""
        with self._changed:
            self._number += 1
            heapq.heappush(self._heap, (time.monotonic() + wait_s, self._number, key, is_first))
            self._changed.notify()

    def done(self) -> None:
        """What was taken is no longer in hand."""
        with self._changed:
            self._in_hand -= 1
            self._changed.notify_all()
