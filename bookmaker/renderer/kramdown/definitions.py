"""Names for attribute lists, `{:name: .class}`: known before the text is read, whatever their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from markdown_it.rules_core import StateCore

from bookmaker.renderer.kramdown.attributes import INSIDE, Attributes, parse_attributes

_KEY = "kramdown_definitions"
_DEFINITION = re.compile(r"\{:([\w-]+):(" + INSIDE + r")\}[ \t]*$")
_LINES = re.compile(r"^[ \t>]*(\{:[\w-]+:.*)$", re.MULTILINE)


def find_definition(line: str) -> tuple[str, Attributes] | None:
    """The name and list that a line defines, or None."""
    found = _DEFINITION.match(line)
    if found is None:
        return None
    attributes = parse_attributes(found[2])
    return (found[1], attributes) if attributes is not None else None


def gather_definitions(state: StateCore) -> None:
    """Note all definitions of a post. One that stands in code as an example does no harm."""
    if "{:" not in state.src:
        return
    known = state.env.setdefault(_KEY, {})
    for line in _LINES.findall(state.src):
        definition = find_definition(line)
        if definition is not None:
            name, attributes = definition
            known[name] = known[name].add(attributes) if name in known else attributes


def definitions_of(env: MutableMapping[str, Any]) -> Mapping[str, Attributes]:
    """What `gather_definitions` found."""
    known: Mapping[str, Attributes] = env.get(_KEY, {})
    return known
