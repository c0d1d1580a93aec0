"""Pictures that an address holds in itself, `data:image/png;base64,…`. Source: RFC 2397."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from bookmaker.remote.policy import FetchError

SCHEME = "data:"
_LONGEST = 8 * 1024 * 1024


def decode_address(address: str) -> bytes:
    """The bytes that an address holds. Raises: FetchError with the reason."""
    if len(address) > _LONGEST:
        raise FetchError("the address holds more than 8 MB")
    head, comma, text = address.removeprefix(SCHEME).partition(",")
    if not comma or not head.strip().lower().startswith("image/"):
        raise FetchError("the address holds no picture")
    data = unquote_to_bytes(text)
    if not head.lower().replace(" ", "").endswith(";base64"):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FetchError(f"the address is no base64: {error}") from error
