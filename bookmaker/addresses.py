"""Which addresses lead to which post: the table that turns links on the web into links in the book.

In: posts and links. Out: keys that compare equal where two addresses mean the same page.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from urllib.parse import quote, unquote, urljoin, urlsplit

from bookmaker.identifiers import anchor_id
from bookmaker.model import Post, Site

#: Stands for the site's address where the site does not state one. Never leaves the program: such links
#: are taken out at export. `urljoin` knows web schemes only. Source: RFC 2606, section 2 (`.invalid`).
PRIVATE_BASE = "https://site.invalid"
_MIRRORS = {"graph.org": "telegra.ph", "telegram.me": "t.me"}
_LONGEST_SHOWN = 60
#: Two lines of a small page.
_LONGEST_PRINTED = 100
_COUNTER = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|igshid)=")
_SCHEME = re.compile(r"(?:https?://|ftp://)?(?:www\.)?|mailto:|tel:")
# Decoded, they would not be seen, or end the address for who types it.
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]")
_INDEX_NAMES = ("/index.html", "/index.htm", "/index.md", "/_index.md")


def site_base(site: Site) -> str:
    """The address under which the site's pages stand, without a closing slash."""
    return site.url or PRIVATE_BASE


def absolute_address(href: str, post: Post, site: Site) -> str:
    """Make a link of a post absolute, as a browser on the post's page would.

    A link to a Markdown file is taken from the file's folder, not from the page's address.
    """
    base = site_base(site)
    path = href.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if path.endswith((".md", ".markdown", ".mkd")) and "://" not in href:
        folder = f"{base}/{quote(post.path)}"
        return urljoin(folder, href) if not href.startswith("/") else base + href
    page = base + quote(post.permalink, safe="/%")
    return urljoin(page, href)


def address_key(url: str) -> str:
    """Reduce an address to what tells pages apart: host and decoded path, without `.html` or slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    host = _MIRRORS.get(host, host)
    path = unquote(parts.path)
    for name in _INDEX_NAMES:
        path = path.removesuffix(name)
    path = path.rstrip("/").removesuffix(".html")
    query = f"?{parts.query}" if parts.query and host not in ("t.me",) else ""
    return f"{host}{path}{query}"


def post_addresses(post: Post, site: Site) -> Iterable[str]:
    """Keys of all addresses at which the post has been seen. Order: the surest first."""
    base = site_base(site)
    host = f"{urlsplit(base).scheme}://{urlsplit(base).netloc}"
    places = dict.fromkeys((base, host))
    yield from (address_key(f"{place}{quote(post.permalink)}") for place in places)
    yield from (address_key(f"{place}/{quote(post.path)}") for place in places)
    for alias in post.aliases:
        if "://" in alias:
            yield address_key(alias)
        else:
            yield from (address_key(f"{place}{quote(alias)}") for place in places)
    for url in (post.telegram_url, post.telegraph_url, post.source_url):
        if url.startswith(("http://", "https://")):
            yield address_key(url)
    if post.telegraph_url:
        # Mirrors keep links such as `/Some-title-06-16` whose host was telegra.ph.
        path = urlsplit(post.telegraph_url).path
        yield from (address_key(f"{place}{path}") for place in places)


def address_table(posts: Iterable[Post], site: Site) -> dict[str, str]:
    """Map address keys to post ids. An address that two posts claim belongs to the first."""
    table: dict[str, str] = {}
    for post in posts:
        for key in post_addresses(post, site):
            table.setdefault(key, post.id)
    return table


def find_anchor(href: str, table: Mapping[str, str], anchors: Container[str]) -> str | None:
    """The anchor in the book that an absolute address leads to, or None where it leads out of the book.

    A fragment that the post does not have leads to the post's beginning.
    """
    post_id = table.get(address_key(href))
    if post_id is None:
        return None
    fragment = unquote(urlsplit(href).fragment)
    exact = anchor_id(post_id, fragment) if fragment else post_id
    return exact if exact in anchors else post_id


def source_address(post: Post, site_url: str) -> str:
    """Where the post is on the web: where it was first published, else on its site, or nothing."""
    own = f"{site_url}{quote(post.permalink)}" if site_url and post.permalink else ""
    return post.source_url or post.telegraph_url or post.telegram_url or own


def short_address(address: str) -> str:
    """An address to be read, not typed: without scheme, query and what is too long."""
    parts = urlsplit(address)
    text = unquote(parts.netloc.removeprefix("www.") + parts.path.rstrip("/"))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def printed_address(address: str) -> str:
    """An address to be typed: without scheme, without what only counts visitors, cut where it is too long."""
    parts = urlsplit(address)
    kept = [pair for pair in parts.query.split("&") if pair and not _COUNTER.match(pair)]
    fragment = parts.fragment.split(":~:", maxsplit=1)[0]
    path = parts.path if kept else parts.path.rstrip("/")
    text = _host_in_letters(parts.netloc.removeprefix("www.")) + path
    text += f"?{'&'.join(kept)}" * bool(kept) + f"#{fragment}" * bool(fragment)
    text = _UNSEEN.sub(lambda found: quote(found[0]), unquote(text))
    return text if len(text) <= _LONGEST_PRINTED else f"{text[: _LONGEST_PRINTED - 1]}…"


def says_address(words: str, address: str) -> bool:
    """Whether a link's words are its address, as people write addresses."""
    return _bare(words) == _bare(address)


def _bare(address: str) -> str:
    text = unquote(_SCHEME.sub("", address.strip().casefold()))
    return text.rstrip("/")


def _host_in_letters(host: str) -> str:
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


def leads_nowhere(href: str) -> bool:
    """Whether the address is on a site that has not said where it stands on the web."""
    return href.startswith(PRIVATE_BASE)
