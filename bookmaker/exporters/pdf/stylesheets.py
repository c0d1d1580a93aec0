"""The style sheets of an edition, by the kinds of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from bookmaker.exporters.edition import Edition
from bookmaker.exporters.pdf.furniture import furniture_style
from bookmaker.exporters.pdf.page import page_style
from bookmaker.exporters.pdf.wide_tables import table_style
from bookmaker.pagesizes import PageSize
from bookmaker.templating import read_style
from bookmaker.themes import Theme, read_theme


@dataclass(frozen=True, slots=True)
class Sheets:
    """The theme and page size of an edition, and the style sheets of its kinds of pages."""

    theme: Theme
    size: PageSize
    text: tuple[str, ...]
    front: tuple[str, ...]
    furniture: tuple[str, ...]
    cover: tuple[str, ...]

    @property
    def marks_capitals(self) -> bool:
        """Whether the theme sets abbreviations in a manner of their own."""
        return self.theme.value("--abbreviations") != "normal"


def make_sheets(edition: Edition) -> Sheets:
    """Gather the styles of a theme at a page size."""
    theme = read_theme(edition.theme, edition.style)
    size = theme.page_size(edition.page)
    measures, full = page_style(size), furniture_style(size)
    shared = (read_style("base.css"), read_style("print.css"), measures, table_style(size))
    return Sheets(
        theme=theme,
        size=size,
        text=(*shared, *theme.sheets),
        front=(*shared, read_style("front.css"), *theme.sheets),
        furniture=(measures, read_style("furniture.css"), *theme.sheets, full),
        cover=(measures, read_style("cover.css"), *theme.sheets, full),
    )
