"""Lets fields and variables be called `limit` or `for`, as Ruby's Liquid does.

python-liquid 2.3 takes such a word for a part of its grammar wherever it stands, and then cannot read
`include.limit`. In brackets, `include["limit"]`, it is a name.
"""

from __future__ import annotations

import re

_QUOTED = r"\"[^\"]*\"|'[^']*'"
_ANY = (
    "true|false|nil|null|empty|blank|and|or|contains|not|in|offset|limit|reversed|cols|continue"
    "|with|for|as|if|else|required"
)
#: Those that mean nothing in outputs, assignments and conditions.
_IDLE = "in|offset|limit|reversed|cols|continue|with|for|as|if|else|required"
_FIELD = re.compile(rf"{_QUOTED}|(?<=[\w\]])\s*\.\s*({_ANY})(?![\w-])")
_VARIABLE = re.compile(rf"{_QUOTED}|(?<![\w.-])({_IDLE})(?![\w-]|\s*:)")
_LOOP_VARIABLE = re.compile(rf"{_QUOTED}|(?<=:)\s*(limit|offset|cols)(?![\w-]|\s*:)")
_LOOPS = frozenset({"for", "tablerow"})
_PLAIN = frozenset({"if", "elsif", "unless", "case", "when", "assign", "capture", "cycle"})


def quote_names(expression: str, tag: str = "") -> str:
    """Put names that look like grammar into brackets. `tag` is the tag's name; an output has none."""
    if not tag or tag in _PLAIN:
        return _quote(_VARIABLE, _quote(_FIELD, expression))
    if tag in _LOOPS:
        return _quote(_LOOP_VARIABLE, _quote(_FIELD, expression))
    return expression


def _quote(pattern: re.Pattern[str], expression: str) -> str:
    return pattern.sub(lambda found: f'["{found[1]}"]' if found[1] else found[0], expression)
