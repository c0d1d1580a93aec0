"""Charts as SVG for every format, in the colour of the text, so that they are read in grey and in the dark.

Each says all its numbers in its title, which is what a screen reader says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bookmaker.templating import fill_template, markup
from bookmaker.wording import count_in_digits

#: Units: those of the drawing; one is about a point on a page of A5.
_WIDTH, _COLUMN_HEIGHT = 320, 84
_LABEL_BELOW, _NUMBER_ABOVE = 14, 12
_MOST_COLUMN_WIDTH = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a chart shows. Rows: label, value, and the anchor that the label leads to, or nothing."""

    title: str
    rows: tuple[tuple[str, int, str], ...]

    @property
    def largest(self) -> int:
        """The largest value, at least 1."""
        return max(1, *(value for _, value, _ in self.rows))


def columns(series: Series, language: str) -> str:
    """Upright columns: time goes from left to right."""
    return fill_template(
        "matter_columns.xhtml.j2",
        title=series.title,
        alternative=_in_words(series, language),
        width=_WIDTH,
        height=_NUMBER_ABOVE + _COLUMN_HEIGHT + _LABEL_BELOW,
        base=_NUMBER_ABOVE + _COLUMN_HEIGHT,
        columns=list(_place_columns(series, language)),
    )


def bars(series: Series, language: str) -> str:
    """A list whose lines have bars: the labels are text of the page, and may be long."""
    rows = [
        {
            "label": label,
            "anchor": anchor,
            "number": count_in_digits(value, language),
            "svg": markup(_bar(value / series.largest)),
        }
        for label, value, anchor in series.rows
    ]
    return fill_template("matter_bars.xhtml.j2", title=series.title, rows=rows)


def _place_columns(series: Series, language: str) -> Iterator[dict[str, object]]:
    pitch = _WIDTH / len(series.rows)
    width = min(pitch * 0.68, _MOST_COLUMN_WIDTH)
    for index, (label, value, _) in enumerate(series.rows):
        height = value / series.largest * _COLUMN_HEIGHT
        centre = (index + 0.5) * pitch
        yield {
            "x": f"{centre - width / 2:.2f}",
            "y": f"{_NUMBER_ABOVE + _COLUMN_HEIGHT - height:.2f}",
            "width": f"{width:.2f}",
            "height": f"{height:.2f}",
            "centre": f"{centre:.2f}",
            "number_y": f"{_NUMBER_ABOVE + _COLUMN_HEIGHT - height - 3:.2f}",
            "label": label,
            "number": count_in_digits(value, language) if value else "",
        }


def _bar(share: float) -> str:
    """Decoration: the number stands beside it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect x="0" y="0" width="{max(0.5, share * 100):.2f}" height="4" '
        'fill="currentColor"/></svg>'
    )


def _in_words(series: Series, language: str) -> str:
    values = "; ".join(f"{label} {count_in_digits(value, language)}" for label, value, _ in series.rows)
    return f"{series.title}. {values}."
