"""The mail channel: settings in, lines that write letters and send them out."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path

from bookmaker.config_delivery import DeliveryTable, MailTable
from bookmaker.errors import ConfigError, DeliveryError
from bookmaker.sender.credentials import read_secret
from bookmaker.sender.dispatch import Terms
from bookmaker.sender.ledger.deliveries import Key
from bookmaker.sender.mail.login import login_secret
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.mail.smtp import Server, SmtpConnection
from bookmaker.sender.mail.writer import LetterWriter, Sender
from bookmaker.sender.outcomes import Divided, Refused
from bookmaker.sender.readers.reader import AddressError, is_fit_for_header, read_address

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class MailLine(SmtpConnection):
    """A connection, and whoever writes the letters for it."""

    def __init__(self, server: Server, writer: LetterWriter):
        super().__init__(server)
        self._writer = writer

    def write(self, key: Key) -> Packed | Refused | Divided:
        """A message that this server takes."""
        return self._writer.write(key, self.size_limit_bytes)


def mail_terms(table: MailTable) -> Terms:
    """How hard the server may be pressed."""
    return Terms(
        connections=table.connections,
        tries=table.tries,
        first_wait_s=table.first_wait_s,
        between_s=60 / table.per_minute if table.per_minute else 0.0,
    )


def read_sender(table: DeliveryTable) -> Sender:
    """Who writes. Raises: ConfigError."""
    mail = table.mail
    if not mail.from_:
        raise ConfigError(
            "book.toml does not say who sends the book",
            'add `from = "Name <name@example.org>"` to [delivery.mail]',
        )
    return Sender(
        address=_address(mail.from_, "from"),
        reply_to=_address(mail.reply_to, "reply_to") if mail.reply_to else None,
        shelf=table.shelf,
        limit_mb=mail.size_limit_mb,
        unsubscribe_url=mail.unsubscribe_url,
        unsubscribe_mail=_address(mail.unsubscribe_mail, "unsubscribe_mail").addr_spec
        if mail.unsubscribe_mail
        else "",
    )


def read_server(table: MailTable, greeting_name: str, folder: Path, environment: Mapping[str, str]) -> Server:
    """Where to connect; secrets are looked up here. Raises: ConfigError, DeliveryError."""
    if not table.host:
        raise ConfigError("book.toml names no mail server", "add `host` to [delivery.mail]")
    secret = None
    if table.user:
        found = read_secret(table.password_from, table.user, folder, environment)
        secret = login_secret(table.user, found)
    return Server(
        host=table.host,
        port=table.port or _PORTS[table.security],
        security=table.security,
        context=_context(folder / table.certificates if table.certificates else None)
        if table.security != "none"
        else None,
        user=table.user,
        secret=secret,
        login=table.login,
        timeout_s=table.timeout_s,
        greeting_name=greeting_name,
    )


def _context(certificates: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(certificates) if certificates else None)
    except OSError as error:
        raise DeliveryError(f"cannot use {certificates}: {error}", "correct `certificates`") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _address(text: str, key: str) -> Address:
    name, address = parseaddr(text)
    hint = 'write it as "Name <name@example.org>"'
    try:
        channel, _, plain = read_address(address)
    except AddressError as error:
        raise ConfigError(f"`{key}` in [delivery.mail] is no address: {error}", hint) from error
    if channel != "mail" or not plain.isascii() or not is_fit_for_header(name):
        raise ConfigError(f"`{key}` in [delivery.mail] cannot stand in a message", hint)
    user, _, domain = plain.rpartition("@")
    return Address(name, user, domain)
