"""One SMTP connection, and what each answer of the server means for a message.

smtplib speaks the protocol, and all of its errors are `OSError`s; the message's own bytes go straight to the
socket, so that a file that is the same for all is never copied.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from bookmaker.config_delivery import Login, Security
from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret
from bookmaker.sender.dispatch import LineDownError
from bookmaker.sender.mail.login import log_in
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.outcomes import Deferred, Outcome, Refused, Sent, Uncertain

_GO_AWAY = 421
#: The login is missing, too weak, or no longer good: no message will be taken.
_LOGIN_CODES = frozenset({530, 534, 535, 538})
#: How much longer than for a command the answer to a whole message may take.
#: Source: RFC 5321, 4.5.3.2.6: ten minutes, where a command has one to five.
_FINAL_PATIENCE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to connect, and how."""

    host: str
    port: int
    security: Security
    context: ssl.SSLContext | None
    user: str
    secret: Secret | None = field(repr=False)
    login: Login
    timeout_s: float
    greeting_name: str
    """What we call ourselves in EHLO."""


class SmtpConnection:
    """A connection that opens itself anew when it has to."""

    def __init__(self, server: Server):
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self.needs_rest = False
        self.size_limit_bytes = 0
        """What the server states as its largest message; 0 where it states nothing."""

    def open(self) -> None:
        """Connect and log in, where there is no connection. Raises: LineDownError, DeliveryError."""
        if self._smtp:
            return
        try:
            self._smtp = self._connect()
            self._greet(self._smtp)
        except (DeliveryError, LineDownError):
            self._drop()
            raise
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise DeliveryError(
                f"the certificate of {self._server.host} is not trusted: {error.verify_message}",
                "name the authority's file in `certificates`",
            ) from error
        except OSError as error:
            self._drop()
            raise LineDownError(f"no connection to {self._server.host}: {self._clean(str(error))}") from None

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(
                local_hostname=server.greeting_name, timeout=server.timeout_s, context=server.context
            )
        else:
            smtp = smtplib.SMTP(local_hostname=server.greeting_name, timeout=server.timeout_s)
        smtp._host = server.host  # type: ignore[attr-defined]  # what TLS checks; `connect` does not set it
        code, reply = smtp.connect(server.host, server.port)
        if code != 220:
            smtp.close()
            raise LineDownError(f"the server does not greet: {code} {self._clean(reply)}")
        if smtp.sock:
            # The end of a message is a packet of its own: it must not wait for the last one's receipt.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return smtp

    def _greet(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._server.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise DeliveryError(
                    f"{self._server.host} offers no STARTTLS", 'try `security = "tls"` and port 465'
                )
            smtp.starttls(context=self._server.context)
            smtp.ehlo_or_helo_if_needed()
        stated = smtp.esmtp_features.get("size", "")
        self.size_limit_bytes = int(stated) if stated.isdecimal() else 0
        if self._server.secret:
            log_in(smtp, self._server.user, self._server.secret, self._server.login)

    def deliver(self, letter: Packed) -> Outcome:
        """Send a message. Raises: DeliveryError where the server wants another login."""
        assert self._smtp, "open() comes first"
        try:
            refusal = self._announce(self._smtp, letter)
            if refusal:
                return refusal
            for piece in letter.pieces:
                self._socket().sendall(piece)
        except OSError as error:
            # The end of the message was not sent, so it is none. Source: RFC 5321, 4.1.1.4.
            self._drop()
            return Deferred(f"the connection broke: {self._clean(str(error))}")
        return self._finish(self._smtp, letter)

    def _announce(self, smtp: smtplib.SMTP, letter: Packed) -> Outcome | None:
        if not (letter.sender + letter.recipient).isprintable():
            return Refused("the address has characters that could forge a command")
        options = f" SIZE={letter.size_bytes}" if smtp.has_extn("size") else ""
        if not letter.recipient.isascii():
            if not smtp.has_extn("smtputf8"):
                return Refused("the server cannot write to addresses that are not ASCII (no SMTPUTF8)")
            options += " SMTPUTF8 BODY=8BITMIME"
            smtp.command_encoding = "utf-8"
        commands = (f"MAIL FROM:<{letter.sender}>{options}", f"RCPT TO:<{letter.recipient}>", "DATA")
        is_pipelined = smtp.has_extn("pipelining")
        try:
            if is_pipelined:
                smtp.send("".join(f"{command}\r\n" for command in commands))
            for left, command in zip((2, 1, 0), commands, strict=True):
                code, reply = smtp.getreply() if is_pipelined else smtp.docmd(command)
                if code not in ((250, 251) if left else (354,)):
                    if is_pipelined and code != _GO_AWAY:
                        self._pass_over(smtp, left)
                    return self._judge(smtp, code, reply)
        finally:
            smtp.command_encoding = "ascii"
        return None

    def _pass_over(self, smtp: smtplib.SMTP, count: int) -> None:
        """Read the answers to what was sent with a refused command.

        Source: RFC 2920, 3.1: a server may ask for a message that it has no recipient for. Whatever followed
        would be taken as one, so the line is cut.
        """
        try:
            codes = [smtp.getreply()[0] for _ in range(count)]
        except OSError:
            self._drop()
        else:
            if 354 in codes:
                self._drop()

    def _finish(self, smtp: smtplib.SMTP, letter: Packed) -> Outcome:
        """Send the end of the message. From here on, no answer is no knowledge."""
        try:
            self._socket().settimeout(self._server.timeout_s * _FINAL_PATIENCE)
            self._socket().sendall(b".\r\n")
            code, reply = smtp.getreply()
            self._socket().settimeout(self._server.timeout_s)
        except OSError as error:
            self._drop()
            return Uncertain(f"no answer after the message: {self._clean(str(error)) or 'silence'}")
        if 200 <= code < 300:
            return Sent(self._clean(reply), letter.note)
        if not 400 <= code < 600:
            self._drop()
            return Uncertain(f"an answer that means nothing: {code} {self._clean(reply)}")
        return self._judge(smtp, code, reply)

    def _judge(self, smtp: smtplib.SMTP, code: int, reply: bytes) -> Outcome:
        """What a refusal means."""
        said = f"{code} {self._clean(reply)}".strip()
        if code in _LOGIN_CODES:
            raise DeliveryError(f"the server wants another login: {said}", "correct `user` or the secret")
        if code == _GO_AWAY:
            self._drop()
            self.needs_rest = True
            return Deferred(said)
        try:
            if smtp.rset()[0] != 250:
                self._drop()
        except OSError:
            self._drop()
        return Refused(said) if 500 <= code < 600 else Deferred(said)

    def close(self) -> None:
        """Say goodbye, if there is a connection."""
        if self._smtp:
            with contextlib.suppress(OSError):
                self._smtp.quit()
        self._drop()

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def _socket(self) -> socket.socket:
        sock = self._smtp.sock if self._smtp else None
        if sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        return sock

    def _clean(self, said: bytes | str) -> str:
        """What a server says, on one line, short, and without our secret."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
        return self._server.secret.redact(text) if self._server.secret else text
