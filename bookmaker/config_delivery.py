"""`[delivery]` in book.toml: how books reach their readers. Never a secret: only where one is to be found."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from bookmaker.config_errors import invalid, line_of

Security = Literal["starttls", "tls", "none"]
Login = Literal["password", "xoauth2"]
_Count = Annotated[int, msgspec.Meta(ge=1)]
_Connections = Annotated[int, msgspec.Meta(ge=1, le=32)]
_Tries = Annotated[int, msgspec.Meta(ge=1, le=50)]
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=3600)]
_Rate = Annotated[float, msgspec.Meta(ge=0)]
#: Where a secret may be looked for.
SECRET_PLACES = ("env:", "file:", "keyring:")
_SECRET_HINT = 'write where it is: "env:NAME", "file:PATH" or "keyring:SERVICE"; never the secret itself'


class MailTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"from_": "from"}):
    """`[delivery.mail]`: the SMTP server, and how hard it may be pressed."""

    from_: str = ""
    reply_to: str = ""
    host: str = ""
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0
    """0 is the usual port of `security`."""
    security: Security = "starttls"
    certificates: str = ""
    """A PEM file of authorities to trust, in place of the system's."""
    user: str = ""
    login: Login = "password"
    password_from: str = "env:BOOKMAKER_SMTP_PASSWORD"
    connections: _Connections = 2
    per_minute: _Rate = 0
    """0 is no limit of ours."""
    tries: _Tries = 6
    first_wait_s: _Seconds = 30.0
    timeout_s: _Seconds = 60.0
    size_limit_mb: _Rate = 24.0
    """Of the encoded message; what the server states counts as well."""
    unsubscribe_url: str = ""
    """An https address with `{token}` in it, for one-click unsubscribing."""
    unsubscribe_mail: str = ""
    """Where readers unsubscribe by mail; else `reply_to`, else `from`."""


class TelegramTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[delivery.telegram]`: the Bot API."""

    token_from: str = "env:BOOKMAKER_TELEGRAM_TOKEN"
    api: str = "https://api.telegram.org"
    upload_limit_mb: _Rate = 50.0
    """2000 with a Bot API server of one's own."""
    connections: _Connections = 4
    per_second: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    tries: _Tries = 6
    first_wait_s: _Seconds = 5.0
    timeout_s: _Seconds = 60.0


class DeliveryTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[delivery]`: what all channels share."""

    ledger: str = ""
    """A path relative to book.toml; else a file in the user's data folder."""
    shelf: str = ""
    """The address of the page that the books can be downloaded from."""
    mail: MailTable = MailTable()
    telegram: TelegramTable = TelegramTable()


DELIVERY_TABLES: dict[str, type[msgspec.Struct]] = {
    "delivery": DeliveryTable,
    "delivery.mail": MailTable,
    "delivery.telegram": TelegramTable,
}


def check_delivery(path: Path, text: str, table: DeliveryTable) -> None:
    """Hold what the types cannot say. Values are never repeated: one of them may be a secret by mistake.

    Raises: ConfigError with the line.
    """
    mail, telegram = table.mail, table.telegram
    for place, key, value in (
        ("delivery.mail", "password_from", mail.password_from),
        ("delivery.telegram", "token_from", telegram.token_from),
    ):
        if not value.startswith(SECRET_PLACES) or not value.partition(":")[2]:
            raise invalid(path, line_of(text, key, place), f"`{key}` does not say a place", _SECRET_HINT)
    if mail.unsubscribe_url and not _is_one_click(mail.unsubscribe_url):
        message = "`unsubscribe_url` is no https address with {token} in it"
        hint = 'write it as "https://example.org/unsubscribe?reader={token}"'
        raise invalid(path, line_of(text, "unsubscribe_url", "delivery.mail"), message, hint)
    if mail.host and mail.security == "none" and not is_loopback(mail.host):
        message = 'without encryption (`security = "none"`) only this machine may be spoken to'
        hint = 'use "starttls" or "tls"'
        raise invalid(path, line_of(text, "security", "delivery.mail"), message, hint)
    for place, key, value in (
        ("delivery", "shelf", table.shelf),
        ("delivery.telegram", "api", telegram.api),
    ):
        if value and not _is_safe_address(value):
            message = f"`{key}` is no https address"
            raise invalid(path, line_of(text, key, place), message, "http is for this machine only")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, told without asking a name server."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_one_click(address: str) -> bool:
    """RFC 8058 wants https; what a header carries must be printable ASCII without brackets."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = address.isascii() and address.isprintable() and not set(' <>,"') & set(address)
    return parts.scheme == "https" and bool(parts.hostname) and "{token}" in address and is_plain


def _is_safe_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_near = parts.scheme == "http" and is_loopback(parts.hostname or "")
    return (parts.scheme == "https" and bool(parts.hostname)) or is_near
