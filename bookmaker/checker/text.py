"""The balance of words of one post: what its source says against what a file holds.

In: words of both. Out: what is lost, doubled, added, glued together or split, word by word. Numbers come
from counting; which of several equal words it was, and what was moved, comes from the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bookmaker.checker.joints import settle_joints
from bookmaker.checker.words import Kind, Word

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
    """What comparing one post has shown. Numbers of words."""

    source_words: int
    file_words: int
    moved: int
    findings: tuple[Finding, ...]

    def count(self, fault: Fault) -> int:
        """How many words have this fault; glued and split ones count once each."""
        found = [finding for finding in self.findings if finding.fault == fault]
        return len(found) if fault in ("glued", "split") else sum(len(finding.words) for finding in found)


def balance_words(source: Sequence[Word], file: Sequence[Word], required: Iterable[Kind]) -> Balance:
    """Compare a post's words with a file's. `required` kinds of the source must be in the file."""
    from bookmaker.checker.comparison import Comparison

    needed = frozenset(required)
    comparison = Comparison(*settle_joints(source, file), needed)
    findings = comparison.findings()
    return Balance(
        source_words=sum(word.kind in needed for word in comparison.source),
        file_words=sum(word.kind == "printed" for word in comparison.file),
        moved=comparison.moved,
        findings=tuple(findings),
    )
