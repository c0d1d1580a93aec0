"""Paper, pens and palette for the drawings.

In: shapes in final pixels. Out: a Pillow image. What to draw is decided in the other modules.
A sheet is `ZOOM` times too large and scaled down at the end, so that edges come out smooth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import cos, radians, sin

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Point = tuple[float, float]
ZOOM = 3
PAPER, CREAM, WHITE = "#f7f2e6", "#ece2cc", "#fffdf8"
INK, GREY, NIGHT = "#2f3a40", "#9aa09c", "#16212c"
BLUE, SKY, GREEN, LEAF = "#3f6f86", "#b5ccd2", "#6f8a5a", "#93a878"
OCHRE, BRICK, CRUST, GOLD = "#d09a46", "#b4503c", "#8a5526", "#f2d9a0"


class Sheet:
    """A picture in the making. Units: final pixels everywhere; `ZOOM` is applied inside."""

    def __init__(self, width: int, height: int, paper: str = PAPER) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGBA", (width * ZOOM, height * ZOOM), paper)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: Iterable[Point], ink: str = INK, width: float = 3) -> None:
        """Draw an open line with rounded joints."""
        places = [(x * ZOOM, y * ZOOM) for x, y in points]
        self.pen.line(places, ink, round(width * ZOOM), joint="curve")

    def dashes(self, points: list[Point], ink: str = INK, width: float = 3) -> None:
        """Draw every other pair of points as a stroke."""
        for start, end in zip(points[::2], points[1::2], strict=False):
            self.line((start, end), ink, width)

    def area(self, points: Iterable[Point], ink: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * ZOOM, y * ZOOM) for x, y in points], ink)

    def land(self, surface: Callable[[float], float], ink: str) -> None:
        """Fill everything below a curve, from edge to edge."""
        top = curve(0, self.width, surface)
        self.area(((0, self.height), *top, (self.width, self.height)), ink)

    def oval(self, x: float, y: float, rx: float, ry: float, ink: str, rim: float = 0) -> None:
        """Fill an ellipse around (x, y); with `rim`, draw only its edge."""
        box = ((x - rx) * ZOOM, (y - ry) * ZOOM, (x + rx) * ZOOM, (y + ry) * ZOOM)
        self.pen.ellipse(box, None if rim else ink, ink if rim else None, round(rim * ZOOM))

    def box(self, x: float, y: float, w: float, h: float, ink: str, r: float = 0) -> None:
        """Fill a rectangle with its upper left corner at (x, y) and corners of radius `r`."""
        edges = (x * ZOOM, y * ZOOM, (x + w) * ZOOM, (y + h) * ZOOM)
        self.pen.rounded_rectangle(edges, r * ZOOM, ink)

    def text(self, x: float, y: float, words: str, size: int = 26, ink: str = INK) -> None:
        """Write ASCII (the built-in font has little else), centred on (x, y)."""
        font = ImageFont.load_default(size * ZOOM)
        self.pen.text((x * ZOOM, y * ZOOM), words, ink, font, anchor="mm")

    def wash(self, top: str, bottom: str, mask: Image.Image | None = None) -> None:
        """Lay a gradient over the sheet: from top to bottom, or by the shades of `mask`."""
        shade = (mask or Image.linear_gradient("L")).resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(ImageOps.colorize(shade, top, bottom))

    def blur(self, radius: float) -> None:
        """Blur what has been drawn so far."""
        self.image.paste(self.image.filter(ImageFilter.GaussianBlur(radius * ZOOM)))

    def finished(self, mode: str = "RGB") -> Image.Image:
        """Scale down to the final size."""
        return self.image.reduce(ZOOM).convert(mode)


def curve(start: float, end: float, y: Callable[[float], float], step: float = 4) -> list[Point]:
    """Sample a function from `start` to `end`."""
    count = round((end - start) / step)
    return [(start + step * i, y(start + step * i)) for i in range(count + 1)]


def smooth(points: Iterable[Point]) -> list[Point]:
    """Round the corners of a closed outline (Chaikin: cut every corner, three times)."""
    outline = list(points)
    for _ in range(3):
        outline = [
            (x1 + part * (x2 - x1), y1 + part * (y2 - y1))
            for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True)
            for part in (0.25, 0.75)
        ]
    return outline


def away(x: float, y: float, length: float, degrees: float) -> Point:
    """The point `length` away from (x, y); degrees run clockwise from the right."""
    return x + length * cos(radians(degrees)), y + length * sin(radians(degrees))
