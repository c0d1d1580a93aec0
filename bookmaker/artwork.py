"""A drawing in the operators of PDF, on its way to a page. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artwork:
    """What draws something between 0, 0 and its size. Units: its own, 100 to the size of the letters around.

    `letters` are named outlines, of any size in thousandths, that `operators` call; drawings share them.
    """

    operators: bytes
    width: float
    height: float
    letters: tuple[tuple[str, bytes], ...] = ()

    @staticmethod
    def call(letter: str) -> str:
        """The operator that draws a letter. Source: WeasyPrint 70, `Stream.add_image`, makes the name."""
        return f"/i{letter}0 Do"
