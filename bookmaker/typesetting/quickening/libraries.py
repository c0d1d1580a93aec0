"""What WeasyPrint loads when it is imported, and need not.

WeasyPrint 70 asks cffi for shared libraries under several names; for each name that the system's loader does
not know, cffi runs `ldconfig`, a compiler and a linker to find it: twenty programs and half a second at each
start. And it loads what only few fonts need.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

#: For variable fonts, and for machines whose HarfBuzz cannot subset: a tenth of a second.
_SELDOM_NEEDED = ("fontTools.subset", "fontTools.varLib.instancer")


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


class _Later(ModuleType):
    """Stands for a module that is loaded when one of its functions is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **options)

        return call


@contextmanager
def put_off() -> Iterator[None]:
    """Let who imports modules that are seldom needed have stand-ins for them."""
    absent = [name for name in _SELDOM_NEEDED if name not in sys.modules]
    sys.modules.update((name, _Later(name)) for name in absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
