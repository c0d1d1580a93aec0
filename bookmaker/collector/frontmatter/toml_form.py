"""TOML between two lines of `+++`, as Hugo has it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from bookmaker.collector.frontmatter.form import Form

_PLACE = re.compile(r" \(at line (\d+), column \d+\)")


class TomlForm(Form):
    """Hugo's rule: TOML between two `+++` lines."""

    pattern = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
    remedy = "correct the TOML between the two +++ lines"

    def load(self, fm: str, **_: object) -> Any:
        """Read the TOML. Raises: tomllib.TOMLDecodeError."""
        return tomllib.loads(fm)

    def explain(self, error: Exception) -> tuple[str, int]:
        """See `Form`."""
        reason = str(error).splitlines()[0]
        found = _PLACE.search(reason)
        return _PLACE.sub("", reason), int(found[1]) + 1 if found else 1
