"""From facts about a letter to the bytes that go over the line.

What is the same for every reader, the files and the cover, is not copied into each message: a message is a
series of pieces, and those pieces are shared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from bookmaker.sender.ledger.deliveries import Key
from bookmaker.sender.mail.enclosure import Enclosure
from bookmaker.sender.mail.policy import LETTER_POLICY

_DOT = re.compile(rb"^\.", re.MULTILINE)


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
    is_international = not letter.address.isascii()
    policy = LETTER_POLICY.clone(utf8=True) if is_international else LETTER_POLICY
    message = EmailMessage(policy=policy)
    _set_headers(message, letter)
    message.set_content(letter.text)
    message.add_alternative(letter.page, subtype="html")
    if letter.cover:
        page = message.get_payload()[1]  # type: ignore[index]
        page.make_related()  # type: ignore[union-attr]
        page.attach(_part(letter.cover, "inline"))  # type: ignore[union-attr]
    if letter.attachments:
        message.make_mixed()
        for attachment in letter.attachments:
            message.attach(_part(attachment, "attachment"))  # type: ignore[arg-type]
    stem = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        # `=_` is in no encoded text. A boundary of chance would make each message another.
        part.set_boundary(f"=_{stem}_{number}")
    enclosures = (*((letter.cover,) if letter.cover else ()), *letter.attachments)
    return Packed(
        sender=letter.sender.addr_spec,
        recipient=letter.address,
        pieces=tuple(_fill(message.as_bytes(), enclosures)),
        note=note,
    )


def _set_headers(message: EmailMessage, letter: Letter) -> None:
    user, _, domain = letter.address.rpartition("@")
    message["From"] = letter.sender
    message["To"] = Address(letter.name, user, domain)
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = message_id(letter.key, letter.sender.domain)
    for name, value in letter.unsubscribe.headers() if letter.unsubscribe else ():
        message[name] = value


def _part(enclosure: Enclosure, disposition: str) -> MIMEPart:
    part = MIMEPart(policy=LETTER_POLICY)
    part["Content-Type"] = enclosure.media_type
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", disposition, filename=enclosure.file_name)
    if enclosure.content_id:
        part["Content-ID"] = f"<{enclosure.content_id}>"
    part.set_payload(f"{enclosure.mark}\r\n")
    return part


def _fill(message: bytes, enclosures: Iterable[Enclosure]) -> Iterator[bytes]:
    """Put the files where their marks stand, in order."""
    rest = message if message.endswith(b"\r\n") else message + b"\r\n"
    for enclosure in enclosures:
        before, mark, rest = rest.partition(f"{enclosure.mark}\r\n".encode())
        assert mark, f"{enclosure.file_name} has lost its place"
        yield _DOT.sub(b"..", before)
        yield enclosure.encoded
    yield _DOT.sub(b"..", rest)
