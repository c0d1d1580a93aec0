"""Names and addresses that are too long for a cell of a table: where they are best broken.

In: a chapter's markup, in which the renderer marked such cells (`unbroken`). Out: markup with zero width
spaces after the signs that hold names together. Elsewhere the page breaks them only where nothing else helps.
"""

from __future__ import annotations

import re
from functools import partial

from bookmaker.exporters.pdf.texts import change_texts

_CELL = re.compile(r'<t([dh])\b[^>]*\bclass="[^"]*\bunbroken\b[^>]*>.*?</t\1>', re.DOTALL)
_KEYS = re.compile(r"(?<=</kbd>)[+-](?=<kbd>)")
_BREAK = "\u200b"
_JOINT = re.compile(r"(?<=[^\W_][_.:=?/])(?=[^\W\d_])")


def offer_breaks(xhtml: str) -> str:
    """Offer places to break within long names, and between keys that are pressed together."""
    return _CELL.sub(_offer_in_cell, xhtml)


def _offer_in_cell(cell: re.Match[str]) -> str:
    keys_apart = _KEYS.sub(lambda sign: sign[0] + _BREAK, cell[0])
    return change_texts(keys_apart, partial(_JOINT.sub, _BREAK))
