"""A mail server that takes everything and keeps nothing.

    python -m benchmarks.delivery.sink FOLDER [--kind aiosmtpd]

The bare one does not even look at a message, which no real server can: clients wait for each answer, so the
end of a message is the end of what has come. The other one is aiosmtpd. FOLDER gets `port`, and `times.log`:
for each message the second at which it came, and how many seconds of the processor the server had used.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import time
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

_BUFFER_BYTES = 1 << 20
_END = b"\r\n.\r\n"
_ANSWERS = {b"EHLO": b"250-sink\r\n250 SIZE 0\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Log:
    """When messages came."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / "times.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self) -> None:
        """One has come."""
        os.write(self._file, f"{time.monotonic()} {time.process_time()}\n".encode())

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """What aiosmtpd calls."""
        self.write()
        return "250 taken"


class Sink(asyncio.BufferedProtocol):
    """One connection."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._buffer = bytearray(_BUFFER_BYTES)
        self._view = memoryview(self._buffer)
        self._tail = b""
        self._is_message = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where to put what comes."""
        return self._view

    def buffer_updated(self, nbytes: int) -> None:
        """Look at the last bytes only."""
        self._tail = (self._tail + bytes(self._view[max(nbytes - 5, 0) : nbytes]))[-5:]
        if self._is_message:
            if self._tail == _END:
                self._is_message = False
                self._log.write()
                self._transport.write(b"250 taken\r\n")
        elif self._tail.endswith(b"\r\n"):
            command = bytes(self._view[:4]).upper()
            self._is_message = command == b"DATA"
            self._transport.write(_ANSWERS.get(command, b"250 ok\r\n"))


async def serve(folder: Path, kind: str) -> None:
    """Serve until the process is told to end."""
    loop = asyncio.get_running_loop()
    log = Log(folder)

    def make() -> asyncio.BaseProtocol:
        return Sink(log) if kind == "bare" else SMTP(log, data_size_limit=None, loop=loop)

    server = await loop.create_server(make, "127.0.0.1", 0)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=["bare", "aiosmtpd"], default="bare")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.folder, arguments.kind))


if __name__ == "__main__":
    main()
