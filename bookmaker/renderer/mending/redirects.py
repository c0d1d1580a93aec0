"""Addresses that only count a click and send the reader on: the address behind them takes their place."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

# Host, path, and the parameter that holds the address; without one, all of the query is the address.
_REDIRECTORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"google\.(?:com?\.)?[a-z]{2,3}", r"/url", ("q", "url")),
    (r"vk\.(?:com|ru)", r"/away(?:\.php)?", ("to",)),
    (r"lm?\.(?:facebook|instagram|messenger)\.com", r"/(?:l\.php)?", ("u",)),
    (r"facebook\.com", r"/(?:l|flx/warn)(?:\.php)?/?", ("u",)),
    (r"(?:t|telegram)\.me", r"/iv", ("url",)),
    (r"href\.li|anonym\.to|nullrefer\.com", r"/?", ()),
    (r"medium\.com", r"/r/?", ("url",)),
    (r"youtube\.com", r"/redirect", ("q",)),
    (r"linkedin\.com", r"/(?:redir/redirect|safety/go)/?", ("url",)),
    (r"slack-redir\.net", r"/link", ("url",)),
    (r"steamcommunity\.com", r"/linkfilter/?", ("url", "u")),
    (r"out\.reddit\.com", r"/.*", ("url",)),
    (r"duckduckgo\.com", r"/l/?", ("uddg",)),
    (r"link\.zhihu\.com", r"/?", ("target",)),
    (r"(?:exit|gate)\.sc", r"/?", ("url",)),
    (r"t\.umblr\.com", r"/redirect", ("z",)),
    (r"getpocket\.com", r"/redirect", ("url",)),
    (r"[a-z0-9]+\.safelinks\.protection\.outlook\.com", r"/?", ("url",)),
)
_PATTERNS = tuple((re.compile(host), re.compile(path), keys) for host, path, keys in _REDIRECTORS)
_DEEPEST = 8


def unwrap_redirect(address: str) -> str:
    """The address to which a reader would be sent, through several redirectors where need be."""
    for _ in range(_DEEPEST):
        target = _target(address)
        if target is None:
            break
        address = target
    return address


def _target(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    for host_pattern, path_pattern, keys in _PATTERNS:
        if host_pattern.fullmatch(host) and path_pattern.fullmatch(parts.path):
            return _address_in(parts, keys)
    return None


def _address_in(parts: SplitResult, keys: tuple[str, ...]) -> str | None:
    values = dict(pair.partition("=")[::2] for pair in reversed(parts.query.split("&")))
    for candidate in [values.get(key, "") for key in keys] or [parts.query]:
        found = unquote(candidate) if "://" not in candidate or keys else candidate
        if found.startswith("//"):
            found = f"https:{found}"
        if found.startswith(("https://", "http://")):
            return _with_fragment(found, parts.fragment)
    return None


def _with_fragment(address: str, fragment: str) -> str:
    """A browser carries the part after # over. Source: RFC 9110, section 10.2.2."""
    try:
        target = urlsplit(address)
    except ValueError:
        return address
    return urlunsplit(target._replace(fragment=fragment)) if fragment and not target.fragment else address
