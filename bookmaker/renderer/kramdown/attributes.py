"""Attribute lists: `.class #id key="value" reference`, as kramdown, Hugo and Python-Markdown write them.

In: what stands between the braces. Out: a value, or None where it is no attribute list at all: a tuple of
Elixir or a hash of Ruby in a sentence wears the same braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

#: The inside of braces. A value in quotes may hold a brace.
INSIDE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^{}"'\n])*"""
_ITEM = re.compile(
    r"""(?P<key>[\w:-]+)=(?P<value>"[^"]*"|'[^']*'|[^\s"'=<>`{}]+)"""
    r"""|\.(?P<class>[\w-]+)|#(?P<id>[\w:.-]+)|(?P<reference>[\w-]+)"""
)
_SPACE = re.compile(r"\s*")
#: References that mean something although nothing in the post defines them.
KNOWN_REFERENCES = frozenset({"toc", "no_toc", "footnotes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """An attribute list. Order: as written."""

    classes: tuple[str, ...] = ()
    id: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is more in it than names, which could be words of the text."""
        return bool(self.classes or self.id or self.pairs)

    def add(self, other: Attributes) -> Attributes:
        """Both lists in one."""
        return Attributes(
            classes=self.classes + other.classes,
            id=other.id or self.id,
            pairs=self.pairs + other.pairs,
            references=self.references + other.references,
        )

    def resolve(self, definitions: Mapping[str, Attributes]) -> Attributes:
        """Put definitions in the place of references; a definition's own references are not followed."""
        found = Attributes()
        for name in self.references:
            known = definitions.get(name)
            if known is not None:
                found = found.add(Attributes(classes=known.classes, id=known.id, pairs=known.pairs))
        return found.add(self)

    def write_to(self, token: Token) -> None:
        """Give them to what a token stands for."""
        for name in self.classes:
            token.attrJoin("class", name)
        for key, value in self.pairs:
            if key == "class":
                token.attrJoin("class", value)
            else:
                token.attrSet(key, value)
        if self.id:
            token.attrSet("id", self.id)


def parse_attributes(text: str) -> Attributes | None:
    """Read the inside of an attribute list. None where anything in it is something else."""
    classes, pairs, references = [], [], []
    name = ""
    position = _skip_space(text, 0)
    after_space = True
    while position < len(text):
        item = _ITEM.match(text, position)
        if item is None or not (after_space or item["class"] or item["id"]):
            return None
        if item["key"]:
            pairs.append((item["key"].lower(), _unquote(item["value"])))
        elif item["class"]:
            classes.append(item["class"])
        elif item["id"]:
            name = item["id"]
        else:
            references.append(item["reference"])
        position = _skip_space(text, item.end())
        after_space = position > item.end()
    return Attributes(classes=tuple(classes), id=name, pairs=tuple(pairs), references=tuple(references))


def _unquote(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def _skip_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    assert space is not None
    return space.end()
