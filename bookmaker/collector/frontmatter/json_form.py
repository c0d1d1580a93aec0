"""A JSON object at the beginning of the file, as Hugo has it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from bookmaker.collector.frontmatter.form import Form

_STRING_OR_BRACE = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}]')
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


class JsonForm(Form):
    """Hugo's rule: the file begins with `{`, and the front matter ends where that object does.

    `{%`, `{{` and `{:` begin templates and attribute lists: a key in quotes, or nothing, must follow.
    """

    pattern = re.compile(r"\A\{\s*[\"}]")
    remedy = "correct the JSON object at the beginning of the file"

    def detect(self, text: str) -> bool:
        """Whether an object stands there that has the lines for itself."""
        if not super().detect(text):
            return False
        end = _object_end(text)
        if end is None:
            self.defect = "the JSON object at the beginning is never closed"
            return True
        return _REST_OF_LINE.match(text, end) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Header and body."""
        end = _object_end(text)
        rest = _REST_OF_LINE.match(text, end or 0)
        assert end is not None and rest is not None, "asked of a text that was not detected"
        return text[:end], text[rest.end() :]

    def load(self, fm: str, **_: object) -> Any:
        """Read the JSON. Raises: json.JSONDecodeError."""

        def collect_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            counts = Counter(name for name, _ in pairs)
            twice = [name for name, count in counts.items() if count > 1]
            self.doubles += [(name, _last_line(fm, name)) for name in twice]
            return dict(pairs)

        return json.loads(fm, object_pairs_hook=collect_pairs)

    def explain(self, error: Exception) -> tuple[str, int]:
        """See `Form`."""
        if isinstance(error, json.JSONDecodeError):
            return error.msg, error.lineno
        return super().explain(error)


def _object_end(text: str) -> int | None:
    """Where the object that begins the text is closed, whether or not it is JSON inside."""
    depth = 0
    for found in _STRING_OR_BRACE.finditer(text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return None


def _last_line(head: str, key: str) -> int:
    """The line on which a key stands last. `json` does not say where it read what."""
    places = list(re.finditer(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", head))
    return head.count("\n", 0, places[-1].start()) + 1 if places else 1
