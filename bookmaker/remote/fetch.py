"""One picture from the web: https only, redirects followed by hand, everything bounded."""

from __future__ import annotations

import importlib.metadata
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from bookmaker.remote.policy import FetchError, Policy

_MOST_REDIRECTS = 5
_MOST_ADDRESSES = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WEB_PAGES = (b"<!doctype html", b"<html")
_HEADERS = {
    "User-Agent": f"bookmaker/{importlib.metadata.version('bookmaker')}",
    "Accept": "image/*",
    # What is sent as it is cannot grow when it is unpacked.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one picture may cost."""

    size_bytes: int = 20 * 1024 * 1024
    time_s: float = 60.0
    """For the whole of it, with all redirects."""
    silence_s: float = 15.0
    """Without one byte."""


def fetch_picture(address: str, policy: Policy, limits: Limits | None = None) -> bytes:
    """Fetch the bytes at an address. Raises: FetchError.

    Each hop is judged as the first. What kind of picture the bytes are is not told here.
    """
    limits = limits or Limits()
    deadline_s = time.monotonic() + limits.time_s
    try:
        url = httpx.URL(address)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = _ask(url, policy, replace(limits, time_s=deadline_s - time.monotonic()))
            if isinstance(answer, bytes):
                return _without_web_pages(answer)
            url = url.join(answer)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"it is no address: {error}") from error
    raise FetchError(f"it was redirected more than {_MOST_REDIRECTS} times")


def _ask(url: httpx.URL, policy: Policy, limits: Limits) -> bytes | str:
    """The picture, or the address to which the answer leads on."""
    if url.scheme != "https":
        raise FetchError(f"only https is asked, not {url.scheme or 'nothing'}")
    if url.userinfo or not url.host:
        raise FetchError("the address has a name and a password, or no host")
    host = url.raw_host.decode("ascii")
    reason = ""
    for number in policy.addresses_of(host, url.port or 443)[:_MOST_ADDRESSES]:
        try:
            return _read(url, number, policy, limits)
        except httpx.ConnectError as error:
            reason = str(error)
        except httpx.TimeoutException as error:
            raise FetchError("it did not answer in time") from error
        except httpx.HTTPError as error:
            raise FetchError(f"the connection failed: {error}") from error
    raise FetchError(f"cannot connect to {host}: {reason}")


def _read(url: httpx.URL, number: str, policy: Policy, limits: Limits) -> bytes | str:
    """Ask the machine at `number`, which has been judged; the certificate is still the host's.

    A client of its own for each hop keeps no cookies. The environment is not read: a proxy in it would look
    names up by itself.
    """
    headers = {**_HEADERS, "Host": url.netloc.decode("ascii")}
    name = url.raw_host.decode("ascii")
    with (
        httpx.Client(verify=policy.certificates or True, timeout=limits.silence_s, trust_env=False) as client,
        _hang_up_after(limits.time_s, client),
        client.stream(
            "GET", url.copy_with(host=number), headers=headers, extensions={"sni_hostname": name}
        ) as response,
    ):
        if response.status_code in _REDIRECTS and "Location" in response.headers:
            return str(response.headers["Location"])
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"the answer was {response.status_code} {response.reason_phrase}".rstrip())
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError("it came packed, which was not asked for")
        return _read_body(response, limits.size_bytes)


@contextmanager
def _hang_up_after(seconds: float, client: httpx.Client) -> Iterator[None]:
    """Close a connection whose other end sends a byte now and then, and would do so for ever.

    What has come until then may look whole: HTTP/1.0 ends a body by closing the connection.
    """
    timer = threading.Timer(max(seconds, 0), client.close)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (httpx.HTTPError, RuntimeError):
        if not client.is_closed:
            raise
    finally:
        timer.cancel()
    if client.is_closed:
        raise FetchError("it came too slowly")


def _read_body(response: httpx.Response, size_bytes: int) -> bytes:
    stated = response.headers.get("Content-Length", "")
    too_large = FetchError(f"it is larger than {size_bytes >> 20} MB")
    if stated.isdecimal() and int(stated) > size_bytes:
        raise too_large
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > size_bytes:
            raise too_large
    return bytes(data)


def _without_web_pages(data: bytes) -> bytes:
    """Hosts that have lost a picture answer with a page, and call it success."""
    if not data:
        raise FetchError("the answer was empty")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGES):
        raise FetchError("the answer is a web page, not a picture")
    return data
