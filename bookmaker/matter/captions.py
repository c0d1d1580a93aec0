"""The figures of a chapter: where each can be found, and the words that tell of it.

In: a chapter's XHTML. Out: the same with an id on each figure, or their ids and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from bookmaker.model import ChapterDocument
from bookmaker.wording import wording

# The renderer's serialiser escapes < and > in text and attributes: these patterns meet real tags only.
_FIGURE_TAG = re.compile(r"<figure((?: [^<>]*)?)>")
_OWN_ID = re.compile(r' id="([^"]*)"')
_CAPTION = re.compile(r"<figcaption[^<>]*>(.*?)</figcaption>", re.DOTALL)
_ALTERNATIVE = re.compile(r'<img [^<>]*?alt="([^"]+)"')
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 120


def find_figures(document: ChapterDocument) -> Iterator[tuple[str, str]]:
    """The figures of a chapter in order: the id that each has, or gets, and its markup."""
    for number, found in enumerate(_FIGURE_TAG.finditer(document.xhtml), start=1):
        own = _OWN_ID.search(found[1])
        end = document.xhtml.find("</figure>", found.end())
        yield (own[1] if own else f"{document.id}--picture-{number}"), document.xhtml[found.start() : end]


def name_figures(document: ChapterDocument) -> str:
    """The chapter's XHTML with an id on each figure."""
    anchors = iter([anchor for anchor, _ in find_figures(document)])

    def name(found: re.Match[str]) -> str:
        anchor = next(anchors)
        return found[0] if _OWN_ID.search(found[1]) else f'<figure id="{anchor}"{found[1]}>'

    return _FIGURE_TAG.sub(name, document.xhtml)


def list_captions(document: ChapterDocument) -> Iterator[tuple[str, str]]:
    """Figures that have words: the anchor, and the caption, else the picture's description; shortened."""
    for anchor, figure in find_figures(document):
        words = _CAPTION.search(figure) or _ALTERNATIVE.search(figure)
        text = " ".join(unescape(_TAG.sub("", words[1])).split()) if words else ""
        if text and not _stand_in(document.language).fullmatch(text):
            yield anchor, _shorten(text)


@cache
def _stand_in(language: str) -> re.Pattern[str]:
    """What a picture says of itself when nobody has described it."""
    return re.compile(re.escape(wording(language, "image_undescribed", number="\0")).replace("\0", r"\w+"))


def _shorten(text: str) -> str:
    """A caption as a line of a list: its beginning, cut between words."""
    if len(text) <= _LONGEST:
        return text
    start = text[:_LONGEST].rpartition(" ")[0] or text[: _LONGEST - 1]
    return f"{start.rstrip(' ,;:—–-')}…"
