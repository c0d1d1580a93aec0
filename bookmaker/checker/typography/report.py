"""The typographic report on a file: its faults, and what they are measured against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bookmaker.checker.pdf_file import open_pdf
from bookmaker.checker.typography.faults import FINDERS, Finding, Work, justified
from bookmaker.checker.typography.gaps import missing_characters
from bookmaker.checker.typography.layout import Measures, TextPage, measure, strip_furniture
from bookmaker.checker.typography.paragraphs import read_paragraphs
from bookmaker.checker.typography.reading import read_sheets

#: Every kind of fault, with its name in the table. Order: the table's.
KINDS: Mapping[str, str] = {
    "widow": "widows",
    "orphan": "orphans",
    "stranded-heading": "stranded headings",
    "cut-caption": "captions cut from pictures",
    "blank": "pages more than 25 % blank",
    "hyphen-ladder": "more than two hyphens in a row",
    "hyphen-at-page-end": "hyphens at the end of a verso",
    "hyphen-at-recto-end": "hyphens at the end of a recto",
    "loose-line": "word spaces over half an em",
    "very-loose-line": "word spaces over three quarters",
    "runt": "runts",
    "coarse-picture": "pictures under 150 dpi",
    "overfull-line": "overfull lines",
    "missing-glyph": "missing glyphs",
}
#: Openings of chapters stand in the outline on levels whose entries begin their pages, most of them.
_OPENINGS = 0.9
_LARGE_TITLE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TypographicReport:
    """Findings by page. `justified_lines` are what loose lines are a share of."""

    pages: int
    justified_lines: int
    findings: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """How often each kind of fault was found; very loose lines are loose lines too."""
        counts = Counter(finding.kind for finding in self.findings)
        counts["loose-line"] += counts["very-loose-line"]
        return {kind: counts[kind] for kind in KINDS}

    def pages_with(self, kind: str) -> tuple[int, ...]:
        """Numbers of the pages with a fault, from 1."""
        return tuple(dict.fromkeys(finding.page for finding in self.findings if finding.kind == kind))


def report_typography(path: Path) -> TypographicReport:
    """Read a PDF and find its faults. Raises: ExportError where it cannot be read."""
    with open_pdf(path) as pdf:
        places, missing = tuple(_outline(pdf)), missing_characters(pdf)
    pages = strip_furniture(tuple(read_sheets(path, missing)))
    measures = measure(pages)
    work = Work(
        pages=pages,
        sets=read_paragraphs(pages, measures),
        measures=measures,
        closing=_closing_pages(pages, places, measures),
    )
    findings = [finding for find in FINDERS for finding in find(work)]
    return TypographicReport(
        pages=len(pages),
        justified_lines=sum(1 for _ in justified(work)),
        findings=tuple(sorted(findings, key=lambda finding: finding.page)),
    )


def _outline(pdf: pikepdf.Pdf) -> Iterable[tuple[int, int]]:
    """Level and page index of every entry of the outline that leads to a page."""
    indexes = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    named = dict(pikepdf.NameTree(names).items()) if names is not None else {}
    with pdf.open_outline() as outline:
        entries = [(0, item) for item in outline.root]
        while entries:
            level, item = entries.pop(0)
            entries += [(level + 1, child) for child in item.children]
            target: object = item.destination
            if target is None and item.action is not None:
                target = item.action.get("/D")
            if isinstance(target, pikepdf.String):
                target = named.get(str(target))
            if isinstance(target, pikepdf.Array) and target[0].objgen in indexes:
                yield level, indexes[target[0].objgen]


def _closing_pages(
    pages: Sequence[TextPage], places: Sequence[tuple[int, int]], measures: Measures
) -> frozenset[int]:
    """Pages before the opening of a chapter, and before pages without text."""
    large = {
        page.index for page in pages if page.lines and page.lines[0].size_pt > _LARGE_TITLE * measures.size_pt
    }
    levels: dict[int, list[int]] = {}
    for level, index in places:
        levels.setdefault(level, []).append(index)
    openings = {
        index
        for indexes in levels.values()
        if sum(index in large for index in indexes) >= _OPENINGS * len(indexes)
        for index in indexes
    }
    openings |= large
    empty = {page.index for page in pages if not page.lines and not page.pictures}
    return frozenset(index - 1 for index in openings | empty) | empty
