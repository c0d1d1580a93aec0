"""An SMTP server that follows a script: what it answers to each command, and when it hangs up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_USUAL = {
    "CONNECT": "220 ready", "EHLO": "250-mail.example.org\r\n250-SIZE 50000000\r\n250 AUTH PLAIN LOGIN",
    "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "END": "250 taken", "RSET": "250 ok",
    "AUTH": "235 welcome", "QUIT": "221 bye", "STARTTLS": "220 go on",
}  # fmt: skip


@dataclass
class Script:
    """`answers` of a command are given in turn, then the usual one. `drop` hangs up; nothing is silence."""

    answers: Mapping[str, Sequence[str]]
    context: ssl.SSLContext | None = None
    port: int = 0
    heard: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._left = {command: list(answers) for command, answers in self.answers.items()}

    def answer(self, command: str) -> str:
        """What is said now."""
        left = self._left.get(command)
        return left.pop(0) if left else _USUAL.get(command, "500 what?")

    def converse(self, line: socket.socket) -> None:
        """One connection."""
        with suppress(OSError), line:
            file = line.makefile("rb")
            if not self._say(line, "CONNECT"):
                return
            while heard := file.readline():
                text = heard.decode("utf-8", "replace").rstrip("\r\n")
                self.heard.append(text)
                command = text.split(" ")[0].upper()
                if command not in _USUAL:
                    command = "AUTH"  # what follows a challenge
                if not self._say(line, command) or command == "QUIT":
                    return
                if command == "STARTTLS" and self.context:
                    line = self.context.wrap_socket(line, server_side=True)
                    file = line.makefile("rb")
                if command == "DATA" and self._last.rpartition("\n")[2].startswith("354"):
                    lines = []
                    while (one := file.readline()) not in (b".\r\n", b""):
                        lines.append(one)
                    self.messages.append(b"".join(lines))
                    if not one or not self._say(line, "END"):
                        return

    def _say(self, line: socket.socket, command: str) -> bool:
        self._last = self.answer(command)
        if self._last == "drop":
            return False
        if self._last:
            line.sendall(f"{self._last}\r\n".encode())
        return True


@contextmanager
def following(
    answers: Mapping[str, Sequence[str]] | None = None, context: ssl.SSLContext | None = None
) -> Iterator[Script]:
    """Run the server for a while."""
    script = Script(answers or {}, context)
    with socket.create_server(("127.0.0.1", 0)) as server:
        script.port = server.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    threading.Thread(target=script.converse, args=(line,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield script
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
