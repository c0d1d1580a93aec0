"""A mail server that takes everything and keeps nothing, as cheaply as Python can.

    python -m benchmarks.delivery.sink FOLDER

FOLDER gets `port`, and `times.log` with the second at which each message came. Clients wait for each
answer, so the end of a message is the end of what has come.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import time
from pathlib import Path

_BUFFER_BYTES = 1 << 20
_END = b"\r\n.\r\n"
_ANSWERS = {b"EHLO": b"250-sink\r\n250 SIZE 0\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Sink(asyncio.BufferedProtocol):
    """One connection."""

    def __init__(self, log: int) -> None:
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
                os.write(self._log, f"{time.monotonic()}\n".encode())
                self._transport.write(b"250 taken\r\n")
        elif self._tail.endswith(b"\r\n"):
            command = bytes(self._view[:4]).upper()
            self._is_message = command == b"DATA"
            self._transport.write(_ANSWERS.get(command, b"250 ok\r\n"))


async def serve(folder: Path) -> None:
    """Serve until the process is told to end."""
    loop = asyncio.get_running_loop()
    log = os.open(folder / "times.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    server = await loop.create_server(lambda: Sink(log), "127.0.0.1", 0)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    asyncio.run(serve(parser.parse_args().folder))


if __name__ == "__main__":
    main()
