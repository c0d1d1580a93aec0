"""Themes are read over the classic one, and say what size of page and type they are for."""

from __future__ import annotations

import re

import pytest

from bookmaker.errors import ConfigError
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.templating import read_style
from bookmaker.themes import read_theme, theme_names

_USED = re.compile(r"var\((--[\w-]+)")
#: What a page size gives.
_MEASURES = {
    "--bottom-margin", "--page-height", "--page-high", "--page-width", "--picture-height", "--side-margin",
    "--text-size", "--top-margin",
    # The cover's own colours, which its markup sets.
    "--bright", "--deep", "--pale",
}  # fmt: skip


@pytest.mark.parametrize("name", theme_names())
def test_every_property_that_the_sheets_use_is_set(name: str) -> None:
    css = read_theme(name).css
    sheets = "".join(read_style(f"{sheet}.css") for sheet in ("print", "front", "furniture", "cover"))
    assert set(_USED.findall(sheets + css)) <= _MEASURES | set(re.findall(r"(--[\w-]+):", css))


def test_the_page_is_what_is_asked_for_else_the_themes_else_a5() -> None:
    assert read_theme("classic").page_size("") == PAGE_SIZES["a5"]
    assert read_theme("pocket").page_size("") == PAGE_SIZES["a6"]
    assert read_theme("pocket").page_size("letter") == PAGE_SIZES["letter"]


def test_large_print_is_large() -> None:
    assert read_theme("large-print").page_size("").text_pt >= 16


def test_the_authors_sheet_goes_last_and_may_set_the_size_of_type() -> None:
    theme = read_theme("modern", ":root { --text-scale: 1.2; --page: A4; }")
    assert theme.css.rstrip().endswith("--page: A4; }")
    assert theme.page_size("").text_pt == pytest.approx(PAGE_SIZES["a4"].text_pt * 1.2)


def test_a_number_that_is_none_is_told_with_its_name() -> None:
    theme = read_theme("classic", ":root { --cover-pictures: many; }")
    with pytest.raises(ConfigError, match="--cover-pictures: many is no whole number"):
        theme.count("--cover-pictures")
    assert read_theme("classic", ":root { --cover-pictures: 0; }").count("--cover-pictures") == 0
