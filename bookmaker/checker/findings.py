"""What comparing a post's words with a file's can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fault = Literal["lost", "doubled", "added", "glued", "split"]
FAULTS: tuple[Fault, ...] = ("lost", "doubled", "added", "glued", "split")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Words that are not as in the source. Units: `line` is the source's; `page` is None in an EPUB."""

    fault: Fault
    words: tuple[str, ...]
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A post's words in its source and in a file, in numbers, and what is wrong with them."""

    source_words: int
    file_words: int
    moved: int
    """Words that stand in another order: notes for one."""
    findings: tuple[Finding, ...]

    def count(self, fault: Fault) -> int:
        """How many words have this fault; glued and split ones count once each."""
        found = [finding for finding in self.findings if finding.fault == fault]
        return len(found) if fault in ("glued", "split") else sum(len(finding.words) for finding in found)
