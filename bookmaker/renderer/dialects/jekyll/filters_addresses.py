"""Jekyll's filters for addresses. Source: `lib/jekyll/filters/url_filters.rb`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from liquid.filter import with_context

from bookmaker.renderer.dialects.jekyll.run import run_of
from bookmaker.renderer.dialects.jekyll.values import value_to_text

if TYPE_CHECKING:
    from liquid import RenderContext

_IN_ADDRESSES = "/%:?#[]@!$&'()*+,;=~-._"


@with_context
def relative_url(value: object, *, context: RenderContext) -> object:
    """A path with the site's base path before it: `/blog/assets/a.png`."""
    if value is None:
        return None
    path = value_to_text(value)
    if _is_absolute(path):
        return path
    return _join(run_of(context).places.base_path or _base_path(context), path)


@with_context
def absolute_url(value: object, *, context: RenderContext) -> object:
    """A path with the site's address before it."""
    if value is None:
        return None
    path = value_to_text(value)
    if _is_absolute(path):
        return path
    host = value_to_text(context.get(["site", "url"], token=None, default="")).rstrip("/")
    return host + _join(_base_path(context), path)


def strip_index(value: object) -> object:
    """An address without the `index.html` at its end."""
    text = value_to_text(value)
    return text.removesuffix("index.html") if text.endswith("/index.html") else text


def _base_path(context: RenderContext) -> str:
    return value_to_text(context.get(["site", "baseurl"], token=None, default=""))


def _join(base: str, path: str) -> str:
    folder = f"/{base.strip('/')}" if base.strip("/") else ""
    return f"{folder}/{path.lstrip('/')}" if path else folder or "/"


def _is_absolute(address: str) -> bool:
    return address.partition(":")[0].isalpha() and ":" in address


ADDRESS_FILTERS: dict[str, Callable[..., object]] = {
    "relative_url": relative_url,
    "absolute_url": absolute_url,
    "strip_index": strip_index,
    "cgi_escape": lambda value: quote_plus(value_to_text(value)),
    "uri_escape": lambda value: quote(value_to_text(value), safe=_IN_ADDRESSES),
}
