"""Headings: the title is not said twice, no level is skipped, and each can be linked to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bookmaker.identifiers import anchor_id, make_unique
from bookmaker.model import Heading
from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.footnotes import text_without_notes
from bookmaker.renderer.surgery import remove_keeping_tail, rename
from bookmaker.renderer.xhtml import Element

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NOT_LETTERS = re.compile(r"[\W_]+")


def drop_repeated_title(passage: Passage) -> None:
    """Take out the body's first H1 where it says what the title says."""
    first = next(iter(passage.root), None)
    if first is None or first.tag != "h1" or (passage.root.text or "").strip():
        return
    text = text_without_notes(first)
    says_more = first.find(".//img") is not None or first.find(".//sup[@class='footnote-ref']") is not None
    if not says_more and _letters(text) == _letters(passage.post.title):
        for name in (first.get("id"), _automatic_id(text)):
            passage.anchors.setdefault(name or text, passage.post.id)
        remove_keeping_tail(first)


def set_heading_levels(passage: Passage) -> None:
    """Give headings levels from `top_level` down without a gap, and unique ids."""
    elements = [element for element in list(passage.root.iter(*_LEVELS)) if _is_heading(element)]
    above: list[int] = []
    for element in elements:
        stated = _LEVELS[str(element.tag)]
        while above and above[-1] >= stated:
            above.pop()
        level = min(6, passage.top_level + len(above))
        above.append(stated)
        element.tag = f"h{level}"
    texts = [_heading_text(element) for element in elements]
    names = [element.get("id") or text for element, text in zip(elements, texts, strict=True)]
    ids = make_unique(anchor_id(passage.post.id, name) for name in names)
    automatic = _automatic_ids(texts)
    for index, element in enumerate(elements):
        element.set("id", ids[index])
        for alias in (names[index], automatic[index]):
            passage.anchors.setdefault(alias, ids[index])
        level = _LEVELS[str(element.tag)]
        passage.headings.append(Heading(level=level, anchor=ids[index], text=texts[index]))


def _is_heading(element: Element) -> bool:
    """A heading without a word is none: it would be an empty line in the contents. Nor is one of blocks."""
    blocks = [part for part in element.iter() if part is not element and part.tag in BLOCKS]
    if any(part.tag not in ("div", "p") or part.get("class") for part in blocks):
        rename(element, "div")
        return False
    for part in blocks:
        rename(part, "span")
        part.text, part.tail = f" {part.text or ''}", f" {part.tail or ''}"
    if _heading_text(element):
        return True
    if element.get("id") or element.find(".//img") is not None:
        rename(element, "p")
    else:
        remove_keeping_tail(element)
    return False


def _heading_text(element: Element) -> str:
    described = (image.get("alt") or "" for image in element.iter("img"))
    return text_without_notes(element) or " ".join(" ".join(described).split())


def _automatic_ids(texts: Iterable[str]) -> list[str]:
    """What kramdown and GitHub name headings: the second of one name ends in `-1`."""
    counts: Counter[str] = Counter()
    names = []
    for name in map(_automatic_id, texts):
        names.append(f"{name}-{counts[name]}" if counts[name] else name)
        counts[name] += 1
    return names


def _automatic_id(text: str) -> str:
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
