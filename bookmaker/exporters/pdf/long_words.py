"""Words longer than a line: the page may break them where it must.

In: a chapter's markup. Out: markup with `<wbr/>` in such words. The style property for it, `overflow-wrap`,
lets WeasyPrint 70 try each letter of the word anew for each line: minutes for a word of 100,000 letters.
"""

from __future__ import annotations

import re
from functools import cache, partial

from bookmaker.exporters.pdf.texts import change_texts

#: More letters than any line of any page has, of what offers no place to break. An entity counts as one.
_LONGEST = 80
#: Names, keys and addresses are broken from this part of a line on: no hyphenation parts them.
_LONG_NAME = 0.8
_PIECE = 20
_NAME = re.compile(r"[0-9_=?%&@#~\\]|\w[.:]\w")
_UNIT = re.compile(rf"(?:[^&]|&[#\w]+;){{{_PIECE}}}")


def break_long_words(xhtml: str, columns: int) -> str:
    """Offer places to break in words that no line of so many letters can hold."""
    long_names = _words(min(_LONGEST, int(columns * _LONG_NAME)))
    if long_names.search(xhtml) is None:
        return xhtml
    # Code has turns of its own.
    return change_texts(xhtml, partial(long_names.sub, _break), skipped=("pre",))


def _break(word: re.Match[str]) -> str:
    if not _NAME.search(word[0]) and not _words(_LONGEST).match(word[0]):
        return word[0]
    return _UNIT.sub(lambda unit: f"{unit[0]}<wbr/>", word[0])


@cache
def _words(least: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\s<>&\-/]|&[#\w]+;){{{least},}}")
