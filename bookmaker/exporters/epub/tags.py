"""The tags of well-formed markup, one after the other, without a tree: what is not changed stays to the byte.

The renderer's serialiser escapes `<` and `>` in text and attributes, so that a pattern meets real tags only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r'<(/?)([A-Za-z][\w:-]*)((?: [^\s=<>]+="[^"]*")*)(/?)>')
_ATTRIBUTE = re.compile(r' ([^\s=<>]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and where it stands. `depth` is that of its element, 0 for the outermost ones."""

    name: str
    kind: str
    """`start`, `end` or `void`."""
    written: str
    """The attributes as they are written, with a space before each."""
    start: int
    end: int
    depth: int

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by name; their values are escaped."""
        return dict(_ATTRIBUTE.findall(self.written))

    def has_class(self, name: str) -> bool:
        """Whether the element is of a class."""
        return name in self.attributes.get("class", "").split()


def iterate_tags(xhtml: str) -> Iterator[Tag]:
    """All tags in order."""
    depth = 0
    for found in _TAG.finditer(xhtml):
        closing, name, written, void = found.groups()
        kind = "end" if closing else "void" if void else "start"
        depth -= kind == "end"
        yield Tag(name, kind, written, found.start(), found.end(), depth)
        depth += kind == "start"
