"""Files that go into messages, encoded once for all of them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from email.message import MIMEPart

from bookmaker.sender.mail.policy import LETTER_POLICY

_LINE_BYTES = 57  # of the file; 76 characters when encoded


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A part of a message that is the same for every reader.

    A page refers to a picture by `cid:` and its `content_id`; an attachment has none.
    """

    media_type: str
    content_id: str = ""
    headers: bytes = field(repr=False, default=b"")
    encoded: bytes = field(repr=False, default=b"")
    """Lines with CRLF; none begins with a dot."""

    @property
    def entity(self) -> tuple[bytes, bytes]:
        """The part as it stands in a message."""
        return self.headers, self.encoded


def encoded_size_bytes(size_bytes: int) -> int:
    """How large a file of this size is when it is encoded."""
    return (size_bytes + 2) // 3 * 4 + (size_bytes + _LINE_BYTES - 1) // _LINE_BYTES * len(b"\r\n")


def enclose(data: bytes, media_type: str, file_name: str, content_id: str = "") -> Enclosure:
    """Encode a file. Memory: four thirds of its size, and once again while it is made."""
    encoded = bytearray()
    for start in range(0, len(data), _LINE_BYTES * 16384):
        piece = base64.encodebytes(data[start : start + _LINE_BYTES * 16384])
        encoded += piece.replace(b"\n", b"\r\n")
    return Enclosure(media_type, content_id, _headers(media_type, file_name, content_id), bytes(encoded))


def _headers(media_type: str, file_name: str, content_id: str) -> bytes:
    """The headers of the part, and the empty line after them."""
    part = MIMEPart(policy=LETTER_POLICY)
    part["Content-Type"] = media_type
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "inline" if content_id else "attachment", filename=file_name)
    if content_id:
        part["Content-ID"] = f"<{content_id}>"
    part.set_payload("")
    return part.as_bytes()
