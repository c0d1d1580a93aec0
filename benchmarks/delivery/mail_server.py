"""A mail server on this machine that wants TLS and a login, misbehaves, and writes down what it has taken.

    python -m benchmarks.delivery.mail_server FOLDER --security starttls [--good]

FOLDER holds `server.pem` (key and certificate) and gets `port`, and `taken.log` with a line of JSON
for each message.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import re
import signal
import ssl
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from benchmarks.delivery.faults import Fault, Faults
from benchmarks.delivery.taken import describe, read_letter

USER = "author@example.org"
PASSWORD = "a-password-for-tests-ё"
_NUMBER = re.compile(r"\d+")


class Taker:
    """The server's conduct."""

    def __init__(self, folder: Path, faults: Faults):
        self._faults = faults
        self._log = os.open(folder / "taken.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Decide what is to happen to the message."""
        found = _NUMBER.search(address)
        fault: Fault = self._faults.choose(int(found[0]) if found else 0)
        envelope.fault = fault
        if fault == "drop-before":
            cut(server)
        if fault == "go-away":
            asyncio.get_running_loop().call_later(0.01, server.transport.close)
            return "421 4.3.2 too many messages on this connection"
        if fault == "later":
            return "451 4.7.1 greylisted, try again"
        if fault == "refuse":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the message, or do not."""
        match envelope.fault:
            case "later-after-data":
                return "452 4.3.1 no room, try again"
            case "refuse-after-data":
                return "554 5.7.1 not wanted"
            case "drop-after-losing":
                cut(server)
        self._write_down(envelope.content, envelope.rcpt_tos)
        if envelope.fault == "drop-after-taking":
            cut(server)
        return "250 2.0.0 taken"

    def _write_down(self, content: bytes, recipients: list[str]) -> None:
        facts = describe(read_letter(content), recipients)
        os.write(self._log, json.dumps(facts, ensure_ascii=False).encode() + b"\n")


class BadSmtp(SMTP):
    """Hangs up in the middle of a message, where the envelope says so."""

    async def smtp_DATA(self, arg: str) -> None:
        """The command DATA."""
        if getattr(self.envelope, "fault", "") == "drop-during":
            await self.push("354 go on")
            await self._reader.read(2000)
            cut(self)
        await super().smtp_DATA(arg)


def cut(server: Any) -> None:
    """Hang up without a word."""
    server.transport.abort()
    raise ConnectionResetError("hung up on purpose")


def judge_login(server: Any, session: Any, envelope: Any, mechanism: str, data: object) -> AuthResult:
    """One user, one password."""
    is_right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


async def serve(folder: Path, security: str, faults: Faults) -> None:
    """Serve until the process is told to end."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    taker = Taker(folder, faults)

    def make() -> SMTP:
        return BadSmtp(
            taker,
            hostname="mail.example.org",
            tls_context=context if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=judge_login,
            auth_required=True,
            auth_require_tls=security == "starttls",
            data_size_limit=50_000_000,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if security == "tls" else None
    )
    port = server.sockets[0].getsockname()[1]
    (folder / "port.new").write_text(str(port))
    (folder / "port.new").rename(folder / "port")
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.close)
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    try:
        await server.serve_forever()
    except asyncio.CancelledError:
        return


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--security", choices=["starttls", "tls"], default="starttls")
    parser.add_argument("--good", action="store_true", help="do not misbehave")
    arguments = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    asyncio.run(serve(arguments.folder, arguments.security, Faults(is_bad=not arguments.good)))


if __name__ == "__main__":
    main()
