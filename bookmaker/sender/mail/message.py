"""From facts about a letter to the bytes that go over the line.

What is the same for every reader, the files and the cover, is not copied into each message: a message is a
series of pieces, and those pieces are shared. `email` writes headers and encodes text; the parts are put
together here, for it would write every part of every message anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from functools import lru_cache
from itertools import groupby

from bookmaker.sender.ledger.deliveries import Key
from bookmaker.sender.mail.enclosure import Enclosure
from bookmaker.sender.mail.policy import LETTER_POLICY

_DOT = re.compile(rb"^\.", re.MULTILINE)
#: Smaller pieces are joined: each piece is a packet of its own.
_SMALL_BYTES = 1 << 14

#: Headers, an empty line and a body, which ends with CRLF.
Entity = tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """How a reader says no more. `address` is https, for one click; `mail` always works."""

    mail: str
    address: str = ""
    token: str = ""

    @property
    def page(self) -> str:
        """Where the letter's own link leads."""
        return self.address or f"mailto:{self.mail}?subject=unsubscribe%20{self.token}"

    def headers(self) -> Iterator[tuple[str, str]]:
        """Source: RFC 2369, 3.2; RFC 8058, 3.1."""
        by_mail = f"<mailto:{self.mail}?subject=unsubscribe%20{self.token}>"
        yield "List-Unsubscribe", f"<{self.address}>, {by_mail}" if self.address else by_mail
        if self.address:
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message as facts. `name` may be empty."""

    key: Key
    sender: Address
    reply_to: Address | None
    name: str
    address: str
    subject: str
    date: datetime
    text: str
    page: str
    cover: Enclosure | None
    attachments: tuple[Enclosure, ...]
    unsubscribe: Unsubscribe | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A message ready for `DATA`: dots are stuffed, every line ends with CRLF."""

    sender: str
    recipient: str
    pieces: tuple[bytes, ...]
    note: str = ""

    @property
    def size_bytes(self) -> int:
        """What the server counts, and a little more: stuffed dots."""
        return sum(map(len, self.pieces))


def message_id(key: Key, domain: str) -> str:
    """The same for the same edition, channel and reader: a copy can be told by it."""
    text = "\n".join((key.edition, key.channel, key.reader))
    return f"<{hashlib.sha256(text.encode()).hexdigest()[:40]}@{domain}>"


def pack_letter(letter: Letter, note: str = "") -> Packed:
    """Write a message."""
    stem = hashlib.sha256(message_id(letter.key, letter.sender.domain).encode()).hexdigest()[:24]
    page = _text(letter.page, "html")
    if letter.cover:
        page = _multipart("related", f"{stem}_2", page, letter.cover.entity)
    body = _multipart("alternative", f"{stem}_1", _text(letter.text, "plain"), page)
    if letter.attachments:
        body = _multipart("mixed", f"{stem}_0", body, *(one.entity for one in letter.attachments))
    headers = b"".join(_headers(letter)) + b"MIME-Version: 1.0\r\n"
    return Packed(
        sender=letter.sender.addr_spec,
        recipient=letter.address,
        pieces=tuple(_join((headers, *body))),
        note=note,
    )


def _headers(letter: Letter) -> Iterator[bytes]:
    is_utf8 = not letter.address.isascii()
    user, _, domain = letter.address.rpartition("@")
    yield _header("From", str(letter.sender), is_utf8)
    yield _header("To", str(Address(letter.name, user, domain)), is_utf8)
    if letter.reply_to:
        yield _header("Reply-To", str(letter.reply_to), is_utf8)
    yield _header("Subject", letter.subject, is_utf8)
    yield _header("Date", format_datetime(letter.date), is_utf8)
    yield _header("Message-ID", message_id(letter.key, letter.sender.domain), is_utf8)
    for name, value in letter.unsubscribe.headers() if letter.unsubscribe else ():
        yield _header(name, value, is_utf8)


@lru_cache(maxsize=64)
def _header(name: str, value: str, is_utf8: bool) -> bytes:
    """One header, folded and encoded. Most are the same for all readers, and this is the dearest part."""
    message = EmailMessage(policy=LETTER_POLICY.clone(utf8=is_utf8))
    message[name] = value
    return message.policy.fold_binary(name, message[name])


def _text(text: str, subtype: str) -> Entity:
    part = MIMEPart(policy=LETTER_POLICY)
    part.set_content(text, subtype=subtype)
    return (_DOT.sub(b"..", part.as_bytes()),)


def _multipart(subtype: str, boundary: str, *entities: Entity) -> Entity:
    """Source: RFC 2046, 5.1.1. `=_` is in no encoded text, and chance would make each message another."""
    line = f"--=_{boundary}"
    pieces = [f'Content-Type: multipart/{subtype}; boundary="=_{boundary}"\r\n'.encode()]
    for entity in entities:
        pieces += (f"\r\n{line}\r\n".encode(), *entity)
    return (*pieces, f"\r\n{line}--\r\n".encode())


def _join(pieces: Entity) -> Iterator[bytes]:
    """Join what is small, and leave what is large as it is."""
    for is_small, run in groupby(pieces, lambda piece: len(piece) < _SMALL_BYTES):
        if is_small:
            yield b"".join(run)
        else:
            yield from run
