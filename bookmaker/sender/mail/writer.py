"""From an edition and a reader to a message: words in the reader's language, and the files that fit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path

from bookmaker.rasterise import picture_to_jpeg
from bookmaker.sender.edition import EditionFile, FinishedEdition
from bookmaker.sender.ledger.deliveries import Key
from bookmaker.sender.mail.choice import choose_files, mail_limit_bytes
from bookmaker.sender.mail.enclosure import Enclosure, enclose, encoded_size_bytes
from bookmaker.sender.mail.message import Letter, Packed, Unsubscribe, pack_letter
from bookmaker.sender.outcomes import Divided, Refused
from bookmaker.sender.readers.reader import Reader
from bookmaker.templating import fill_template
from bookmaker.wording import is_rtl, wording

_COVER_PX = 480
_COVER_ID = "cover@bookmaker"
_MOST_CHAPTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes, and what every letter says. Units: `limit_mb` counts the encoded message."""

    address: Address
    reply_to: Address | None
    shelf: str
    limit_mb: float
    unsubscribe_url: str
    unsubscribe_mail: str


class LetterWriter:
    """Writes the letters of an edition and its volumes. Files are encoded once, when they are needed."""

    def __init__(
        self,
        edition: FinishedEdition,
        sender: Sender,
        readers: Mapping[str, Reader],
        tokens: Mapping[str, str],
        clock: Callable[[], datetime],
    ):
        self._editions = {one.hash: one for one in (edition, *edition.volumes)}
        self._sender = sender
        self._readers = readers
        self._tokens = tokens
        self._clock = clock
        self._lock = threading.Lock()
        self._enclosures: dict[Path, Enclosure] = {}
        self._covers = {one.hash: _enclose_cover(one) for one in self._editions.values()}

    def write(self, key: Key, stated_bytes: int = 0) -> Packed | Refused | Divided:
        """A reader's message, no larger than the server takes. `stated_bytes` 0: it takes any.

        What is too large becomes lighter, else volumes, else a link, which a Kindle cannot follow.
        """
        who, edition = self._readers[key.reader], self._editions[key.edition]
        limit = mail_limit_bytes(self._sender.limit_mb, stated_bytes, who.format)
        packed = self._fit(who, edition, limit)
        if packed:
            return packed
        if edition.volumes and all(self._fit(who, volume, limit) for volume in edition.volumes):
            return Divided(tuple(volume.hash for volume in edition.volumes))
        if self._sender.shelf and who.format != "kindle":
            return self._pack(who, edition, (), "a link: the file is too large for a message")
        smallest = min(map(_encoded_bytes, (files for files, _ in choose_files(edition, who.format))))
        return Refused(
            f"too large for mail: {smallest / 1e6:.1f} MB encoded, where {limit / 1e6:.1f} MB are taken"
        )

    def _fit(self, who: Reader, edition: FinishedEdition, limit: int) -> Packed | None:
        """The best message that is not too large, if there is one. A limit of 0 is none."""
        for files, note in choose_files(edition, who.format):
            # What cannot fit is not even encoded: it would stay in memory for nothing.
            if not limit or _encoded_bytes(files) < limit:
                packed = self._pack(who, edition, files, note)
                if not limit or packed.size_bytes <= limit:
                    return packed
        return None

    def _pack(
        self, who: Reader, edition: FinishedEdition, files: tuple[EditionFile, ...], note: str
    ) -> Packed:
        sender, cover = self._sender, self._covers[edition.hash]
        unsubscribe = None if who.format == "kindle" else self._unsubscribe(who)
        values = self._values(who, edition, files, unsubscribe)
        author = ", ".join(edition.authors)
        letter = Letter(
            key=Key(edition=edition.hash, channel="mail", reader=who.key),
            sender=sender.address,
            reply_to=sender.reply_to,
            name=who.name,
            address=who.address,
            subject=f"{edition.title} — {author}" if author else edition.title,
            date=self._clock(),
            text=fill_template("mail.txt.j2", **values),
            page=fill_template("mail.html.j2", **values),
            cover=cover,
            attachments=tuple(map(self._enclose, files)),
            unsubscribe=unsubscribe,
        )
        return pack_letter(letter, note)

    def _values(
        self,
        who: Reader,
        edition: FinishedEdition,
        files: tuple[EditionFile, ...],
        unsubscribe: Unsubscribe | None,
    ) -> dict[str, object]:
        """What the templates are filled with. `say` are the words, in the reader's language."""
        cover = self._covers[edition.hash]
        language = who.language or edition.language
        sender = self._sender.address
        words = {
            "greeting": wording(language, "mail_greeting", name=who.name)
            if who.name
            else wording(language, "mail_greeting_plain"),
            "book": wording(language, "mail_attached" if files else "mail_ready", title=edition.title),
            "download": wording(language, "mail_download"),
            "contents": wording(language, "contents"),
            "cover": wording(language, "cover"),
            "more": wording(language, "mail_more", count=len(edition.chapters) - _MOST_CHAPTERS),
            "why": wording(language, "mail_why", sender=sender.display_name or sender.addr_spec),
            "unsubscribe": wording(language, "mail_unsubscribe"),
        }
        return {
            "say": words,
            "language": language,
            "direction": "rtl" if is_rtl(language) else "ltr",
            "edition": edition,
            "edition_direction": "rtl" if is_rtl(edition.language) else "ltr",
            "chapters": edition.chapters[:_MOST_CHAPTERS],
            "has_more": len(edition.chapters) > _MOST_CHAPTERS,
            "shelf": self._sender.shelf,
            "cover_id": cover.content_id if cover else "",
            "unsubscribe": unsubscribe,
        }

    def _unsubscribe(self, who: Reader) -> Unsubscribe:
        sender = self._sender
        token = self._tokens.get(who.key, "")
        mail = sender.unsubscribe_mail or (sender.reply_to or sender.address).addr_spec
        return Unsubscribe(mail=mail, address=sender.unsubscribe_url.replace("{token}", token), token=token)

    def _enclose(self, file: EditionFile) -> Enclosure:
        with self._lock:
            if file.path not in self._enclosures:
                self._enclosures[file.path] = enclose(file.path.read_bytes(), file.media_type, file.file_name)
            return self._enclosures[file.path]


def _enclose_cover(edition: FinishedEdition) -> Enclosure | None:
    cover = picture_to_jpeg(edition.cover, _COVER_PX) if edition.cover else b""
    return enclose(cover, "image/jpeg", "cover.jpg", _COVER_ID) if cover else None


def _encoded_bytes(files: Iterable[EditionFile]) -> int:
    return sum(encoded_size_bytes(file.size_bytes) for file in files)
