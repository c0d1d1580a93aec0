"""Shared libraries by the names that the system's loader knows.

WeasyPrint 70 asks cffi for a library under several names; for each name that the loader does not know, cffi
runs `ldconfig`, a compiler and a linker to find it: twenty programs and half a second at each start.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def known_to_loader() -> Iterator[None]:
    """Search for no library: on Linux the last name of each list is the one that the loader knows."""
    search = ctypes.util.find_library
    if sys.platform.startswith("linux"):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
