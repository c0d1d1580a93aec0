"""The page sizes that a book can have. Units: millimetres; text in points."""

from __future__ import annotations

from dataclasses import dataclass

_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """A trimmed page with its margins."""

    name: str
    width_mm: float
    height_mm: float
    top_mm: float
    side_mm: float
    bottom_mm: float
    text_pt: float

    @property
    def width_pt(self) -> float:
        """Width of the page in points."""
        return self.width_mm * _PT_PER_MM

    @property
    def height_pt(self) -> float:
        """Height of the page in points."""
        return self.height_mm * _PT_PER_MM

    @property
    def side_pt(self) -> float:
        """Width of a side margin in points."""
        return self.side_mm * _PT_PER_MM

    @property
    def gutter_pt(self) -> float:
        """How far the text of a bound book moves from the spine, which takes room. Units: points."""
        return round(self.side_mm / 9, 1) * _PT_PER_MM

    @property
    def text_width_mm(self) -> float:
        """Width of the text area."""
        return self.width_mm - 2 * self.side_mm

    @property
    def text_width_pt(self) -> float:
        """Width of the text area in points."""
        return self.text_width_mm * _PT_PER_MM

    @property
    def text_height_mm(self) -> float:
        """Height of the text area."""
        return self.height_mm - self.top_mm - self.bottom_mm


PAGE_SIZES = {
    size.name.lower(): size
    for size in (
        PageSize(
            name="A4",
            width_mm=210,
            height_mm=297,
            top_mm=27,
            side_mm=30,
            bottom_mm=30,
            text_pt=11.5,
        ),
        PageSize(name="A5", width_mm=148, height_mm=210, top_mm=20, side_mm=18, bottom_mm=22, text_pt=10),
        PageSize(name="A6", width_mm=105, height_mm=148, top_mm=14, side_mm=11, bottom_mm=16, text_pt=8.5),
        PageSize(
            name="Letter",
            width_mm=215.9,
            height_mm=279.4,
            top_mm=26,
            side_mm=31,
            bottom_mm=29,
            text_pt=11.5,
        ),
        PageSize(
            name="6x9in",
            width_mm=152.4,
            height_mm=228.6,
            top_mm=21,
            side_mm=19,
            bottom_mm=23,
            text_pt=10.5,
        ),
    )
}
