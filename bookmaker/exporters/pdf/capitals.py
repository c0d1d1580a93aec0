"""Abbreviations: runs of capitals, marked so that a theme can set them in small ones.

In: a chapter's markup. Out: markup with `<span class="caps">` around such runs, not in headings and code.
"""

from __future__ import annotations

import re

from bookmaker.exporters.pdf.texts import change_texts

_SKIPPED = ("pre", "code", "kbd", "samp", "h[1-6]", "math", "svg")
_WORD = re.compile(r"[^\W\d_]{2,}")


def mark_capitals(xhtml: str) -> str:
    """Mark words of two capitals and more: HTML, США, XX."""
    return change_texts(xhtml, _mark, _SKIPPED)


def _mark(text: str) -> str:
    def mark(word: re.Match[str]) -> str:
        return f'<span class="caps">{word[0]}</span>' if word[0].isupper() else word[0]

    return _WORD.sub(mark, text)
