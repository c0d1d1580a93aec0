"""Bold paragraphs that act as headings become headings; headings need no bold type of their own."""

from __future__ import annotations

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import has_only, rename, unwrap
from bookmaker.renderer.xhtml import Element, text_of

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_LONGEST = 90
_LOWEST = 6
_BOLD = ("b", "strong")
# What a heading is followed by; a line that ends in a colon may belong to the code or table after it.
_TEXT = frozenset({"p", "ul", "ol", "dl", "blockquote", "pre", "table"})
_SHOWN = frozenset({"pre", "table"})
_PARENTS = frozenset({"div", "section", "article", "main"})


def unbold_headings(passage: Passage) -> None:
    """Take the bold type away where it is on every word."""
    for heading in list(passage.root.iter(*_LEVELS)):
        bold = [inner for inner in heading.iter(*_BOLD) if inner.getparent() is not None]
        outer = [inner for inner in bold if not any(up.tag in _BOLD for up in inner.iterancestors())]
        if bold and _letters(outer) == _letters([heading]):
            for inner in bold:
                unwrap(inner)


def make_headings(passage: Passage) -> None:
    """Turn bold paragraphs into headings one level below the heading that they stand under."""
    lines = list(passage.root.iter("p", *_LEVELS))
    acting = {element for element in lines if element.tag == "p" and _acts_as_heading(element)}
    stated = [_LEVELS[str(element.tag)] for element in lines if element.tag in _LEVELS]
    above = min(stated, default=2) - 1
    for element in lines:
        if element.tag in _LEVELS:
            above = _LEVELS[str(element.tag)]
        elif element in acting:
            rename(element, f"h{min(above + 1, _LOWEST)}")
            unwrap(element[0])


def is_bold_line(element: Element | None) -> bool:
    """Whether a paragraph is nothing but one bold phrase."""
    if element is None or element.tag != "p":
        return False
    only = has_only(element)
    return only is not None and only.tag in _BOLD and bool(text_of(only))


def _letters(elements: list[Element]) -> str:
    return "".join("".join(map(text_of, elements)).split())


def _acts_as_heading(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    # What has a class is a card or a box, whose lines are not the post's.
    if parent is None or parent.tag not in _PARENTS or parent.get("class") or paragraph.get("class"):
        return False
    if not is_bold_line(paragraph) or not _reads_as_heading(paragraph[0]):
        return False
    if is_bold_line(paragraph.getprevious()) or is_bold_line(paragraph.getnext()):
        return False
    return _is_followed_by_text(paragraph)


def _reads_as_heading(bold: Element) -> bool:
    text = text_of(bold)
    if len(text) >= _LONGEST or text[-1] in ".,;…" or not any(map(str.isalpha, text)):
        return False
    return next(bold.iter("br", "img", "a"), None) is None


def _is_followed_by_text(paragraph: Element) -> bool:
    following = paragraph.getnext()
    if following is None or following.tag not in _TEXT or (paragraph.tail or "").strip():
        return False
    if following.tag in _SHOWN and text_of(paragraph).endswith(":"):
        return False
    return bool(text_of(following)) and next(following.iter("img"), None) is None
