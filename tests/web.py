"""A real HTTPS server on this machine, with a certificate of its own, for tests of fetching."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import trustme

from bookmaker.remote.policy import Policy

HOST = "pictures.test"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path gives. Units: `pause_s` is waited before each byte of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_s: float = 0.0


@dataclass(slots=True)
class Web:
    """A server, what it answers, and what it was asked."""

    port: int
    certificates: ssl.SSLContext
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str, host: str = HOST) -> str:
        """The address of a path on the server."""
        return f"https://{host}:{self.port}{path}"

    def policy(self, also_open: str = "127.0.0.1/32", **names: str) -> Policy:
        """Lets this machine be asked; `names` are further hosts by their addresses."""
        return Policy(
            also_open=(ip_network(also_open),),
            certificates=self.certificates,
            look_up=look_up_in(
                {HOST: "127.0.0.1", **{name.replace("_", "."): a for name, a in names.items()}}
            ),
        )


def look_up_in(names: Mapping[str, str]) -> Callable[[str, int], tuple[str, ...]]:
    """A look-up of names that asks nobody."""

    def look_up(host: str, port: int) -> tuple[str, ...]:
        if host not in names:
            raise OSError("no such name")
        return tuple(names[host].split())

    return look_up


@contextmanager
def serving() -> Iterator[Web]:
    """Run the server for a while."""
    authority = trustme.CA()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST, "127.0.0.1").configure_cert(server_side)
    client_side = ssl.create_default_context()
    authority.configure_trust(client_side)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    web = Web(server.server_port, client_side)
    server.RequestHandlerClass = _handler(web)
    server.socket = server_side.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            answer = web.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            pieces = [bytes([byte]) for byte in answer.body] if answer.pause_s else [answer.body]
            with suppress(OSError):  # who asks may have hung up
                for piece in pieces:
                    time.sleep(answer.pause_s)
                    self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    return Handler
