"""Bold type that runs over the end of a paragraph: `**One` and, a paragraph later, `two**`."""

from __future__ import annotations

import re

from lxml import etree

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import add_class
from bookmaker.renderer.xhtml import Element

_MARK = "**"
_OPENER = re.compile(r"(?:^|(?<=[\s(«„“\"]))\*\*(?=[^\s*])")
_CLOSER = re.compile(r"(?<=[^\s*])\*\*(?=$|[\s.,;:!?)»”…])")
_VERBATIM = frozenset({"code", "kbd", "pre", "samp"})


def join_split_bold(passage: Passage) -> None:
    """Make both parts bold where each paragraph has one literal `**` and they fit together."""
    for first in list(passage.root.iter("p")):
        second = first.getnext()
        if second is None or second.tag != "p" or (first.tail or "").strip():
            continue
        opener, closer = _only_mark(first, _OPENER), _only_mark(second, _CLOSER)
        if opener is not None and closer is not None:
            _embolden_after(first, *opener)
            _embolden_before(second, *closer)
            # What has a class is not taken for a heading: these are parts of a sentence.
            add_class(first, "cut")
            add_class(second, "cut")


def _only_mark(paragraph: Element, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The only `**` of a paragraph, if it fits the pattern.

    Units: the number of children before its text, and its place in that text.
    """
    texts = [paragraph.text or "", *(child.tail or "" for child in paragraph)]
    if sum(text.count(_MARK) for text in texts) != 1 or _has_inner_mark(paragraph):
        return None
    index = next(index for index, text in enumerate(texts) if _MARK in text)
    # What stands before the text counts for the look-behind: a child is no space.
    lead = "\ufffc" if index else ""
    trail = "\ufffc" if index < len(paragraph) else ""
    found = pattern.search(f"{lead}{texts[index]}{trail}")
    return (index, found.start() - len(lead)) if found else None


def _has_inner_mark(paragraph: Element) -> bool:
    children = (child for child in paragraph if child.tag not in _VERBATIM)
    return any(_MARK in text for child in children for text in child.itertext(with_tail=False))


def _embolden_after(paragraph: Element, index: int, place: int) -> None:
    strong = etree.Element("strong")
    strong.text = _cut(paragraph, index, place)
    strong.extend(list(paragraph)[index:])
    paragraph.append(strong)


def _embolden_before(paragraph: Element, index: int, place: int) -> None:
    strong = etree.Element("strong")
    strong.tail = _cut(paragraph, index, place)
    strong.text, paragraph.text = paragraph.text, None
    strong.extend(list(paragraph)[:index])
    paragraph.insert(0, strong)


def _cut(paragraph: Element, index: int, place: int) -> str:
    """End the text at its mark; returns what stood after it."""
    holder = paragraph[index - 1] if index else paragraph
    text = (holder.tail if index else holder.text) or ""
    if index:
        holder.tail = text[:place]
    else:
        holder.text = text[:place]
    return text[place + len(_MARK) :]
