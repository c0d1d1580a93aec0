"""Where the elements of raw HTML begin and end in a post, and how kramdown reads what is in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from markdown_it.rules_block import StateBlock

from bookmaker.renderer.elements import VOID

Content = Literal["block", "span", "raw", ""]
_TAG = re.compile(
    r"""<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^"'<>])*)>""", re.DOTALL
)
_MARK = re.compile(r"""\bmarkdown\s*=\s*["']?(\w+)""", re.IGNORECASE)
# Source: kramdown 2.4, `HTML_CONTENT_MODEL_SPAN` and `HTML_CONTENT_MODEL_RAW`.
_SPAN = frozenset("caption dt h1 h2 h3 h4 h5 h6 label legend p summary th".split())
_RAW = frozenset("code kbd math option pre samp script style textarea var".split())
_BLOCKS = frozenset("article dl div figure ol section table ul".split())
_KEY = "kramdown_elements"
#: These begin a paragraph, in which the parser reads them by itself.
INLINE = frozenset(
    "a abbr acronym b bdo big button cite del dfn em i ins q ruby s small span strong sub sup tt u".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawElement:
    """An element in the source. Units: positions in the text; the content lies between the middle two."""

    name: str
    content: Content
    start: int
    opening_end: int
    closing_start: int
    end: int


class RawElements:
    """All elements of a source that are closed."""

    def __init__(self, source: str):
        self._by_start = {element.start: element for element in _pair(source)}
        self._marked = sorted(element.start for element in self._by_start.values() if element.content)
        self._outer = _outermost(source, self._by_start.values())

    def at(self, position: int) -> RawElement | None:
        """The element that begins at a position."""
        return self._by_start.get(position)

    def around(self, position: int) -> tuple[str, ...]:
        """Which kinds of block stand open at a position: `table`, `other`."""
        kinds = []
        for kind, starts, ends in self._outer:
            index = bisect_left(starts, position) - 1
            if index >= 0 and position < ends[index]:
                kinds.append(kind)
        return tuple(kinds)

    def next_marked(self, start: int, end: int) -> RawElement | None:
        """The first element in a stretch that says how its content is to be read."""
        index = bisect_left(self._marked, start)
        if index == len(self._marked) or self._marked[index] >= end:
            return None
        return self._by_start[self._marked[index]]


def elements_of(state: StateBlock) -> RawElements:
    """The elements of a post, found once."""
    if _KEY not in state.env:
        state.env[_KEY] = RawElements(state.src)
    found: RawElements = state.env[_KEY]
    return found


def _outermost(source: str, elements: Collection[RawElement]) -> list[tuple[str, list[int], list[int]]]:
    """Where tables and other blocks that begin a line stand, those within others left out."""
    found = []
    for kind, names in (("table", frozenset({"table"})), ("other", _BLOCKS)):
        starts: list[int] = []
        ends: list[int] = []
        for element in sorted((e for e in elements if e.name in names), key=lambda e: e.start):
            if _begins_line(source, element.start) and (not ends or element.start >= ends[-1]):
                starts.append(element.start)
                ends.append(element.closing_start)
        found.append((kind, starts, ends))
    return found


def _begins_line(source: str, position: int) -> bool:
    """Whether nothing but an indent too small for code stands before it."""
    line_start = source.rfind("\n", max(position - 4, 0), position) + 1
    return (line_start > 0 or position < 4) and not source[line_start:position].strip()


def _pair(source: str) -> list[RawElement]:
    """Pair tags by name, in one walk: hostile posts hold thousands."""
    elements: list[RawElement] = []
    open_tags: dict[str, list[re.Match[str]]] = {}
    for tag in _TAG.finditer(source):
        name = (tag["name"] or "").lower()
        if not name or name in VOID or tag["rest"].endswith("/"):
            continue
        if not tag["close"]:
            open_tags.setdefault(name, []).append(tag)
        elif open_tags.get(name):
            opening = open_tags[name].pop()
            elements.append(_element(name, opening, tag))
    return elements


def _element(name: str, opening: re.Match[str], closing: re.Match[str]) -> RawElement:
    mark = _MARK.search(opening["rest"])
    return RawElement(
        name=name,
        content=_content(name, mark[1].lower()) if mark else "",
        start=opening.start(),
        opening_end=opening.end(),
        closing_start=closing.start(),
        end=closing.end(),
    )


def _content(name: str, value: str) -> Content:
    if value in ("block", "span"):
        return "block" if value == "block" else "span"
    if value == "0" or name in _RAW:
        return "raw"
    return "span" if name in _SPAN else "block"
