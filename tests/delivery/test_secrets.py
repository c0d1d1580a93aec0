"""A secret is looked for everywhere that anything is written: it must be nowhere."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from benchmarks.delivery.bot_server import TOKEN
from benchmarks.delivery.mail_server import PASSWORD, USER
from benchmarks.delivery.setting import environment, serving, write_bot_settings, write_mail_settings
from tests.delivery.conftest import Desk
from tests.small_book import write_book
from tests.smtp_script import following

#: Runs the command with everything logged that Python's libraries have to say.
LOGGING = """
import http.client, logging, sys
logging.basicConfig(level=0, stream=sys.stderr, format="%(name)s %(message)s %(args)s")
http.client.HTTPConnection.debuglevel = 1
sys.argv = ["bookmaker", *sys.argv[1:]]
from bookmaker.cli import main
main()
"""


def forms(secret: str, user: str) -> Iterable[bytes]:
    """All that would give a secret away."""
    for text in (secret, f"\0{user}\0{secret}", f"user={user}\1auth=Bearer {secret}\1\1"):
        yield text.encode()
        yield base64.b64encode(text.encode()).rstrip(b"=")
        yield quote(text, safe="").encode()
        yield ascii(text)[1:-1].encode()


def run(folder: Path, *arguments: str, **env: str) -> bytes:
    """All that a command writes to its standard streams, with every log on."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", LOGGING, *arguments],
        cwd=folder,
        env={**environment(), **env},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.stdout + b"\n" + done.stderr


def places(folder: Path, said: bytes) -> dict[str, bytes]:
    """Everything written: the streams, and every file of the folder, the ledger's own files too."""
    files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {"the standard streams": said, **files}


def assert_nowhere(secret: str, user: str, folder: Path, said: bytes) -> None:
    found = {
        (place, form)
        for place, data in places(folder, said).items()
        for form in forms(secret, user)
        if form in data
    }
    assert found == set()


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_the_password_is_nowhere_after_a_run_that_went_well(desk: Desk, more: tuple[str, ...]) -> None:
    desk.list_readers("anna@example.org,,,\n")
    said = run(
        desk.folder, "send", "balkon-2024.epub", "--to", "readers.csv", "--yes", *more,
        BOOKMAKER_SMTP_PASSWORD=PASSWORD,
    )  # fmt: skip
    assert len(desk.taken()) == 1
    said += run(desk.folder, "ledger", "export")
    assert_nowhere(PASSWORD, USER, desk.folder, said)


@pytest.mark.parametrize("login", ["password", "xoauth2"])
@pytest.mark.parametrize("echo", ["{plain}", "{coded}"])
def test_the_password_is_nowhere_when_the_server_throws_it_back(
    tmp_path: Path, login: str, echo: str
) -> None:
    """A hostile server repeats what it was sent, at the login, and again for the message."""
    write_book(tmp_path)
    (tmp_path / "readers.csv").write_text("address\nanna@example.org\n")
    sent = f"\0{USER}\0{PASSWORD}" if login == "password" else f"user={USER}\1auth=Bearer {PASSWORD}\1\1"
    text = echo.format(plain=PASSWORD, coded=base64.b64encode(sent.encode()).decode())
    for answers in ({"AUTH": [f"535 no: {text}"]}, {"RCPT": [f"550 no: {text}"], "END": [f"550 {text}"]}):
        with following(answers) as script:
            write_mail_settings(tmp_path, script.port, "none", 1)
            settings = tmp_path / "book.toml"
            settings.write_text(settings.read_text() + f'login = "{login}"\n')
            said = run(
                tmp_path, "send", "balkon-2024", "--out", ".", "--to", "readers.csv", "--yes", "--json",
                BOOKMAKER_SMTP_PASSWORD=PASSWORD,
            )  # fmt: skip
        assert b"[secret]" in said
        assert_nowhere(PASSWORD, USER, tmp_path, said)


@pytest.mark.parametrize("bot", [TOKEN, TOKEN[:-1] + "1"], ids=["right", "wrong"])
def test_the_token_is_nowhere_though_it_is_part_of_every_address(tmp_path: Path, bot: str) -> None:
    write_book(tmp_path)
    (tmp_path / "readers.csv").write_text("address\n100001\n100048\n@channel\n")
    with serving(tmp_path, "bot_server", "--good") as port:
        write_bot_settings(tmp_path, port, 100)
        said = run(
            tmp_path, "send", "balkon-2024", "--out", ".", "--to", "readers.csv", "--yes",
            "--channel", "telegram", BOOKMAKER_TELEGRAM_TOKEN=bot,
        )  # fmt: skip
    assert b"HTTP Request: POST http://127.0.0.1" in said, "the library's log must have been on"
    assert (b"3 sent" in said) == (bot == TOKEN)
    assert_nowhere(bot, "telegram", tmp_path, said)


def test_the_token_is_nowhere_when_nobody_answers(tmp_path: Path) -> None:
    write_book(tmp_path)
    (tmp_path / "readers.csv").write_text("address\n100001\n")
    write_bot_settings(tmp_path, 9, 100)
    arguments = ("send", "balkon-2024", "--out", ".", "--to", "readers.csv", "--yes", "--channel", "telegram")
    said = run(tmp_path, *arguments, BOOKMAKER_TELEGRAM_TOKEN=TOKEN)
    assert b"no connection to the Bot API" in said
    assert_nowhere(TOKEN, "telegram", tmp_path, said)


@pytest.mark.parametrize(
    "line",
    [
        'password = "open-sesame-1234"',
        'password_from = "open-sesame-1234"',
        'password_from = "env:"\nuser = "open-sesame-1234"',
        "password_from = 'open-sesame-1234'\nport = \"open-sesame-1234\"",
    ],
)
def test_a_secret_written_into_the_settings_is_refused_and_not_repeated(tmp_path: Path, line: str) -> None:
    (tmp_path / "book.toml").write_text(f"[delivery.mail]\n{line}\n")
    said = run(tmp_path, "send", "x.epub", "--to", "readers.csv")
    assert b"error: book.toml:" in said
    assert b"open-sesame" not in said
