"""Secrets: where they are found, and how they are kept out of everything that is written.

In: a place, `env:NAME`, `file:PATH` or `keyring:SERVICE`. Out: a `Secret`, which shows itself to nobody who
does not ask for it by name.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from bookmaker.errors import DeliveryError

_HIDDEN = "[secret]"
#: Shorter pieces would be found in ordinary words.
_SHORTEST = 4


class Secret:
    """A password or a token. Text made of it by accident says nothing."""

    __slots__ = ("__value", "_forms")

    def __init__(self, value: str, *more: str):
        """`more` are other texts that give the secret away, such as what a login sends."""
        self.__value = value
        forms = {form for text in (value, *more) for form in _forms(text) if len(form) >= _SHORTEST}
        self._forms = tuple(sorted(forms, key=len, reverse=True))

    def reveal(self) -> str:
        """The secret itself."""
        return self.__value

    def with_forms(self, *more: str) -> Secret:
        """The same secret, with further texts that must not be seen."""
        return Secret(self.__value, *more)

    def redact(self, text: str) -> str:
        """A text, of a server for one, without the secret in any of its forms."""
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        return text

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written anywhere")


def _forms(text: str) -> tuple[str, ...]:
    coded = base64.b64encode(text.encode()).decode()
    return text, coded, coded.rstrip("="), quote(text, safe=""), repr(text)[1:-1]


def read_secret(place: str, user: str, folder: Path, environment: Mapping[str, str]) -> Secret:
    """Look a secret up; `file:` begins at `folder`. Raises: DeliveryError, which does not tell it."""
    kind, _, name = place.partition(":")
    if kind == "env":
        value = environment.get(name, "")
        absent = DeliveryError(f"the environment has no {name}", f"set {name}, or say another place")
    elif kind == "file":
        value = _read_file(folder / Path(name).expanduser())
        absent = DeliveryError(f"the file of the secret, {name}, is empty", "write the secret into it")
    else:
        value = _ask_keyring(name, user)
        absent = DeliveryError(
            f"the keyring has no entry {name} for {user or 'nobody'}", f"run: keyring set {name} {user}"
        )
    value = value.strip("\r\n")
    if not value:
        raise absent
    if not value.isprintable():
        raise DeliveryError("the secret has characters that cannot be typed", f"correct it in {place}")
    return Secret(value)


def _read_file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise DeliveryError(f"cannot read the secret in {path}: {reason}", "correct the path") from None


def _ask_keyring(service: str, user: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise DeliveryError(
            "the system's keyring cannot be asked", "run: pip install 'bookmaker[keyring]'"
        ) from None
    try:
        return keyring.get_password(service, user) or ""
    except KeyringError as error:
        raise DeliveryError(f"the system's keyring does not answer: {error}", "unlock it") from None
