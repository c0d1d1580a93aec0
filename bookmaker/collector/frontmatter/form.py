"""What all forms of front matter have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from frontmatter.default_handlers import BaseHandler


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A post as it stands in the file. Units: `body_line` counts from 1."""

    metadata: dict[str, Any] = field(hash=False)
    body: str
    body_line: int
    has_front_matter: bool


class Form(BaseHandler):
    """One form of front matter; an object reads one text.

    Units: lines count from 1 and are the file's. `pattern` takes the whole header and, as its first group,
    what `load` reads.
    """

    pattern: ClassVar[re.Pattern[str]]
    remedy: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__(fm_boundary=self.pattern)
        self.doubles: list[tuple[str, int]] = []
        self.defect = ""
        """Why what looks like front matter stays in the body."""

    def detect(self, text: str) -> bool:
        """Whether the text begins with this form."""
        return self.pattern.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Header and body."""
        head = self.pattern.match(text)
        assert head is not None, "asked of a text that was not detected"
        return head[1], text[head.end() :]

    def load(self, fm: str, **_: object) -> Any:
        """Read a header. Raises: what its reader raises."""
        raise NotImplementedError

    def explain(self, error: Exception) -> tuple[str, int]:
        """What a reader's exception says, and the line it says it of."""
        return str(error).splitlines()[0], 1
