"""What a chapter needs so that nothing of it runs off a page of a certain size."""

from __future__ import annotations

from bookmaker.exporters.pdf.cell_words import offer_breaks
from bookmaker.exporters.pdf.code_lines import break_long_lines, code_columns
from bookmaker.exporters.pdf.long_words import break_long_words
from bookmaker.exporters.pdf.neighbours import set_side_by_side
from bookmaker.exporters.pdf.numbering import number_lists
from bookmaker.exporters.pdf.tall_pictures import mark_tall_pictures
from bookmaker.exporters.pdf.wide_tables import most_characters, stack_wide_tables
from bookmaker.pagesizes import PageSize

#: Average width of letters and figures, in text of size 1.
_LETTER = 0.52


def fit_to_page(xhtml: str, size: PageSize) -> str:
    """Break long lines of code and long words, set tables too wide as records, tall pictures in rows."""
    stacked = stack_wide_tables(mark_tall_pictures(set_side_by_side(xhtml, size)), most_characters(size))
    lines = break_long_lines(stacked, code_columns(size))
    return number_lists(break_long_words(offer_breaks(lines), _text_columns(size)))


def _text_columns(size: PageSize) -> int:
    """Letters that a line of text holds."""
    return int(size.text_width_pt / (size.text_pt * _LETTER))
