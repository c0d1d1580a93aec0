"""Cards of players and embedded pages in print: a QR code at the side leads a telephone to the address."""

from __future__ import annotations

import re
from html import unescape

from bookmaker.qr import qr_image

# The renderer writes them so: what it is, then the address, and no other link or div inside.
_CARD = re.compile(r'(<div class="card embed"[^>]*>)(?=(?:(?!</div>).)*?<a href="(https?:[^"]*)")', re.DOTALL)


def add_codes(xhtml: str) -> str:
    """Put the QR code of its address into each card that has one."""
    if '"card embed"' not in xhtml:
        return xhtml
    return _CARD.sub(lambda card: card[1] + qr_image(unescape(card[2])), xhtml)
