"""Letters of mathematics as characters of their own: 𝐱, 𝔼, ℒ.

MathML Core, which browsers and reading systems follow, ignores `mathvariant="bold"` and its like.
Source: MathML Core, 2.1.1; Unicode names the letters, with older names for those that came first.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_STYLES = {
    "bold": "MATHEMATICAL BOLD", "italic": "MATHEMATICAL ITALIC", "bold-italic": "MATHEMATICAL BOLD ITALIC",
    "double-struck": "MATHEMATICAL DOUBLE-STRUCK", "script": "MATHEMATICAL SCRIPT",
    "bold-script": "MATHEMATICAL BOLD SCRIPT", "fraktur": "MATHEMATICAL FRAKTUR",
    "bold-fraktur": "MATHEMATICAL BOLD FRAKTUR", "sans-serif": "MATHEMATICAL SANS-SERIF",
    "bold-sans-serif": "MATHEMATICAL SANS-SERIF BOLD", "monospace": "MATHEMATICAL MONOSPACE",
}  # fmt: skip
_OLDER = {"double-struck": "DOUBLE-STRUCK", "script": "SCRIPT", "fraktur": "BLACK-LETTER"}
_HOLES = {("italic", "h"): "ℎ"}


def style_letters(text: str, variant: str) -> str | None:
    """Write `text` in a variant's own letters; None where one of them does not exist."""
    if variant not in _STYLES:
        return None
    letters = [_style_letter(character, variant) for character in text]
    return "".join(letter for letter in letters if letter) if all(letters) else None


@cache
def _style_letter(character: str, variant: str) -> str | None:
    if not character.isalnum():
        return character
    name = unicodedata.name(character, "")
    kind = name.removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    for prefix in (_STYLES[variant], _OLDER.get(variant, "")):
        try:
            return (
                unicodedata.lookup(f"{prefix} {kind}".strip()) if prefix else _HOLES.get((variant, character))
            )
        except KeyError:
            continue
    return _HOLES.get((variant, character))
