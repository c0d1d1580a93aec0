"""What a server has taken, as a trial looks at it."""

from __future__ import annotations

import hashlib
import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol


class Taken(Protocol):
    """The messages that have come to a server."""

    def count(self) -> int:
        """How many there are by now."""

    def read(self) -> list[dict[str, Any]]:
        """All of them: whom they are `to`, their `id`, and their `files`' digests by name."""


class Log:
    """A file with a line of JSON for each message."""

    def __init__(self, path: Path):
        self._path = path

    def count(self) -> int:
        """How many lines there are by now."""
        return self._path.read_bytes().count(b"\n") if self._path.exists() else 0

    def read(self) -> list[dict[str, Any]]:
        """All lines."""
        lines = self._path.read_text().splitlines() if self._path.exists() else []
        return [json.loads(line) for line in lines]


def read_letter(content: bytes) -> EmailMessage:
    """A letter as it came."""
    return message_from_bytes(content, policy=policy.default)


def describe(message: EmailMessage, recipients: list[str]) -> dict[str, Any]:
    """A letter with the book."""
    files = {
        part.get_filename(): hashlib.sha256(part.get_content()).hexdigest()
        for part in message.iter_attachments()
    }
    return {
        "to": recipients,
        "id": str(message["Message-ID"]),
        "name": message["To"].addresses[0].display_name,
        "files": files,
    }
