"""QR codes in print, which lead a telephone to an address: of cards, of openings, of sources."""

from __future__ import annotations

import re
from html import unescape

from bookmaker.qr import qr_image

_ADDRESS = r'<a href="(https?:[^"]*)"'
# The renderer writes them so: what it is, then the address, and no other link or div inside.
_CARD = re.compile(rf'(<div class="card embed"[^>]*>)(?=(?:(?!</div>).)*?{_ADDRESS})', re.DOTALL)
#: Before the first line under the title. A post that runs on in a chapter has no code.
_OPENING = re.compile(
    r'(<header class="opening"[^>]*>\s*<h1[^>]*>(?:(?!</h1>).)*</h1>)'
    rf'(?=(?:(?!</header>).)*<p [^>]*class="source"[^>]*>{_ADDRESS})',
    re.DOTALL,
)
_SOURCE = re.compile(rf'(<li class="source-entry">)(?=(?:(?!</li>).)*?{_ADDRESS})', re.DOTALL)


def add_codes(xhtml: str) -> str:
    """Put the QR code of its address into each card, opening and entry of the sources that has one."""
    for pattern, mark in ((_CARD, '"card embed"'), (_OPENING, '"source"'), (_SOURCE, '"source-entry"')):
        if mark in xhtml:
            xhtml = pattern.sub(lambda found: found[1] + qr_image(unescape(found[2])), xhtml)
    return xhtml
