"""`[delivery]` in book.toml: what is refused, with its line, and what may be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.config import read_settings
from bookmaker.errors import ConfigError


def read(folder: Path, text: str) -> object:
    (folder / "book.toml").write_text(text)
    return read_settings(folder / "book.toml").delivery


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[delivery]\nshelff = 'x'\n", "book.toml:2: unknown key `shelff`\n  fix: did you mean `shelf`?"),
        ("[delivery.mail]\npasword = 'x'\n", "did you mean `password_from`?"),
        ("[delivery]\nhost = 'x'\n", "it belongs in [delivery.mail]"),
        ("[delivery.mail]\nsecurity = 'ssl'\n", "Invalid enum value 'ssl'"),
        ("[delivery.mail]\n\nconnections = 99\n", "book.toml:3: Expected `int` <= 32"),
        ("[delivery.mail]\nhost = 'a.example.org'\nsecurity = 'none'\n", "book.toml:3: without encryption"),
        ("[delivery.mail]\nunsubscribe_url = 'http://a.org/{token}'\n", "book.toml:2: `unsubscribe_url`"),
        ("[delivery.mail]\nunsubscribe_url = 'https://example.org/stop'\n", "no https address with {token}"),
        ("[delivery.mail]\nunsubscribe_url = 'https://a.org/{token}>,<'\n", "no https address with {token}"),
        ("[delivery]\nshelf = 'javascript:x'\n", "book.toml:2: `shelf` is no https address"),
        ("[delivery.telegram]\napi = 'http://bots.example.org'\n", "book.toml:2: `api` is no https address"),
        ("[delivery.telegram]\ntoken_from = '123:abc'\n", "book.toml:2: `token_from` does not say a place"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[delivery.mail]\nhost = '127.0.0.1'\nsecurity = 'none'\n",
        "[delivery.mail]\nhost = 'localhost'\nsecurity = 'none'\n",
        "[delivery.mail]\nunsubscribe_url = 'https://example.org/stop?r={token}&l=1'\n",
        "[delivery]\nshelf = 'http://[::1]:8000/'\n",
        "[delivery.telegram]\napi = 'http://127.0.0.1:8081'\ntoken_from = 'keyring:books'\n",
        "[delivery.mail]\npassword_from = 'file:~/secret'\ntries = 3\nper_minute = 60.5\n",
    ],
)
def test_what_can_be_meant_is_read(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) != read(tmp_path, "")
