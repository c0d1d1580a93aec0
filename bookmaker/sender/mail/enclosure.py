"""Files that go into messages, encoded once for all of them."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

_LINE_BYTES = 57  # of the file; 76 characters when encoded


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A part of a message that is the same for every reader.

    `mark` stands in its place while a message is put together; `encoded` are its lines, with CRLF.
    """

    media_type: str
    file_name: str
    content_id: str = ""
    """What a page refers to it by, `cid:…`; a picture has one, an attachment none."""
    encoded: bytes = field(repr=False, default=b"")
    mark: str = ""


def enclose(data: bytes, media_type: str, file_name: str, content_id: str = "") -> Enclosure:
    """Encode a file. Memory: four thirds of its size, and once again while it is made."""
    encoded = bytearray()
    for start in range(0, len(data), _LINE_BYTES * 16384):
        piece = base64.encodebytes(data[start : start + _LINE_BYTES * 16384])
        encoded += piece.replace(b"\n", b"\r\n")
    # Not base64, nor quoted-printable: nothing else in a message can look like it.
    mark = f"<<{hashlib.sha256(file_name.encode() + data).hexdigest()}>>"
    return Enclosure(media_type, file_name, content_id, bytes(encoded), mark)
