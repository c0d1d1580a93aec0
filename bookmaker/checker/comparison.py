"""Two texts side by side: finds each word its partner, and says what is wrong with those that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bookmaker.checker.alignment import align
from bookmaker.checker.seams import find_seams, is_natural, runs_of
from bookmaker.checker.text import Fault, Finding
from bookmaker.checker.words import Kind, Word


class Comparison:
    """The words of a post's source and of a file, and the places of those without a partner."""

    def __init__(self, source: list[Word], file: list[Word], needed: Collection[Kind]):
        self.source, self.file = source, file
        self.moved = 0
        pairs = align([word.text for word in source], [word.text for word in file])
        pairs += self._pair_moved(pairs)
        self._source_place = {right: left for left, right in pairs}
        paired = {left for left, _ in pairs}
        spare = Counter(source[left].text for left in paired if source[left].kind not in needed)
        wanted = [i for i, word in enumerate(source) if i not in paired and word.kind in needed]
        self.lost = _without_spare(source, wanted, spare)
        spare = Counter(file[right].text for right in self._source_place if file[right].kind != "printed")
        extra = [i for i, word in enumerate(file) if i not in self._source_place and word.kind == "printed"]
        self.surplus = _without_spare(file, extra, spare)

    def findings(self) -> list[Finding]:
        """Everything that is wrong, in the order of the source."""
        found = [*self._glued(), *self._split(), *self._lost(), *self._surplus()]
        return sorted(found, key=lambda finding: (finding.line, finding.page or 0))

    def _pair_moved(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Equal words that stand elsewhere in the file: a note's text comes at the end."""
        lefts, rights = {left for left, _ in pairs}, {right for _, right in pairs}
        free: dict[str, list[int]] = {}
        for right in range(len(self.file) - 1, -1, -1):
            if right not in rights:
                free.setdefault(self.file[right].text, []).append(right)
        lone = [left for left in range(len(self.source)) if left not in lefts]
        moved = []
        for left in sorted(lone, key=lambda left: self.source[left].kind != "printed"):
            places = free.get(self.source[left].text)
            if places:
                moved.append((left, places.pop()))
        self.moved = sum(self.source[left].kind == "printed" for left, _ in moved)
        return moved

    def _glued(self) -> list[Finding]:
        return self._seams("glued", self.source, self.lost, self.file, self.surplus)

    def _split(self) -> list[Finding]:
        return self._seams("split", self.file, self.surplus, self.source, self.lost)

    def _seams(
        self,
        fault: Fault,
        parts: list[Word],
        lone_parts: list[int],
        wholes: list[Word],
        lone_wholes: list[int],
    ) -> list[Finding]:
        found = []
        for seam in list(find_seams(parts, lone_parts, wholes, lone_wholes)):
            pieces, whole = parts[seam.start : seam.end], wholes[seam.whole]
            lone_wholes.remove(seam.whole)
            for place in range(seam.start, seam.end):
                lone_parts.remove(place)
            if not is_natural(pieces, whole):
                source, file = (pieces[0], whole) if fault == "glued" else (whole, pieces[0])
                words = tuple(word.text for word in pieces)
                found.append(Finding(fault=fault, words=words, line=source.line, page=file.line or None))
        return found

    def _lost(self) -> list[Finding]:
        return [
            Finding(
                fault="lost",
                words=tuple(self.source[place].text for place in run),
                line=self.source[run[0]].line,
            )
            for run in runs_of(self.lost)
        ]

    def _surplus(self) -> list[Finding]:
        known = {word.text for word in self.source}
        found = []
        for run in runs_of(self.surplus):
            words = tuple(self.file[place].text for place in run)
            fault: Fault = "doubled" if all(word in known for word in words) else "added"
            page = self.file[run[0]].line or None
            found.append(Finding(fault=fault, words=words, line=self._line_before(run[0]), page=page))
        return found

    def _line_before(self, place: int) -> int:
        """The source's line of the nearest word before a place in the file."""
        while place >= 0 and place not in self._source_place:
            place -= 1
        return self.source[self._source_place[place]].line if place >= 0 else 1


def _without_spare(words: list[Word], places: list[int], spare: Counter[str]) -> list[int]:
    """Drop places whose words another word took the partner of, though it needed none."""
    kept = []
    for place in places:
        if spare[words[place].text]:
            spare[words[place].text] -= 1
        else:
            kept.append(place)
    return kept
