"""Parameters that say where a visitor came from. Only known ones go: any other may choose the page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit, urlunsplit

_ANYWHERE = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|yclid|ysclid|ymclid|_openstat|msclkid|twclid|ttclid|"
    r"li_fat_id|igshid|igsh|mc_[ce]id|_hsenc|_hsmi|__hs(?:tc|sc|fp)|hsCtaTracking|mkt_tok|vero_(?:id|conv)|"
    r"oly_(?:anon|enc)_id|_ga|_gl|ref_src|ref_url"
)
_BY_HOST: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(host), re.compile(names))
    for host, names in (
        (r"(?:.+\.)?youtube\.com|youtu\.be", "si|feature|pp|ab_channel"),
        (r"open\.spotify\.com|music\.apple\.com", "si|itsct|itscg"),
        (r"(?:.+\.)?(?:twitter|x)\.com", "s|t"),
        (
            r"(?:.+\.)?google\.(?:com?\.)?[a-z]{2,3}",
            r"ved|usg|sa|ust|ei|gs_l\w*|sclient|sca_esv|sxsrf|uact",
        ),
        (r"(?:.+\.)?medium\.com|towardsdatascience\.com", "source"),
        (r"(?:.+\.)?linkedin\.com", "trk|trackingId|lipi|rcm"),
        (r"(?:.+\.)?habr\.com", "erid"),
    )
)


def strip_tracking(address: str) -> str:
    """Take known parameters off; the others stay as they were written."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return address
    if not parts.query:
        return address
    names = [_ANYWHERE, *(names for pattern, names in _BY_HOST if pattern.fullmatch(host))]
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not any(name.fullmatch(_name(pair)) for name in names)]
    return address if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def _name(pair: str) -> str:
    return unquote(pair.partition("=")[0])
