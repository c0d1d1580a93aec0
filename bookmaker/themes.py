"""Themes: style sheets over `base.css` that set faces, colours and sizes, each over the classic one.

In: the name of a theme and the author's own sheets. Out: CSS, and the two facts that the program must know
before it lays out a page. Which properties a theme may set is in docs/themes.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from bookmaker.errors import ConfigError
from bookmaker.pagesizes import PAGE_SIZES, PageSize
from bookmaker.publishing import Purpose

DEFAULT_PAGE = "A5"
DEFAULT_THEME = "classic"
_SCALE = re.compile(r"--text-scale:\s*([\d.]+)\s*;")
_PURPOSE = re.compile(r"--purpose:\s*(both|print|screen)\s*;")
_PAGE = re.compile(r"--page:\s*([\w]+)\s*;")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's sheets, in order. `text_scale` is against the page size's own type; `page` is empty or a page
    size. The author's sheet is the last, and by itself: what is wrong in it is told with its own lines."""

    sheets: tuple[str, ...]
    text_scale: float = 1.0
    page: str = ""
    purpose: Purpose = "both"
    """What it is for where neither settings nor command line say it."""

    @property
    def css(self) -> str:
        """All sheets as one."""
        return "\n".join(self.sheets)

    def value(self, name: str) -> str:
        """The value of a custom property, such as `--quiet`; the last that is set. Raises: KeyError."""
        found = re.findall(rf"{re.escape(name)}:\s*([^;]+);", self.css)
        if not found:
            raise KeyError(name)
        return str(found[-1]).strip()

    def count(self, name: str) -> int:
        """The value of a custom property that is a whole number. Raises: KeyError, ConfigError."""
        value = self.value(name)
        if not value.isdecimal():
            raise ConfigError(f"{name}: {value} is no whole number", f"write one, such as {name}: 2")
        return int(value)

    def page_size(self, name: str) -> PageSize:
        """The page size called `name`, else the theme's own, with its type as large as the theme wants."""
        size = PAGE_SIZES[(name or self.page or DEFAULT_PAGE).lower()]
        return replace(size, text_pt=round(size.text_pt * self.text_scale, 2))


def read_theme(name: str, extension: str = "") -> Theme:
    """Read a theme that exists; `extension` is the author's CSS, which goes after it."""
    # Here, because the settings ask for names of themes and need no templates.
    from bookmaker.templating import read_style

    names = dict.fromkeys((DEFAULT_THEME, name))
    sheets = (*(read_style(f"themes/{sheet}.css") for sheet in names), *([extension] if extension else ()))
    css = "\n".join(sheets)
    scales, pages, purposes = _SCALE.findall(css), _PAGE.findall(css), _PURPOSE.findall(css)
    return Theme(
        sheets,
        float(scales[-1]) if scales else 1.0,
        pages[-1] if pages else "",
        purposes[-1] if purposes else "both",
    )


@cache
def theme_names() -> tuple[str, ...]:
    """The themes that exist."""
    folder = resources.files("bookmaker.styles") / "themes"
    return tuple(sorted(f.name.removesuffix(".css") for f in folder.iterdir() if f.name.endswith(".css")))
