"""Numbers of lists in print: where they begin, jump, and what letters they have.

WeasyPrint 70 reads `start`, `value` and `type` only as hints of presentation, which are switched off with
all others that a page could give: they are said in style here.
"""

from __future__ import annotations

import re

_NUMBERED = re.compile(r'<(ol|li)\b(?=[^>]* (?:start|value|type)=")([^>]*)>')
_ATTRIBUTE = re.compile(r' (start|value|type)="([^"]*)"')
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def number_lists(xhtml: str) -> str:
    """Say in style what the attributes of numbered lists say."""
    return _NUMBERED.sub(_say, xhtml)


def _say(tag: re.Match[str]) -> str:
    said = dict(_ATTRIBUTE.findall(tag[2]))
    rules = []
    if tag[1] == "ol" and "start" in said:
        rules.append(f"counter-reset: list-item {int(said['start']) - 1}")
    if tag[1] == "li" and "value" in said:
        # Its own step is off, because WeasyPrint takes it after the setting, and browsers before.
        rules.append(f"counter-increment: list-item 0; counter-set: list-item {int(said['value'])}")
    if said.get("type") in _STYLES:
        rules.append(f"list-style-type: {_STYLES[said['type']]}")
    return f'<{tag[1]}{tag[2]} style="{"; ".join(rules)}">' if rules else tag[0]
