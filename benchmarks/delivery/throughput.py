"""Messages a second and memory, with an attachment, beside what the server could take at all.

    python -m benchmarks.delivery.throughput --messages 5000 --megabytes 5 --connections 1 4 8

The bound is a bare client: it sends one message's bytes again and again, keeps no ledger, and does nothing
else. It is measured before and after, for machines are not always equally busy. `server busy` is the
processor's time that the server used, of the time that passed: near 100 % nobody could send faster.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.delivery.setting import make_book, make_readers, pad, read_ledger, serving, start_sending
from bookmaker.cli.delivery import read_delivery
from bookmaker.sender.edition import find_edition
from bookmaker.sender.ledger.deliveries import Ledger
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.plan import Request, make_plan
from bookmaker.sender.readers.reading import read_readers
from bookmaker.sender.sending import make_writer, surroundings

_SETTINGS = """
[delivery]
ledger = "ledger.sqlite3"

[delivery.mail]
from = "Окно во двор <books@example.org>"
host = "127.0.0.1"
port = {port}
security = "none"
connections = {connections}
"""


_COLUMNS = (
    "server", "connections", "messages/s", "bare client", "ratio", "server busy", "by bare client",
    "CPU ms", "server's CPU ms", "memory MB",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Messages, and what the server noted of them. Units: seconds."""

    messages: int
    wall_s: float
    server_cpu_s: float

    @property
    def per_s(self) -> float:
        """Messages a second."""
        return self.messages / self.wall_s

    @property
    def busy(self) -> float:
        """The server's share of one processor."""
        return self.server_cpu_s / self.wall_s


def read_pass(log: Path) -> Pass:
    """From the first message to the last; the log is empty afterwards."""
    entries = [tuple(map(float, line.split())) for line in log.read_text().splitlines()]
    log.write_bytes(b"")
    (start_s, start_cpu_s), (end_s, end_cpu_s) = entries[0], entries[-1]
    return Pass(messages=len(entries) - 1, wall_s=end_s - start_s, server_cpu_s=end_cpu_s - start_cpu_s)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4, 8])
    parser.add_argument("--server", choices=["bare", "aiosmtpd"], nargs="+", default=["aiosmtpd", "bare"])
    arguments = parser.parse_args()
    print(_row(_COLUMNS), "|---" * len(_COLUMNS) + "|", sep="\n", flush=True)
    for kind in arguments.server:
        for connections in arguments.connections:
            print(measure(kind, arguments.messages, arguments.megabytes, connections), flush=True)


def measure(kind: str, messages: int, megabytes: float, connections: int) -> str:
    """A line of the table: one run with a ledger of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="bookmaker-throughput-") as name,
        serving(Path(name), "sink", "--kind", kind) as port,
    ):
        folder, log = Path(name), Path(name) / "times.log"
        pad(book := make_book(folder), int(megabytes * 1_000_000))
        make_readers(folder, messages)
        (folder / "book.toml").write_text(_SETTINGS.format(port=port, connections=connections))
        letter = _letter(folder, book)
        bounds = [_bound(port, connections, letter, messages, log)]
        program = start_sending(folder, book)
        _, status, usage = os.wait4(program.pid, 0)
        assert status == 0, program.stderr.read() if program.stderr else ""
        ours = read_pass(log)
        assert ours.messages == messages - 1
        assert {delivery["state"] for delivery in read_ledger(folder)} == {"sent"}
        bounds.append(_bound(port, connections, letter, messages, log))
    bound = Pass(
        messages=sum(one.messages for one in bounds),
        wall_s=sum(one.wall_s for one in bounds),
        server_cpu_s=sum(one.server_cpu_s for one in bounds),
    )
    return _row((
        kind,
        connections,
        f"{ours.per_s:.1f}",
        f"{bound.per_s:.1f}",
        f"{ours.per_s / bound.per_s:.0%}",
        f"{ours.busy:.0%}",
        f"{bound.busy:.0%}",
        f"{(usage.ru_utime + usage.ru_stime) / messages * 1000:.1f}",
        f"{ours.server_cpu_s / ours.messages * 1000:.1f}",
        f"{usage.ru_maxrss / (1_000_000 if sys.platform == 'darwin' else 1000):.0f}",
    ))  # fmt: skip


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _letter(folder: Path, book: Path) -> Packed:
    """The first reader's message."""
    readers = read_readers(folder / "readers.csv").value[:1]
    settings, _ = read_delivery(folder / "book.toml")
    with Ledger(folder / "other.sqlite3") as ledger:
        plan = make_plan(find_edition(str(book), folder), readers, ledger, Request(channel="mail"))
        letter = make_writer(plan, ledger, settings, surroundings(folder)).write(plan.keys[0])
    assert isinstance(letter, Packed)
    return letter


def _bound(port: int, connections: int, letter: Packed, messages: int, log: Path) -> Pass:
    """Clients that do nothing but send, a tenth of the messages."""
    share = max(messages // connections // 10, 10)
    commands = (b"MAIL FROM:<a@example.org>\r\n", b"RCPT TO:<a@example.org>\r\n", b"DATA\r\n")

    def blast() -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.recv(1000)
            _say(line, b"EHLO a\r\n")
            for _ in range(share):
                for command in commands:
                    _say(line, command)
                _say(line, *letter.pieces, b".\r\n")

    threads = [threading.Thread(target=blast) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return read_pass(log)


def _say(line: socket.socket, *pieces: bytes) -> None:
    for piece in pieces:
        line.sendall(piece)
    assert line.recv(1000)[:1] in (b"2", b"3")


if __name__ == "__main__":
    main()
