"""A folder with all that a trial needs: a real book, readers, settings, a certificate, and a server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme

from benchmarks.delivery.bot_server import FIRST_CHAT, TOKEN
from benchmarks.delivery.mail_server import PASSWORD, USER
from bookmaker.sender.ledger.report import STATES

_POSTS = {
    "2024-03-13-window.md": """---
title: A Window on the Yard
date: 2024-03-13
---
The swifts came back over the yard today, and the boy on the third floor counted nine of them.
""",
    "2024-03-14-stairs.md": """---
title: The Stairs
date: 2024-03-14
---
Forty-two steps, and a lamp on every second landing.
""",
}
_SITE = "title: Окно во двор\nauthor: Соседка\nlang: ru\n"
_MAIL = """
[delivery]
ledger = "ledger.sqlite3"

[delivery.mail]
from = "Окно во двор <books@example.org>"
host = "127.0.0.1"
port = {port}
security = "{security}"
certificates = "authority.pem"
{login}connections = {connections}
size_limit_mb = 1
tries = 12
first_wait_s = 0.05
unsubscribe_url = "https://example.org/unsubscribe?reader={{token}}"
"""
_BOT = """
[delivery]
ledger = "ledger.sqlite3"

[delivery.telegram]
api = "http://127.0.0.1:{port}"
per_second = {per_second}
first_wait_s = 0.05
"""


def make_book(folder: Path) -> Path:
    """Build a small EPUB."""
    site = folder / "site"
    site.mkdir()
    (site / "_config.yml").write_text(_SITE)
    for name, text in _POSTS.items():
        (site / name).write_text(text)
    _build(folder, "out")
    (book,) = (folder / "out").glob("*.epub")
    return book


def make_volumes(folder: Path, book: Path) -> None:
    """Build the same posts as two volumes, and make the book too large for a message of 1 MB."""
    _build(folder, "out/volumes", "--volumes", "2")
    pad(book, 1_000_000)


def pad(book: Path, size_bytes: int) -> None:
    """Make a book larger."""
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("EPUB/padding.bin", os.urandom(size_bytes))


def _build(folder: Path, out: str, *more: str) -> None:
    command = ["build", "site", "--all", "--format", "epub", "--jobs", "1", "--no-cache", "--out", out]
    run_command(folder, [*command, *more])


def make_certificates(folder: Path) -> None:
    """A certificate for this machine, and the authority that vouches for it."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")


def make_readers(folder: Path, count: int) -> None:
    """Readers whose addresses carry their number."""
    lines = (f"r{number:05}@readers.example,Читатель {number},ru\n" for number in range(count))
    (folder / "readers.csv").write_text("address,name,language\n" + "".join(lines))


def make_chats(folder: Path, count: int) -> None:
    """Chats whose ids carry their number."""
    lines = (f"{FIRST_CHAT + number},Читатель {number},ru\n" for number in range(count))
    (folder / "readers.csv").write_text("address,name,language\n" + "".join(lines))


def write_bot_settings(folder: Path, port: int, per_second: float) -> None:
    """book.toml for the Bot API's server."""
    (folder / "book.toml").write_text(_BOT.format(port=port, per_second=per_second))


def write_mail_settings(
    folder: Path, port: int, security: str, connections: int, *, has_login: bool = True
) -> None:
    """book.toml for the server."""
    login = f'user = "{USER}"\n' if has_login else ""
    text = _MAIL.format(port=port, security=security, login=login, connections=connections)
    (folder / "book.toml").write_text(text)


@contextmanager
def serving(folder: Path, module: str, *arguments: str) -> Iterator[int]:
    """Run a server of this package in a process of its own; gives its port."""
    (folder / "port").unlink(missing_ok=True)
    server = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.delivery.{module}", str(folder), *arguments]
    )
    try:
        deadline = time.monotonic() + 20
        while not (folder / "port").exists():
            assert server.poll() is None and time.monotonic() < deadline, "the server does not start"
            time.sleep(0.02)
        yield int((folder / "port").read_text())
    finally:
        server.terminate()
        server.wait(10)


def start_sending(folder: Path, book: Path, *more: str) -> subprocess.Popen[str]:
    """Start `bookmaker send` on the folder's readers."""
    return subprocess.Popen(
        [sys.executable, "-m", "bookmaker", "send", str(book), "--to", "readers.csv", "--yes", *more],
        cwd=folder,
        env={**environment(), "BOOKMAKER_SMTP_PASSWORD": PASSWORD, "BOOKMAKER_TELEGRAM_TOKEN": TOKEN},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_command(folder: Path, arguments: Sequence[str]) -> str:
    """Run a command to its end. Raises: CalledProcessError."""
    return subprocess.run(
        [sys.executable, "-m", "bookmaker", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def read_ledger(folder: Path) -> list[dict[str, Any]]:
    """All deliveries, as the command exports them."""
    deliveries = json.loads(run_command(folder, ["ledger", "export", "--format", "json"]))["deliveries"]
    assert all(delivery["state"] in STATES for delivery in deliveries)
    return list(deliveries)


def environment() -> dict[str, str]:
    """This process's environment, with the project on the path of modules."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1"}
