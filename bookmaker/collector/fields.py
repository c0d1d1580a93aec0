"""Single fields of front matter, as texts and lists of texts, whatever their author wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def read_text(meta: Mapping[str, Any], key: str) -> str:
    """A field as text; empty where it is missing."""
    value = meta.get(key)
    return "" if value is None else str(value).strip()


def first_of(meta: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The first of several fields that says something."""
    return next((meta[key] for key in keys if meta.get(key) not in (None, "")), None)


def read_names(meta: Mapping[str, Any], *keys: str, separators: str = r"\s*,\s*|\s+") -> tuple[str, ...]:
    """Names from a list, or from one string. Jekyll parts a string of tags at its spaces."""
    names: list[str] = []
    for key in keys:
        value = meta.get(key)
        if isinstance(value, str):
            pattern = r"\s*,\s*" if "," in value else separators
            names += re.split(pattern, value.strip())
        elif isinstance(value, Mapping):
            names.append(str(value.get("name") or ""))
        elif isinstance(value, list | tuple):
            names += [str(item.get("name") if isinstance(item, Mapping) else item) for item in value]
        elif value is not None:
            names.append(str(value))
    cleaned = (" ".join(name.split()) for name in names)
    unique: dict[str, str] = {}
    for name in cleaned:
        if name and name != "None":
            unique.setdefault(name.casefold(), name)
    return tuple(unique.values())


def listed_texts(value: object) -> list[str]:
    """The texts of a list, or the one that stands there."""
    values = value if isinstance(value, list | tuple) else [value]
    return [item for item in values if isinstance(item, str)]
