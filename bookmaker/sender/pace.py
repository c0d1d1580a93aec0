"""How fast messages may leave: so many in a time, for all connections together, and waits that can be cut."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Pace:
    """Gives out moments to send at, evenly spaced. All threads share one."""

    def __init__(self, wait_s: float, stop: threading.Event):
        """`wait_s` lies between two messages; 0 is no limit."""
        self._wait_s = wait_s
        self._stop = stop
        self._lock = threading.Lock()
        self._next_s = 0.0

    def wait(self, before: Callable[[], None]) -> bool:
        """Wait for the next moment, and do `before` if it is not now. False where the run is to stop."""
        with self._lock:
            now_s = time.monotonic()
            at_s = max(now_s, self._next_s)
            self._next_s = at_s + self._wait_s
        if at_s > now_s:
            before()
        return not self._stop.wait(max(at_s - time.monotonic(), 0.0))

    def hold(self, seconds: float) -> None:
        """Let nothing leave for so long: the server has asked for it."""
        with self._lock:
            self._next_s = max(self._next_s, time.monotonic() + seconds)
