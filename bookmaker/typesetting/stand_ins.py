"""What stands on a page where a picture goes: an empty image that names its asset, or outlines."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.images import RasterImage

from bookmaker.artwork import ASSET_KEY, Artwork

# Larger than any letter. Units: a thousandth of the letter's size.
_LETTER_BOX = (-20_000, -20_000, 20_000, 20_000)


class StandIn(RasterImage):  # type: ignore[misc]
    """A picture of which layout knows the size only.

    Layout needs no pixels, so chapters do not wait for pictures, and each picture stands once in the
    finished book. Source: WeasyPrint 70 calls these members of `RasterImage`, and no others.
    """

    def __init__(self, key: str, width_px: int, height_px: int):
        self.id = key
        self.width = width_px
        self.height = height_px
        self.ratio = width_px / height_px
        self._dpi = None

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """An empty image that names its asset."""
        return pydyf.Stream(
            [b""],
            {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": self.width,
                "Height": self.height,
                "ColorSpace": "/DeviceGray",
                "BitsPerComponent": 8,
                ASSET_KEY: f"/{self.id}",
            },
        )


class _Form(RasterImage):  # type: ignore[misc]
    """A drawing that pages call like a picture. Source: ISO 32000-1, 8.10."""

    def __init__(self, key: str, operators: bytes, **extra: object):
        self.id = key
        self._operators = operators
        self._extra = extra

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """The drawing as a form."""
        return pydyf.Stream([self._operators], {"Type": "/XObject", "Subtype": "/Form", **self._extra})


class Drawing(_Form):
    """Artwork in the place of a picture: a form one unit large. Letters of several are in the file once."""

    def __init__(self, key: str, artwork: Artwork):
        width, height = artwork.width, artwork.height
        matrix = pydyf.Array([1 / width, 0, 0, 1 / height, 0, 0])
        super().__init__(key, artwork.operators, BBox=pydyf.Array([0, 0, width, height]), Matrix=matrix)
        self.width, self.height, self.ratio, self._dpi = width, height, width / height, None
        box = pydyf.Array(_LETTER_BOX)
        self._letters = [_Form(name, operators, BBox=box) for name, operators in artwork.letters]

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        """Draw it on a page. WeasyPrint puts references in the place of None."""
        names = [stream.add_image(letter, False, 1) for letter in self._letters]
        letters = pydyf.Dictionary(dict.fromkeys(names))
        self._extra["Resources"] = pydyf.Dictionary({"XObject": letters, "Font": None})
        stream.set_color(style["color"])  # of outlines that state none
        super().draw(stream, concrete_width, concrete_height, style)
