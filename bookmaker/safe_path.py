"""Where Python looks for modules in the processes that this one starts."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

#: Set to anything, Python looks for no modules in the folder that it is started in. Source: python(1).
_SAFE_PATH = "PYTHONSAFEPATH"
_changing = threading.Lock()
#: What it was for each who needs it set: the first alone found it as it is to be left.
_found: list[str | None] = []


@contextlib.contextmanager
def no_modules_from_here() -> Iterator[None]:
    """What starts meanwhile looks for no modules in the folder where the command was given.

    It is the author's, or a stranger's: a `numbers.py` in it would be run in the place of Python's own.
    Source: CPython 3.11 starts servers and trackers with `-c`, which looks there before anywhere else.
    """
    with _changing:
        _found.append(os.environ.get(_SAFE_PATH))
        os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        with _changing:
            before = _found.pop()
            if not _found:
                _put_back(before)


def _put_back(before: str | None) -> None:
    if before is None:
        del os.environ[_SAFE_PATH]
    else:
        os.environ[_SAFE_PATH] = before
