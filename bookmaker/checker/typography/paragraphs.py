"""From lines to paragraphs, by what a reader sees: indents, short last lines, gaps and sizes of type.

In: pages of lines. Out: stretches of lines in one column and size, and which of their lines begin or end a
paragraph. A file says nothing of paragraphs, so this holds for justified text; ragged text has no last lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookmaker.checker.typography.layout import Measures, TextPage
from bookmaker.checker.typography.sheet import Line

# Parts of the type size.
_SHORT, _INDENT, _FAR_OFF = 0.8, 0.5, 8.0
# Parts of the leading: more is a gap between paragraphs.
_GAP = 1.12
_SAME_SIZE_PT = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A line of text in its place. `before` and `after` are its neighbours on the page, of any kind."""

    page: TextPage
    line: Line
    is_first: bool
    """Whether it begins a paragraph."""
    is_last: bool
    """Whether it ends one."""
    is_justified: bool
    """Whether it reaches the column's right edge."""


def read_paragraphs(pages: Sequence[TextPage], measures: Measures) -> tuple[Set, ...]:
    """All lines in the size of the text, in order, with what they are in their paragraphs."""
    rows = [(page, line) for page in pages for line in page.lines if is_text(line, page, measures)]
    sets: list[Set] = []
    for index, (page, line) in enumerate(rows):
        before = rows[index - 1] if index else None
        after = rows[index + 1] if index + 1 < len(rows) else None
        is_full = reaches_edge(line, page, measures)
        sets.append(
            Set(
                page=page,
                line=line,
                is_first=before is None or _begins(before, (page, line), measures),
                is_last=after is None or not is_full or _begins((page, line), after, measures),
                is_justified=is_full,
            )
        )
    return tuple(sets)


def is_text(line: Line, page: TextPage, measures: Measures) -> bool:
    """Whether a line is of the running text: its size, and within its column."""
    left = measures.left_pt[page.index % 2]
    return (
        abs(line.size_pt - measures.size_pt) < _SAME_SIZE_PT
        and not line.is_monospaced
        and left - measures.size_pt < line.left_pt < left + _FAR_OFF * measures.size_pt
    )


def reaches_edge(line: Line, page: TextPage, measures: Measures) -> bool:
    """Whether a line is as long as its column."""
    return line.right_pt > measures.right_pt[page.index % 2] - _SHORT * measures.size_pt


def _begins(before: tuple[TextPage, Line], this: tuple[TextPage, Line], measures: Measures) -> bool:
    """Whether a line begins a paragraph, judged by the line of text before it."""
    page, line = this
    if not reaches_edge(before[1], before[0], measures) and not before[1].ends_in_hyphen:
        return True
    if line.marker and line.left_pt < before[1].text_left_pt - 1:
        return True
    if before[0] is page and before[1].y_pt - line.y_pt > _GAP * measures.leading_pt:
        return True
    shift = measures.left_pt[page.index % 2] - measures.left_pt[before[0].index % 2]
    further_pt = line.left_pt - before[1].text_left_pt - shift
    # What follows a list's item at the margin is not the item's; a numbered paragraph goes on there.
    is_outside = before[1].marker == 1 and further_pt < -_INDENT * measures.size_pt
    return is_outside or further_pt > _INDENT * measures.size_pt
