"""What a rule for EPUBs is: who made it, where it stands, and how to find what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bookmaker.checker.epub_archive import Archive
from bookmaker.errors import Diagnostic, Where, diagnose

#: The place in the archive, empty for the whole, and what is wrong.
Finding = tuple[str, str]
GATES = ("accessibility", "Apple Books", "Kindle", "Kobo", "Google Play")
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule. `gates` are those that ask for it; `source` is the document that says so."""

    code: str
    gates: tuple[str, ...]
    source: str
    find: Callable[[Archive], Iterable[Finding]]

    def apply(self, archive: Archive, file_name: str) -> Iterator[Diagnostic]:
        """Diagnostics for a book, no more than a few for each rule."""
        findings = list(self.find(archive))
        asked = f"[{', '.join(self.gates)}: {self.source}]"
        for place, message in findings[:_MOST_PLACES]:
            where = Where(path=f"{file_name}/{place}" if place else file_name)
            yield diagnose(self.code, f"{message} {asked}", where)
        if len(findings) > _MOST_PLACES:
            more = f"the same in {len(findings) - _MOST_PLACES} more places {asked}"
            yield diagnose(self.code, more, Where(path=file_name))
