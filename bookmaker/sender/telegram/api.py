"""Calls to the Bot API. The token is part of each address there, and of nothing that anyone gets to see.

Source: core.telegram.org/bots/api, "Making requests" and ResponseParameters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import httpx

from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret

_TOKEN = re.compile(r"(\d{3,20}):[A-Za-z0-9_-]{10,100}")
#: What `multipart/form-data` is made of: name, content, media type.
Upload = tuple[str, IO[bytes] | bytes, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the API said. `result` is of a call that went well; `code` is 200 then."""

    code: int
    description: str = ""
    result: Any = None
    retry_after_s: float | None = None
    migrate_to: str = ""


class NotAskedError(Exception):
    """The call has certainly not reached the server."""


class NoAnswerError(Exception):
    """The call may have reached the server; no answer came that says so."""


class _AddToken(httpx.BaseTransport):
    """Puts the token into the address below everything that logs addresses or keeps them in exceptions."""

    def __init__(self, inner: httpx.BaseTransport, token: Secret):
        self._inner = inner
        self._token = token

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = b"/bot" + self._token.reveal().encode("ascii") + request.url.raw_path
        return self._inner.handle_request(
            httpx.Request(
                method=request.method,
                url=request.url.copy_with(raw_path=path),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    def close(self) -> None:
        self._inner.close()


class BotApi:
    """One connection to a Bot API server, Telegram's or one's own."""

    def __init__(self, address: str, token: Secret, timeout_s: float):
        """Raises: DeliveryError where the token is none."""
        self._token = token
        self.account = bot_of(token)
        self._client = httpx.Client(
            base_url=address.rstrip("/"),
            transport=_AddToken(httpx.HTTPTransport(), token),
            timeout=httpx.Timeout(timeout_s, pool=timeout_s),
            headers={"User-Agent": "bookmaker"},
        )

    def call(
        self, method: str, values: Mapping[str, str], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        """Call a method. Raises: NotAskedError, NoAnswerError."""
        try:
            response = self._client.post(f"/{method}", data=dict(values), files=files or None)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotAskedError(f"no connection to the Bot API: {self._clean(str(error))}") from None
        except httpx.HTTPError as error:
            said = self._clean(str(error)) or type(error).__name__
            raise NoAnswerError(f"no answer from the Bot API: {said}") from None
        return self._read(response)

    def _read(self, response: httpx.Response) -> Answer:
        """A gateway may answer with a page: then only the status is known."""
        try:
            body = json.loads(response.content)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return Answer(code=response.status_code or 500, description=response.reason_phrase)
        if body.get("ok") is True and response.is_success:
            return Answer(code=200, result=body.get("result"))
        parameters = body.get("parameters")
        parameters = parameters if isinstance(parameters, dict) else {}
        wait_s = parameters.get("retry_after")
        return Answer(
            code=int(body.get("error_code") or response.status_code),
            description=self._clean(str(body.get("description", ""))),
            retry_after_s=float(wait_s) if isinstance(wait_s, int | float) else None,
            migrate_to=str(parameters.get("migrate_to_chat_id") or ""),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _clean(self, text: str) -> str:
        printable = "".join(c if c.isprintable() else " " for c in text)
        return self._token.redact(" ".join(printable.split())[:300])


def bot_of(token: Secret) -> str:
    """The bot's number, which is no secret. Raises: DeliveryError where the token is none."""
    found = _TOKEN.fullmatch(token.reveal())
    if not found:
        raise DeliveryError("the Telegram token does not look like one", "copy it from @BotFather again")
    return found[1]
