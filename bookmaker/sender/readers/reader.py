"""A reader, and the address that tells one from another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from email_validator import EmailNotValidError, validate_email

Channel = Literal["mail", "telegram"]
ReaderFormat = Literal["epub", "pdf", "both", "kindle", "link"]

_CHAT = re.compile(r"-?\d{3,20}|@[A-Za-z][A-Za-z0-9_]{3,31}")
_KINDLE_DOMAINS = ("kindle.com", "free.kindle.com", "kindle.cn")
_WANTED: dict[ReaderFormat, tuple[str, ...]] = {
    "epub": ("epub",),
    "kindle": ("epub",),
    "pdf": ("pdf",),
    "both": ("epub", "pdf"),
    "link": (),
}
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[bBqQ]\?")
#: Characters that end a line somewhere, or do something else than stand in it.
_UNFIT = frozenset({"Cc", "Zl", "Zp", "Cs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who gets a book. `key` is the same for all ways of writing the address."""

    key: str
    address: str
    """As it is written to: a mail address, or a Telegram chat (`@name` or a number)."""
    channel: Channel
    format: ReaderFormat
    name: str = ""
    language: str = ""
    """A BCP 47 tag, or empty: then the book's."""
    tags: tuple[str, ...] = ()
    """Case-folded; empty means every book."""
    is_unsubscribed: bool = False


class AddressError(ValueError):
    """It is no address; the text says why."""


def read_address(text: str) -> tuple[Channel, str, str]:
    """Channel, key and address of what someone wrote. No name server is asked. Raises: AddressError.

    The part before the @ is compared without regard to case, as all large providers do, but written to as
    it was given.
    """
    text = text.strip()
    if _CHAT.fullmatch(text):
        return "telegram", text.casefold(), text
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise AddressError(str(error)) from error
    return "mail", found.normalized.casefold(), found.ascii_email or found.normalized


def formats_of(wanted: ReaderFormat) -> tuple[str, ...]:
    """The files that a reader wants, by format."""
    return _WANTED[wanted]


def is_kindle(address: str) -> bool:
    """Whether mail to the address goes to a Kindle."""
    return address.rpartition("@")[2].lower() in _KINDLE_DOMAINS


def is_fit_for_header(text: str) -> bool:
    """Whether a title or a name may stand in a header.

    Source: CPython 3.11.7 permits header injection through encoded words, which it decodes before it looks
    for line ends; so neither may be there.
    """
    return not _ENCODED_WORD.search(text) and not any(unicodedata.category(c) in _UNFIT for c in text)
