"""Names and addresses that are too long for a cell of a table: where they are best broken.

In: a chapter's markup, in which the renderer marked such cells (`unbroken`). Out: markup with zero width
spaces after the signs that hold names together. Elsewhere the page breaks them only where nothing else helps.
"""

from __future__ import annotations

import re

_CELL = re.compile(r'<t([dh])\b[^>]*\bclass="[^"]*\bunbroken\b[^>]*>.*?</t\1>', re.DOTALL)
_KEYS = re.compile(r"(?<=</kbd>)[+-](?=<kbd>)")
_TEXT = re.compile(r"<[^>]*>|[^<]+")
_BREAK = "\u200b"
_JOINT = re.compile(r"(?<=[^\W_][_.:=?/])(?=[^\W\d_])")


def offer_breaks(xhtml: str) -> str:
    """Offer places to break within long names, and between keys that are pressed together."""
    return _CELL.sub(_offer_in_cell, xhtml)


def _offer_in_cell(cell: re.Match[str]) -> str:
    keys_apart = _KEYS.sub(lambda sign: sign[0] + _BREAK, cell[0])
    return _TEXT.sub(_offer, keys_apart)


def _offer(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else _JOINT.sub(_BREAK, found[0])
