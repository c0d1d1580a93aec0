"""Typography of the running text: quotes, dashes and spaces, followed across inline tags."""

from __future__ import annotations

from collections.abc import Callable

from bookmaker.model import Site
from bookmaker.renderer.elements import BLOCKS
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.typography import typeset_runs
from bookmaker.renderer.xhtml import Element

#: Stands for what is not running text: code, a picture, a formula, a line break.
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "tt", "var"})
_BLOCKS = BLOCKS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "div"}

#: Text of a block, and what puts another in its place; None for an object.
_Run = tuple[str, Callable[[str], None] | None]


def typeset_text(passage: Passage) -> None:
    """Set the text of each block by the rules of the post's language."""
    if not passage.site.typography:
        return
    blocks: list[list[_Run]] = [[]]
    _gather(passage.root, blocks)
    for runs in blocks:
        if any(put for _, put in runs):
            _typeset(runs, passage.post.language)


def typeset_title(title: str, language: str, site: Site) -> str:
    """Set a title, which stands outside the tree."""
    return typeset_runs((title,), language)[0] if site.typography else title


def _typeset(runs: list[_Run], language: str) -> None:
    texts = [text for text, _ in runs]
    for (text, put), new in zip(runs, typeset_runs(texts, language), strict=True):
        if put is not None and new != text:
            put(new)


def _gather(root: Element, blocks: list[list[_Run]]) -> None:
    """Collect runs in reading order. Iterative: hostile posts nest deeper than Python's stack."""
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, is_left = stack.pop()
        is_block = element.tag in _BLOCKS
        if is_left:
            if is_block:
                blocks.append([])
            if element is not root:
                _add(blocks[-1], element, "tail")
            continue
        stack.append((element, True))
        if is_block:
            blocks.append([])
        if element.tag in _VERBATIM or element.tag in ("img", "br"):
            blocks[-1].append((_OBJECT, None))
            continue
        _add(blocks[-1], element, "text")
        stack.extend((child, False) for child in reversed(element))


def _add(runs: list[_Run], element: Element, place: str) -> None:
    text = getattr(element, place)
    if text:
        runs.append((text, lambda new: setattr(element, place, new)))
