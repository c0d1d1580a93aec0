"""Problems met while a post is expanded, each told once, with the line of the file it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookmaker.errors import Diagnostic, Where, diagnose

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text being expanded, and where it comes from. Units: `first_line` counts from 1."""

    path: str
    text: str
    first_line: int = 1
    is_post: bool = True

    def where(self, index: int) -> Where:
        """The place in the file of a character of `text`."""
        return Where(path=self.path, line=self.first_line + self.line_index(index))

    def line_index(self, index: int) -> int:
        """The line of a character, counted from 0 at the beginning of `text`."""
        return self.text.count("\n", 0, max(index, 0))


@dataclass(slots=True)
class Report:
    """Collects diagnostics; the second one of a code about the same subject is dropped."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def once(self, code: str, subject: str, message: str, source: Source, index: int, hint: str = "") -> None:
        """Keep a diagnostic unless its subject has been spoken of. Units: `index` in the text."""
        if (code, subject) in self._seen or len(self._seen) > _MOST:
            return
        if len(self._seen) == _MOST:
            code, message, hint = "dialect-unexpanded", "there are more such problems", ""
        self._seen.add((code, subject))
        self.diagnostics.append(diagnose(code, message, source.where(index), hint))

    def in_order(self, path: str) -> tuple[Diagnostic, ...]:
        """Those about the file first, by line; then those about other files, as they came."""

        def place(diagnostic: Diagnostic) -> tuple[bool, int]:
            where = diagnostic.where
            is_here = where is not None and where.path == path
            return not is_here, (where.line or 0) if where and is_here else 0

        return tuple(sorted(self.diagnostics, key=place))
