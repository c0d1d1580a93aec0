"""The style sheet that a page size gives."""

from __future__ import annotations

from bookmaker.pagesizes import PageSize


def page_style(size: PageSize) -> str:
    """The `@page` rule and the measures that other style sheets refer to."""
    return (
        f"@page {{ size: {size.width_mm}mm {size.height_mm}mm; "
        f"margin: {size.top_mm}mm {size.side_mm}mm {size.bottom_mm}mm }}"
        f":root {{ --text-size: {size.text_pt}pt; --picture-height: {picture_height_mm(size):.1f}mm; "
        f"--page-high: {size.text_height_mm * 0.86:.1f}mm; "
        f"--page-width: {size.width_mm}mm; --page-height: {size.height_mm}mm; "
        f"--top-margin: {size.top_mm}mm; --side-margin: {size.side_mm}mm; "
        f"--bottom-margin: {size.bottom_mm}mm }}"
    )


def picture_height_mm(size: PageSize) -> float:
    """How high a picture may be: it leaves room for its caption."""
    return size.text_height_mm * 0.68
