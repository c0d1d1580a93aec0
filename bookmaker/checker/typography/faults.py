"""What a typesetter marks: each function finds one kind of fault.

In: a file's pages of text and their measures. Out: findings with the number of the page and some words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bookmaker.checker.typography.layout import Measures, TextPage
from bookmaker.checker.typography.paragraphs import Set, is_text

_LONGEST_LADDER = 2
_BLANK = 0.25
_WIDE_EM, _WIDEST_EM = 0.5, 0.75
_RUNT_LETTERS = 4
_LEAST_DPI = 150
_ICON_PT = 24
_OVERFULL_PT = 1.0
_HEADING, _CAPTION = 1.08, 0.93
_NEAR_PT = 40
_QUOTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault. `page` counts the file's pages from 1; `detail` is what stands there, or a number."""

    kind: str
    page: int
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that is judged. `closing` are the indexes of pages that end a chapter."""

    pages: Sequence[TextPage]
    sets: Sequence[Set]
    measures: Measures
    closing: frozenset[int]


def _found(kind: str, page: TextPage, detail: str) -> Finding:
    return Finding(kind=kind, page=page.index + 1, detail=detail[:_QUOTED])


def find_widows(work: Work) -> Iterator[Finding]:
    """The last line of a paragraph, alone at the head of a page."""
    for before, this in pairwise(work.sets):
        starts = _is_at_head(this) and before.page is not this.page
        if starts and before.page.index + 1 == this.page.index and this.is_last and not this.is_first:
            yield _found("widow", this.page, this.line.text)


def find_orphans(work: Work) -> Iterator[Finding]:
    """The first line of a paragraph, alone at the foot of a page."""
    for this, after in pairwise(work.sets):
        ends = _is_at_foot(this) and after.page.index == this.page.index + 1
        if ends and _is_at_head(after) and this.is_first and not this.is_last and not after.is_first:
            yield _found("orphan", this.page, this.line.text)


def find_stranded_headings(work: Work) -> Iterator[Finding]:
    """A heading with nothing below it on its page."""
    for page in work.pages:
        if not page.lines or page.index in work.closing:
            continue
        last, edge = page.lines[-1], work.measures.right_pt[page.index % 2]
        is_large = last.size_pt > _HEADING * work.measures.size_pt
        is_bold = last.is_bold and last.right_pt < edge - 2 * last.size_pt
        above = [line for line in page.lines if line.y_pt > last.y_pt + 1 and not line.is_bold]
        has_text = any(is_text(line, page, work.measures) for line in above)
        is_below_all = all(picture.bottom_pt > last.y_pt for picture in page.pictures)
        if (is_large or is_bold) and is_below_all and has_text and not last.is_monospaced:
            yield _found("stranded-heading", page, last.text)


def find_cut_captions(work: Work) -> Iterator[Finding]:
    """A caption at the head of a page whose picture ends the page before."""
    for before, page in pairwise(work.pages):
        if not before.pictures or not page.lines:
            continue
        first = page.lines[0]
        picture_ends = min(p.bottom_pt for p in before.pictures)
        is_last = all(line.y_pt > picture_ends for line in before.lines)
        is_first = all(picture.top_pt < first.y_pt for picture in page.pictures)
        is_small = first.size_pt < _CAPTION * work.measures.size_pt and not first.is_monospaced
        # Bold small print heads the notes of a chapter.
        is_caption = is_small and not first.is_bold
        if is_last and is_first and is_caption and page.index not in _openings(work):
            yield _found("cut-caption", page, first.text)


def find_blank_pages(work: Work) -> Iterator[Finding]:
    """A page within a chapter that ends more than a quarter blank."""
    for page in work.pages[:-1]:
        has_text = any(is_text(line, page, work.measures) for line in page.lines) or page.pictures
        if page.index in work.closing or not has_text:
            continue
        blank = (page.bottom_pt - work.measures.bottom_pt) / work.measures.height_pt
        if blank > _BLANK:
            yield _found("blank", page, f"{blank:.0%}")


def find_ladders(work: Work) -> Iterator[Finding]:
    """More than two lines in a row that end in hyphens."""
    for hyphened, group in groupby(work.sets, key=lambda one: one.line.ends_in_hyphen):
        lines = list(group)
        if hyphened and len(lines) > _LONGEST_LADDER:
            yield _found("hyphen-ladder", lines[0].page, f"{len(lines)} lines: {lines[0].line.text}")


def find_hyphens_at_ends(work: Work) -> Iterator[Finding]:
    """A word that goes on on the next page; at the foot of a recto the reader has to turn the leaf."""
    for this in work.sets:
        if _is_at_foot(this) and this.line.ends_in_hyphen:
            # The first page of a file is a recto.
            is_recto = this.page.index % 2 == 0
            yield _found(
                "hyphen-at-recto-end" if is_recto else "hyphen-at-page-end", this.page, this.line.text[-20:]
            )


def find_loose_lines(work: Work) -> Iterator[Finding]:
    """Justified lines whose spaces between words are too wide; the worst are told apart."""
    for this in justified(work):
        mean = this.line.mean_space_em
        if mean > _WIDE_EM:
            kind = "very-loose-line" if mean > _WIDEST_EM else "loose-line"
            yield _found(kind, this.page, f"{mean:.2f} em: {this.line.text}")


def find_runts(work: Work) -> Iterator[Finding]:
    """The last line of a paragraph with a few letters only."""
    for this in work.sets:
        letters = sum(char.isalnum() for char in this.line.text)
        if this.is_last and not this.is_first and letters < _RUNT_LETTERS:
            yield _found("runt", this.page, this.line.text)


def find_coarse_pictures(work: Work) -> Iterator[Finding]:
    """Pictures whose pixels can be seen in print."""
    for page in work.pages:
        for picture in page.pictures:
            is_large = picture.right_pt - picture.left_pt > _ICON_PT
            if is_large and picture.dots_per_inch < _LEAST_DPI:
                yield _found("coarse-picture", page, f"{picture.dots_per_inch:.0f} dpi")


def find_overfull_lines(work: Work) -> Iterator[Finding]:
    """Lines that run out of their column, or off the page."""
    for page in work.pages:
        edge = work.measures.right_pt[page.index % 2]
        is_set = any(is_text(line, page, work.measures) for line in page.lines)
        for line in page.lines:
            over = line.right_pt - (edge if is_set else page.width_pt)
            if over > _OVERFULL_PT:
                yield _found("overfull-line", page, f"{over:.1f} pt: {line.text}")


def find_missing_glyphs(work: Work) -> Iterator[Finding]:
    """Boxes in the place of letters that no font had."""
    for page in work.pages:
        for line in page.lines:
            if any(glyph.is_missing for glyph in line.glyphs):
                yield _found("missing-glyph", page, line.text)


def justified(work: Work) -> Iterator[Set]:
    """Lines that are stretched to the column's width."""
    return (one for one in work.sets if one.is_justified and not one.is_last and one.line.word_spaces_em)


def _is_at_head(this: Set) -> bool:
    is_first = this.page.lines[0].y_pt <= this.line.y_pt + 1
    return is_first and all(picture.top_pt < this.line.y_pt + _NEAR_PT for picture in this.page.pictures)


def _is_at_foot(this: Set) -> bool:
    is_last = this.page.lines[-1].y_pt >= this.line.y_pt - 1
    return is_last and all(picture.bottom_pt > this.line.y_pt - 1 for picture in this.page.pictures)


def _openings(work: Work) -> set[int]:
    return {index + 1 for index in work.closing}


#: Every kind of fault, in the order of the report, and who finds it.
FINDERS: tuple[Callable[[Work], Iterator[Finding]], ...] = (
    find_widows,
    find_orphans,
    find_stranded_headings,
    find_cut_captions,
    find_blank_pages,
    find_ladders,
    find_hyphens_at_ends,
    find_loose_lines,
    find_runts,
    find_coarse_pictures,
    find_overfull_lines,
    find_missing_glyphs,
)
