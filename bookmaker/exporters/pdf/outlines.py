"""From ziamath's nodes to the operators that draw them in PDF.

In: nodes that have their places. Out: a content stream, and the outlines of the letters that it calls. By
way of ziamath's own SVG, which WeasyPrint reads, it would take forty times as long and ten times the room.
Source: ISO 32000-1, 8.5 (paths), 8.6.8 (colours); ziafont 0.11 for the kinds of segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from ziafont.glyph import SimpleGlyph
from ziamath.drawable import Drawable, Glyph
from ziamath.mathtable import AssembledGlyph
from ziamath.nodes.mnode import Mnode

from bookmaker.artwork import Artwork
from bookmaker.exporters.pdf.rules import draw_rules

#: A node and where its origin is. Units: ziamath's; y goes down.
Placed = tuple[Drawable, float, float]

# Names of colours that authors use in formulas. Source: CSS Color 4, 6.1.
_COLOURS = {
    "red": "ff0000", "green": "008000", "blue": "0000ff", "cyan": "00ffff", "magenta": "ff00ff",
    "yellow": "ffff00", "white": "ffffff", "gray": "808080", "grey": "808080", "orange": "ffa500",
    "purple": "800080", "brown": "a52a2a", "violet": "ee82ee", "teal": "008080", "olive": "808000",
    "lime": "00ff00", "pink": "ffc0cb", "darkgreen": "006400", "darkblue": "00008b", "darkred": "8b0000",
    "crimson": "dc143c", "navy": "000080", "maroon": "800000", "royalblue": "4169e1", "tomato": "ff6347",
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{6})")
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])\Z")


def nodes_to_artwork(
    nodes: Iterable[Placed], left: float, bottom: float, size: tuple[float, float]
) -> Artwork:
    """Draw nodes so that the point `left`, `bottom` is the origin, with y upwards."""
    letters: dict[str, bytes] = {}
    lines = [f"1 0 0 1 {-left:.2f} {bottom:.2f} cm"]
    for node, x, y in nodes:
        lines += _draw(node, x, y, letters)
    return Artwork("\n".join(lines).encode(), *size, tuple(letters.items()))


def _draw(node: Drawable, x: float, y: float, letters: dict[str, bytes]) -> Iterator[str]:
    if isinstance(node, Glyph):
        if not node.phantom:
            yield from _draw_glyph(node, x, y, letters)
    elif isinstance(node, Mnode):
        if node.style.mathbackground not in ("none", None):
            box = node.bbox
            area = (
                f"{x + box.xmin:.2f} {box.ymin - y:.2f} {box.xmax - box.xmin:.2f} {box.ymax - box.ymin:.2f}"
            )
            yield f"{_colour(node.style.mathbackground)} rg {area} re f"
        for child, (child_x, child_y) in zip(node.nodes, node.nodexy, strict=True):
            yield from _draw(child, x + child_x, y + child_y, letters)
        if node.mtag == "mtable":
            yield from draw_rules(node, x, y)
    else:
        shapes = Element("svg")
        node.draw(x, y, shapes)
        for shape in shapes:
            yield f"q 1 0 0 -1 0 0 cm {_draw_shape(shape)} Q"


def _draw_glyph(node: Glyph, x: float, y: float, letters: dict[str, bytes]) -> Iterator[str]:
    scale = node.size / node.glyph.font.info.layout.unitsperem
    colour = _colour(str(node.style.mathcolor))
    for part, dx, dy in _parts(node.glyph):
        name = f"L{part.index}"
        letters[name] = _outline(part)
        matrix = f"{scale:.5f} 0 0 {scale:.5f} {x + dx * scale:.2f} {dy * scale - y:.2f} cm"
        yield f"q {matrix} {colour} rg {Artwork.call(name)} Q"


def _parts(glyph: Any) -> Iterator[tuple[SimpleGlyph, float, float]]:
    """A letter, or the parts of a large bracket, each with its place in font units."""
    if isinstance(glyph, AssembledGlyph):
        for part, offset in zip(glyph.glyphs, glyph.offsets, strict=True):
            yield part, 0 if glyph.vert else offset, offset if glyph.vert else 0
    elif glyph.operators:
        yield glyph, 0, 0


@lru_cache(maxsize=4096)
def _outline(glyph: SimpleGlyph) -> bytes:
    """A letter, filled. Units: the font's. Quadratic curves become cubic ones."""
    pieces: list[str] = []
    here: Any = None
    for segment in glyph.operators:
        points, _ = segment.points()
        if len(points) == 1:
            pieces.append(
                f"{points[0].x:g} {points[0].y:g} {'m' if type(segment).__name__ == 'Moveto' else 'l'}"
            )
        elif len(points) == 2:
            pieces.append(_cubic(here, *points))
        else:
            pieces.append(" ".join(f"{point.x:g} {point.y:g}" for point in points) + " c")
        here = points[-1]
    return f"{' '.join(pieces)} f".encode()


def _cubic(start: Any, via: Any, end: Any) -> str:
    points = (start.x + 2 * via.x, start.y + 2 * via.y, end.x + 2 * via.x, end.y + 2 * via.y)
    return f"{' '.join(f'{value / 3:.1f}' for value in points)} {end.x:g} {end.y:g} c"


def _draw_shape(shape: Element) -> str:
    """Draw a bar, a frame or a stroke. Raises: ValueError on what ziamath 0.13 does not make of TeX."""
    if shape.get("height") == "0" or shape.get("width") == "0":
        # Below a binomial's upper half: PDF would draw it as thin as the printer can.
        return ""
    if shape.tag == "rect":
        outline = " ".join(shape.get(name, "0") for name in ("x", "y", "width", "height")) + " re"
    elif shape.tag == "path":
        outline = re.sub(r"([ML])((?: [-\d.]+){2})", r"\2 \1", shape.get("d", "")).lower()
    else:
        raise ValueError(f"no way to draw <{shape.tag}>")
    stroke, fill = shape.get("stroke"), shape.get("fill", "black")
    if stroke is not None:
        return f"{_colour(stroke)} RG {shape.get('stroke-width', '1')} w {outline} S"
    return f"{_colour(fill)} rg {outline} f"


@lru_cache(maxsize=256)
def _colour(name: str) -> str:
    """Three shares of one. A colour without a name here is black."""
    name = name.strip().lower()
    digits = _HEX.fullmatch(_SHORT_HEX.sub(r"\1\1\2\2\3\3", _COLOURS.get(name, name)))
    code = digits[1] if digits else "000000"
    return " ".join(f"{int(code[index : index + 2], 16) / 255:.3g}" for index in (0, 2, 4))
