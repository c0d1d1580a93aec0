"""A good mail server with a login, in this process, and a folder to send from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.delivery.mail_server import PASSWORD
from benchmarks.delivery.setting import make_certificates, serving, write_mail_settings
from tests.command import Command, Finished
from tests.small_book import write_book


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with a book, settings and readers, and what the server has taken."""

    folder: Path
    command: Command

    def send(self, *arguments: str, password: str = PASSWORD, **env: str) -> Finished:
        """`bookmaker send` of the book, from the folder."""
        words = ["send", "balkon-2024.epub", *arguments]
        return self.command(*words, cwd=self.folder, env={"BOOKMAKER_SMTP_PASSWORD": password, **env})

    def run(self, *arguments: str) -> Finished:
        """Another command, from the folder."""
        return self.command(*arguments, cwd=self.folder)

    def list_readers(self, text: str, name: str = "readers.csv") -> None:
        """Write a list of readers."""
        (self.folder / name).write_text(f"address,name,format,unsubscribed\n{text}")

    def taken(self) -> list[dict[str, Any]]:
        """What the server has taken."""
        log = self.folder / "taken.log"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The server runs while the test does."""
    write_book(tmp_path)
    make_certificates(tmp_path)
    with serving(tmp_path, "mail_server", "--good") as port:
        write_mail_settings(tmp_path, port, "starttls", 2)
        yield Desk(tmp_path, Command(tmp_path / "cache"))
