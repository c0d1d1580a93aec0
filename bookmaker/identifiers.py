"""ASCII names for posts, tags and files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST = 64


def text_to_slug(text: str) -> str:
    """Transliterate to `[a-z0-9-]`, at most 64 characters; empty where nothing is left."""
    spelled = anyascii(text.replace("ь", "").replace("ъ", "")).lower()
    return _NOT_WORD.sub("-", spelled).strip("-")[:_LONGEST].rstrip("-")


def make_unique(names: Iterable[str]) -> list[str]:
    """Number the names that stand more than once: `a, a, b` becomes `a, a-2, b`."""
    wanted = list(names)
    taken = set(wanted)
    seen: set[str] = set()
    unique = []
    for name in wanted:
        candidate, count = name, 1
        while candidate in seen or (candidate != name and candidate in taken):
            count += 1
            candidate = f"{name}-{count}"
        seen.add(candidate)
        unique.append(candidate)
    return unique


def path_to_id(path: str) -> str:
    """An id for the post in this file. It begins with a letter, as an XML name must."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if stem in {"index", "_index"} and "/" in path:
        stem = path.rsplit("/", 2)[-2]
    slug = text_to_slug(stem) or "post"
    return slug if slug[0].isalpha() else f"p{slug}"


def anchor_id(post_id: str, fragment: str) -> str:
    """The id, unique in the book, of what a post itself calls `#fragment`."""
    return f"{post_id}--{text_to_slug(fragment) or 'x'}"
