"""Pictures several times as high as wide, such as of whole pages of the web, get most of a page's height.

In: a chapter's markup, in which every picture says its size in pixels. Out: the same, with a class for them:
within the height of other pictures their letters would be too small.
"""

from __future__ import annotations

import re

#: Height for width.
_RATIO = 3
_TALL = re.compile(
    r'<figure class="tall"(?=(?: id="[^"]*")?>(?:<a\b[^>]*>)?<img\b[^>]*\bheight="(\d+)"[^>]*\bwidth="(\d+)")'
)


def mark_tall_pictures(xhtml: str) -> str:
    """Tell pictures that need a page's height from others."""
    return _TALL.sub(_mark, xhtml)


def _mark(found: re.Match[str]) -> str:
    height, width = map(int, found.groups())
    return '<figure class="tall page-high"' if height >= _RATIO * width else found[0]
