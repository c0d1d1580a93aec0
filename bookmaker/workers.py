"""What a worker process does: gets ready, works off tasks, and ends when nobody is there to work for."""

from __future__ import annotations

import contextlib
import gc
import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from bookmaker.cache import leaving
from bookmaker.frames import with_room

_TERMINATED = 143
#: Garbage of tasks is collected when a worker has grown by so much. Units: bytes.
_MOST_GARBAGE_BYTES = 60_000_000
_GRACE_S = 3.0


def serve(connection: Connection, fonts_configuration_path: str) -> None:
    """Work off tasks until the other end closes. Answers: result, error, and memory in bytes."""
    _watch_parent()
    start_worker(fonts_configuration_path)
    # Out of memory a worker ends like one that was killed, and a fresh one tries the task again.
    with contextlib.suppress(EOFError, OSError, MemoryError):
        connection.send_bytes(b"ready")
        clean_bytes = _memory_bytes()
        do = with_room(_do)
        while True:
            answer = do(connection.recv_bytes())
            if _memory_bytes() > clean_bytes + _MOST_GARBAGE_BYTES:
                gc.collect()
                clean_bytes = _memory_bytes()
            connection.send_bytes(_dump(answer))


def start_worker(fonts_configuration_path: str) -> None:
    """Make a fresh process ready for tasks."""
    # Ctrl-C is for the main process, which tells the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    # Workers share the standard output of `--json`, and WeasyPrint 70 prints where it finds no Pango.
    sys.stdout = io.StringIO()
    # fontconfig reads it once, at its first use in the process.
    os.environ["FONTCONFIG_FILE"] = fonts_configuration_path
    # fontTools puts the time into the instances that it makes of variable fonts; pages are kept for longer.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    gc.freeze()
    # Looking for garbage after each task costs a twentieth of the layout.
    gc.disable()


def _do(message: bytes) -> tuple[Any, Exception | None]:
    """What comes of a task: its value, or an error."""
    try:
        task, arguments = pickle.loads(message)
        return task(*arguments), None
    except MemoryError:
        raise
    except Exception as error:
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        return None, error


def _dump(answer: tuple[Any, Exception | None]) -> bytes:
    """Some libraries' errors cannot be pickled, or not be read again; then their text goes."""
    try:
        message = pickle.dumps((*answer, _memory_bytes()))
        if answer[1] is not None:
            pickle.loads(message)
    except Exception as unwritable:
        error = answer[1] or unwritable
        notes = getattr(error, "__notes__", ())
        return pickle.dumps((None, RuntimeError("\n".join([repr(error), *notes])), _memory_bytes()))
    return message


def _memory_bytes() -> int:
    """The process's resident memory; its peak where the system does not tell more; 0 on Windows."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError):
        return _peak_bytes()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak_bytes() -> int:
    try:
        import resource
    except ImportError:
        return 0
    # Source: getrusage(2): kilobytes on Linux and BSD, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _leave(*_: Any) -> None:
    # Told twice, by the system and by the main process, it would stop clearing up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # What unwinding says, from inside libraries' callbacks too, is no news to the person who stopped it.
    sys.stderr = io.StringIO()
    # From now on nothing is kept.
    leaving.set()
    # Unwinding removes the temporary file of a result that is just being written.
    raise SystemExit(_TERMINATED)


def _watch_parent() -> None:
    """End with the main process, even where that was killed and could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_S)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
