"""Secrets: where they are found, and that they do not show."""

from __future__ import annotations

import base64
import pickle
import traceback
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret, read_secret

VALUE = "пароль with 'quotes' & /slashes"


def test_a_secret_shows_nothing_that_is_not_asked_for() -> None:
    secret = Secret(VALUE)
    shown = f"{secret} {secret!r} {[secret]}"
    assert "пароль" not in shown
    assert secret.reveal() == VALUE
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_every_form_of_a_secret_is_redacted() -> None:
    secret = Secret(VALUE).with_forms(f"\0me\0{VALUE}")
    coded = base64.b64encode(f"\0me\0{VALUE}".encode()).decode()
    said = secret.redact(f"535 {VALUE} | {coded} | {base64.b64encode(VALUE.encode()).decode()} | {VALUE!r}")
    assert said.count("[secret]") == 4
    assert "пароль" not in said


def test_it_is_found_in_the_environment_and_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{VALUE}\n")
    assert read_secret("env:X", "", tmp_path, {"X": VALUE}).reveal() == VALUE
    assert read_secret("file:secret", "", tmp_path, {}).reveal() == VALUE
    assert read_secret(f"file:{tmp_path}/secret", "", Path("/"), {}).reveal() == VALUE


class Memory(KeyringBackend):
    """A keyring of the test's own."""

    priority = 1.0

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        return VALUE if (service, username) == ("books", "anna") else None


def test_it_is_found_in_the_keyring(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())  # type: ignore[no-untyped-call]
    try:
        assert read_secret("keyring:books", "anna", tmp_path, {}).reveal() == VALUE
        with pytest.raises(DeliveryError, match="run: keyring set books boris"):
            read_secret("keyring:books", "boris", tmp_path, {})
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("env:X", "the environment has no X"),
        ("file:nowhere", "cannot read the secret in"),
        ("file:empty", "is empty"),
        ("file:binary", "it is no text"),
        ("file:control", "characters that cannot be typed"),
    ],
)
def test_what_is_not_there_or_cannot_be_one_is_told_without_its_content(
    tmp_path: Path, place: str, message: str
) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "binary").write_bytes(b"sesame\xff\xfe")
    (tmp_path / "control").write_text("sesame\0open")
    with pytest.raises(DeliveryError, match=message) as caught:
        read_secret(place, "", tmp_path, {})
    assert "sesame" not in "".join(traceback.format_exception(caught.value))
