"""What names are sorted by, in an index or on a shelf."""

from __future__ import annotations

import unicodedata


def sort_key(text: str) -> str:
    """What an index is sorted by: small letters, without the marks before the first one."""
    kept = "".join(_plain(char) for char in text.casefold() if char.isalnum() or char == " ")
    return kept.strip() or text


def _plain(char: str) -> str:
    """A Latin letter without its accent; ё stands with е, as in Russian dictionaries."""
    if char == "ё":
        return "е"
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char
