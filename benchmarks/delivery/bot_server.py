"""A Bot API server on this machine that answers as the real one is documented to, and misbehaves.

    python -m benchmarks.delivery.bot_server FOLDER [--good]

FOLDER gets `port`, `taken.log` with a line of JSON for each post, and `uploads.log` with one for each file.
Source: core.telegram.org/bots/api: "Making requests", ResponseParameters, sendDocument, sendMediaGroup.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "123456789:AAtests-of-a-token-that-opens-nothing_0"
FIRST_CHAT = 100_000
MOVED = -1_000_000_000_000
_DROP_CHANCE = 0.02
_LARGEST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and the API's answer. `status` 0 hangs up without one."""

    status: int
    body: Mapping[str, Any] | None = None


def refusal(code: int, description: str, **parameters: int) -> Reply:
    """An answer that is no success."""
    more = {"parameters": parameters} if parameters else {}
    return Reply(code, {"ok": False, "error_code": code, "description": description, **more})


class Bot:
    """What the server knows: files it has got, posts it has made."""

    def __init__(self, folder: Path, is_bad: bool, largest_bytes: int):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._taken = os.open(folder / "taken.log", flags)
        self._uploads = os.open(folder / "uploads.log", flags)
        self._is_bad = is_bad
        self.largest_bytes = largest_bytes
        self._requests = itertools.count(1)
        self._numbers = itertools.count(1)
        self._chance = random.Random(5)
        self._files: dict[str, tuple[str, str]] = {}
        self._lock = threading.Lock()

    def answer(self, method: str, values: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Reply:
        """One call."""
        with self._lock:
            chat = values.get("chat_id", "")
            fault = self._fault(chat) if self._is_bad else None
            if fault:
                return fault
            wanted, unknown = self._find(method, values, files)
            if unknown:
                return refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
            chance = self._chance.random() if self._is_bad else 1.0
            if chance < _DROP_CHANCE / 2:
                return Reply(502)
            messages = [self._message(method, file_id) for file_id in wanted] or [self._message(method, "")]
            facts = {
                "to": [chat],
                "id": messages[0]["message_id"],
                "method": method,
                "caption": values.get("caption") or values.get("text") or values.get("media", ""),
                "files": dict(self._files[file_id] for file_id in wanted),
                "at_s": time.time(),
            }
            os.write(self._taken, json.dumps(facts, ensure_ascii=False).encode() + b"\n")
            if chance < _DROP_CHANCE:
                return Reply(0)
            result = messages if method == "sendMediaGroup" else messages[0]
            return Reply(200, {"ok": True, "result": result})

    def _fault(self, chat: str) -> Reply | None:
        number = int(chat) - FIRST_CHAT if chat.isdecimal() else 0
        if next(self._requests) % 40 == 0:
            return refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        if number % 50 == 49:
            return refusal(403, "Forbidden: bot was blocked by the user")
        if number % 50 == 48:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return refusal(400, words, migrate_to_chat_id=MOVED - number)
        if number % 50 == 47:
            return refusal(400, "Bad Request: chat not found")
        return Reply(0) if self._chance.random() < _DROP_CHANCE / 2 else None

    def _find(
        self, method: str, values: dict[str, str], files: dict[str, tuple[str, bytes]]
    ) -> tuple[list[str], bool]:
        """The ids of a call's files, the new ones among them, and whether one is unknown."""
        if method == "sendMediaGroup":
            named = [medium["media"] for medium in json.loads(values["media"])]
        else:
            field = {"sendDocument": "document", "sendPhoto": "photo"}.get(method)
            named = [values.get(field, f"attach://{field}")] if field else []
        ids = []
        for name in named:
            if name.startswith("attach://"):
                file_name, data = files[name.removeprefix("attach://")]
                ids.append(f"file-{hashlib.sha256(file_name.encode() + data).hexdigest()}")
                self._files[ids[-1]] = (file_name, hashlib.sha256(data).hexdigest())
                os.write(self._uploads, json.dumps({"name": file_name}).encode() + b"\n")
            elif name in self._files:
                ids.append(name)
            else:
                return [], True
        return ids, False

    def _message(self, method: str, file_id: str) -> dict[str, Any]:
        message: dict[str, Any] = {"message_id": next(self._numbers)}
        if method == "sendPhoto":
            message["photo"] = [{"file_id": "smaller"}, {"file_id": file_id}]
        elif file_id:
            message["document"] = {"file_id": file_id, "file_name": self._files[file_id][0]}
        return message


def handler_of(bot: Bot) -> type[BaseHTTPRequestHandler]:
    """HTTP for a bot."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            data = self._read_body(length)
            _, token, method = self.path.split("/", 2)
            if token != f"bot{TOKEN}":
                self._reply(refusal(401, "Unauthorized"))
            elif length > bot.largest_bytes:
                self._reply(refusal(413, "Request Entity Too Large"))
            else:
                self._reply(bot.answer(method, *read_form(self.headers, data)))

        def _read_body(self, length: int) -> bytes:
            if length or "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(length)
            pieces = []
            while size := int(self.rfile.readline(), 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)

        def _reply(self, reply: Reply) -> None:
            if not reply.status:
                self.close_connection = True
                return
            body = json.dumps(reply.body).encode() if reply.body else b"<html>Bad Gateway</html>"
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Trials are quiet."""

    return Handler


def read_form(
    headers: Mapping[str, str] | Message, data: bytes
) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Fields and files of a form, multipart or not."""
    kind = headers.get("Content-Type") or ""
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(data.decode(), keep_blank_values=True)), {}
    form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + data)
    values: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in form.get_payload():
        assert isinstance(part, Message)
        name = str(part.get_param("name", header="Content-Disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        file_name = part.get_filename()
        if file_name:
            files[name] = (file_name, content)
        else:
            values[name] = content.decode()
    return values, files


def main() -> None:
    """Read the command line and serve until the process is told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--good", action="store_true", help="do not misbehave")
    parser.add_argument("--largest-bytes", type=int, default=_LARGEST_BYTES)
    arguments = parser.parse_args()
    bot = Bot(arguments.folder, not arguments.good, arguments.largest_bytes)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(bot))
    server.daemon_threads = True
    new = arguments.folder / "port.new"
    new.write_text(str(server.server_port))
    new.rename(arguments.folder / "port")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.serve_forever(0.05)


if __name__ == "__main__":
    main()
