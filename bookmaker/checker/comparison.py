"""Two texts side by side: finds each word its partner, and says what is wrong with those that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bookmaker.checker.alignment import align
from bookmaker.checker.findings import Fault, Finding
from bookmaker.checker.seams import Seam, find_seams, runs_of
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
        """Words of the source that are one in the file, unless marks between them explain it."""
        found = []
        for seam in list(find_seams(self.source, self.lost, self.file, self.surplus)):
            parts, whole = self.source[seam.start : seam.end], self.file[seam.whole]
            _take(seam, self.source, self.lost, self.surplus)
            if not (whole.joined or all(word.may_join for word in parts[1:])):
                words = tuple(word.text for word in parts)
                found.append(Finding(fault="glued", words=words, line=parts[0].line, page=whole.line or None))
        return found

    def _split(self) -> list[Finding]:
        """Words of the source that are several in the file, unless a line ends between them."""
        found = []
        for seam in list(find_seams(self.file, self.surplus, self.source, self.lost)):
            parts, whole = self.file[seam.start : seam.end], self.source[seam.whole]
            _take(seam, self.file, self.surplus, self.lost)
            if not (whole.joined or all(word.may_join or word.after_break for word in parts[1:])):
                words = tuple(word.text for word in parts)
                found.append(Finding(fault="split", words=words, line=whole.line, page=parts[0].line or None))
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
        repeated = {word.text for word in self.source if word.kind == "repeated"}
        found = []
        for run in runs_of(self.surplus):
            words = tuple(self.file[place].text for place in run)
            page = self.file[run[0]].line or None
            if page and repeated.issuperset(words):
                continue
            fault: Fault = "doubled" if known.issuperset(words) else "added"
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


def _take(seam: Seam, parts: list[Word], lone_parts: list[int], lone_wholes: list[int]) -> None:
    """Take a seam's words off the lists of lone ones; of a part, any place where it is lone."""
    lone_wholes.remove(seam.whole)
    for part in range(seam.start, seam.end):
        places = [place for place in lone_parts if parts[place].text == parts[part].text]
        if places:
            lone_parts.remove(part if part in places else places[0])
