"""Errors of one task, for which the rest of the book does not end."""

from __future__ import annotations

import re
from concurrent.futures import BrokenExecutor, CancelledError

from bookmaker.errors import BookmakerError, WorkerLostError

_FRAME = re.compile(r'File "[^"]*?([^"/\\]+)", line (\d+)')


def is_of_one_task(error: BaseException) -> bool:
    """Whether an error is of the chapter or picture that was worked on, and others need not end for it."""
    of_all = (BookmakerError, BrokenExecutor, CancelledError, MemoryError, OSError)
    return isinstance(error, WorkerLostError) or (
        isinstance(error, Exception) and not isinstance(error, of_all)
    )


def explain(error: BaseException) -> str:
    """An error in a line, with the place in the program where it is no message of its own."""
    if isinstance(error, BookmakerError):
        return error.message
    # A worker process notes where it was.
    frames = _FRAME.findall("\n".join(getattr(error, "__notes__", ())))
    return f"{type(error).__name__}: {error}" + (f" ({':'.join(frames[-1])})" if frames else "")
