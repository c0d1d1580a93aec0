"""Messages a second and memory, with an attachment, beside what the server could take at all.

    python -m benchmarks.delivery.throughput --messages 5000 --megabytes 5 --connections 1 4 8

The bound is a client that sends the same bytes again and again and does nothing else.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.delivery.setting import make_book, make_readers, read_ledger, serving, start_sending

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One run. Units: seconds; MB of the resident set at its largest."""

    connections: int
    messages: int
    seconds: float
    cpu_s: float
    memory_mb: float
    bound_per_s: float

    def row(self) -> str:
        """A line of the table."""
        cells = (
            self.connections,
            f"{self.messages / self.seconds:.1f}",
            f"{self.bound_per_s:.1f}",
            f"{self.cpu_s / self.messages * 1000:.1f}",
            f"{self.memory_mb:.0f}",
        )
        return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4, 8])
    arguments = parser.parse_args()
    print("| connections | messages/s | bound, messages/s | CPU ms/message | memory MB |", flush=True)
    print("|---|---|---|---|---|", flush=True)
    for connections in arguments.connections:
        print(measure(arguments.messages, arguments.megabytes, connections).row(), flush=True)


def measure(messages: int, megabytes: float, connections: int) -> Measurement:
    """One run with a ledger of its own. The time is that from the first message to the last."""
    with (
        tempfile.TemporaryDirectory(prefix="bookmaker-throughput-") as name,
        serving(Path(name), "sink") as port,
    ):
        folder = Path(name)
        book = make_book(folder)
        with zipfile.ZipFile(book, "a") as archive:
            archive.writestr("EPUB/padding.bin", os.urandom(int(megabytes * 1_000_000)))
        make_readers(folder, messages)
        (folder / "book.toml").write_text(_SETTINGS.format(port=port, connections=connections))
        bound = _bound(port, connections, int(book.stat().st_size * 78 / 57), max(messages // 5, 20))
        (folder / "times.log").write_bytes(b"")
        program = start_sending(folder, book)
        _, status, usage = os.wait4(program.pid, 0)
        times = [float(line) for line in (folder / "times.log").read_text().splitlines()]
        assert len(times) == messages
        assert status == 0, program.stderr.read() if program.stderr else ""
        assert {delivery["state"] for delivery in read_ledger(folder)} == {"sent"}
    return Measurement(
        connections=connections,
        messages=messages,
        seconds=times[-1] - times[0],
        cpu_s=usage.ru_utime + usage.ru_stime,
        memory_mb=usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000),
        bound_per_s=bound,
    )


def _bound(port: int, connections: int, size_bytes: int, messages: int) -> float:
    """Messages a second of clients that do nothing but send."""
    data = (b"A" * 76 + b"\r\n") * (size_bytes // 78) + b".\r\n"
    share = max(messages // connections, 1)

    def blast() -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.recv(100)
            for _ in range(share):
                for command in (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<a@b>\r\n", b"DATA\r\n", data):
                    line.sendall(command)
                    line.recv(100)

    threads = [threading.Thread(target=blast) for _ in range(connections)]
    start_s = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return share * connections / (time.monotonic() - start_s)


if __name__ == "__main__":
    main()
