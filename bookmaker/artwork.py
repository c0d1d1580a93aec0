"""A drawing in the operators of PDF, and what stands for pictures and fonts, on their way to a page."""

from __future__ import annotations

from dataclasses import dataclass

#: The key, in a picture's dictionary in a chapter's PDF, that names the asset it stands for.
ASSET_KEY = "BookmakerAsset"
#: Stands, with the program's key after it, where a chapter's PDF would hold a font program.
FONT_MARK = b" bookmaker "
#: Keys, in the properties of marked content: of words that only print has; and of a page's number that is not
#: known yet, the anchor whose page it is, in hexadecimal.
PRINT_ONLY, PAGE_OF = "BookmakerPrintOnly", "BookmakerPageOf"


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
