"""Logging in at an SMTP server. What is sent here is in no log and in no message."""

from __future__ import annotations

import base64
import smtplib

from bookmaker.config_delivery import Login
from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret
from bookmaker.sender.dispatch import LineDownError

_ACCEPTED = 235
_CONTINUE = 334


def log_in(connection: smtplib.SMTP, user: str, secret: Secret, login: Login) -> None:
    """Log in by a password or a token. Raises: DeliveryError where they are refused, LineDownError.

    Written here because smtplib wants ASCII passwords, and puts what the server echoes into its exceptions.
    Source: RFC 4954; RFC 4616 (PLAIN); developers.google.com/gmail/imap/xoauth2-protocol.
    """
    known = connection.esmtp_features.get("auth", "").upper().replace("=", " ").split()
    if login == "xoauth2":
        code, reply = connection.docmd("AUTH", f"XOAUTH2 {_coded(_bearer(user, secret))}")
        if code == _CONTINUE:  # the server explains itself, and waits to be told to go on
            code, reply = connection.docmd("")
    elif "PLAIN" in known or "LOGIN" not in known:
        code, reply = connection.docmd("AUTH", f"PLAIN {_coded(_plain(user, secret))}")
    else:
        code, reply = connection.docmd("AUTH", f"LOGIN {_coded(user)}")
        if code == _CONTINUE:
            code, reply = connection.docmd(_coded(secret.reveal()))
    if code == _ACCEPTED:
        return
    said = secret.redact(reply.decode("utf-8", "replace"))
    if 400 <= code < 500:
        raise LineDownError(f"the login must wait: {code} {said}")
    raise DeliveryError(
        f"the server refused the login of {user}: {code} {said}", "correct `user` or the secret"
    ) from None


def login_secret(user: str, secret: Secret) -> Secret:
    """The secret, known by what a login sends as well: a server may repeat that at any time."""
    return secret.with_forms(_plain(user, secret), _bearer(user, secret))


def _plain(user: str, secret: Secret) -> str:
    return f"\0{user}\0{secret.reveal()}"


def _bearer(user: str, secret: Secret) -> str:
    return f"user={user}\1auth=Bearer {secret.reveal()}\1\1"


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
