"""Words longer than a line: the page may break them where it must.

In: a chapter's markup. Out: markup with `<wbr/>` in such words. The style property for it, `overflow-wrap`,
lets WeasyPrint 70 try each letter of the word anew for each line: minutes for a word of 100,000 letters.
"""

from __future__ import annotations

import re

#: More letters than any line of any page has, of what offers no place to break. An entity counts as one.
_LONGEST = 80
_PIECE = 20
_WORD = re.compile(rf"(?:[^\s<>&\-/]|&[#\w]+;){{{_LONGEST},}}")
_UNIT = re.compile(rf"(?:[^&]|&[#\w]+;){{{_PIECE}}}")
# Code has turns of its own.
_TEXT = re.compile(r"<pre\b.*?</pre>|<[^>]*>|[^<]+", re.DOTALL)


def break_long_words(xhtml: str) -> str:
    """Offer places to break in words that no line can hold."""
    if _WORD.search(xhtml) is None:
        return xhtml
    return _TEXT.sub(lambda found: found[0] if found[0].startswith("<") else _break(found[0]), xhtml)


def _break(text: str) -> str:
    return _WORD.sub(lambda word: _UNIT.sub(lambda unit: f"{unit[0]}<wbr/>", word[0]), text)
