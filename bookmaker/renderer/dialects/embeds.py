"""Addresses of what tags and short codes embed: films, gists, tweets. In print they are links."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from bookmaker.renderer.dialects.figures import link_to_markdown
from bookmaker.renderer.dialects.parameters import Parameter, named, unnamed

#: The name of a tag or short code, to what a reader calls it and the pattern of its address.
EMBEDS: dict[str, tuple[str, str]] = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "tweet": ("Twitter", "https://twitter.com/i/status/{}"),
    "twitter": ("Twitter", "https://twitter.com/i/status/{}"),
    "x": ("X", "https://x.com/i/status/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/p/{}/"),
}


def embed_to_markdown(kind: str, names: tuple[str, ...], title: str = "") -> str:
    """A plain link to what is embedded. `names` is an address, an id, or user and id, as written.

    Raises: KeyError on a kind that is not in `EMBEDS`.
    """
    label, pattern = EMBEDS[kind]
    return link_to_markdown(title or label, _address(kind, pattern, names))


def embed_among(name: str, parameters: tuple[Parameter, ...]) -> str:
    """A link to what a missing include, such as `youtube.html`, would have embedded, or nothing."""
    wanted = named(parameters, "provider").lower() or PurePosixPath(name).name.lower()
    kind = next((kind for kind in EMBEDS if len(kind) > 1 and wanted.startswith(kind)), "")
    identity = named(parameters, "id", "url", "src", "video") or unnamed(parameters, 0)
    if not kind or not identity:
        return ""
    return embed_to_markdown(kind, (identity,), named(parameters, "title", "caption"))


def _address(kind: str, pattern: str, names: tuple[str, ...]) -> str:
    first = names[0] if names else ""
    if first.startswith(("http://", "https://")):
        return first
    parts = names[:2] if kind in ("gist", "tweet", "twitter", "x") else names[:1]
    if kind == "gist" and len(parts) == 2 and "/" in first:
        parts = parts[:1]  # `user/id file`
    if kind in ("tweet", "twitter", "x") and len(parts) == 2:
        host = pattern.split("/")[2]
        return f"https://{host}/{quote(parts[0])}/status/{quote(parts[1])}"
    return pattern.format("/".join(quote(part) for part in parts))
