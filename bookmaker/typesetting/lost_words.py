"""Words that the markup has and the pages have not: a layout can drop boxes without a word.

In: a document that is laid out. Out: the texts of elements that were drawn less than wholly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.document import Document

_MADE = ("::before", "::after", "::marker")


def find_lost_words(document: Document) -> Iterator[str]:
    """Texts of elements of which characters are missing, in reading order.

    What a style sheet hides is not missing. Drawings bring their own words.
    """
    drawn: Counter[Any] = Counter()
    for page in document.pages:
        for box in page._page_box.children:
            if type(box).__name__ != "MarginBox":
                _count(box, drawn)
    body = document._html.etree_element.find("body")
    for element in _shown(body, document._html.layout_context.style_for):
        texts = [element.text or "", *(child.tail or "" for child in element)]
        if sum(map(_length, texts)) > drawn[element]:
            yield "".join(texts)


def _shown(element: Any, style_for: Callable[[Any], Any]) -> Iterator[Any]:
    """An element and those in it whose words are to be found on the pages."""
    is_drawing = not isinstance(element.tag, str) or element.tag.startswith("{")
    if is_drawing or style_for(element)["display"] == ("none",):
        return
    yield element
    for child in element:
        yield from _shown(child, style_for)


def _count(root: Any, drawn: Counter[Any]) -> None:
    waiting = [root]
    while waiting:
        box = waiting.pop()
        box = getattr(box, "_box", box)
        if hasattr(box, "text") and not str(box.element_tag).endswith(_MADE):
            drawn[box.element] += _length(box.text)
        waiting += getattr(box, "children", ())


def _length(text: str) -> int:
    """Without spaces, which lines swallow. A break adds a hyphen, and never takes a character."""
    return len("".join(text.split()))
