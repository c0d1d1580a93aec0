"""One formula as a drawing: MathML in, SVG out. The only module that imports ziamath.

ziamath sets MathML with the font STIX Two Math, which it carries (SIL Open Font License), and draws its
outlines: no font is embedded, and the same formula gives the same bytes anywhere. A long formula in the
line comes in pieces, between which the line may break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import ziamath
from ziamath.nodes.mnode import Mnode
from ziamath.nodes.mrow import Mrow

from bookmaker.exporters.pdf.mathml import grows, make_explicit

_SVG = "http://www.w3.org/2000/svg"
#: The size at which formulas are drawn, in the drawing's units, and the font's x-height at that size.
_SIZE, _X_HEIGHT = 100, 47.3
#: What a length in points is measured against: TeX's own size.
_POINTS, _ABSOLUTE = 10, ("pt", "mm", "cm", "in", "bp", "pc", "dd")
_RELATIVE = ("em", "ex", "mu", "mathspace")
# ziamath 0.13 takes an em for 1.333 times the size, and sets every space a third too wide.
_EM_ERROR = 1.333 * 1.000002
#: Left free around the ink, so that no edge of a letter is cut off. Units: the drawing's.
_MARGIN = 2
#: The narrowest formula that may be broken, and the narrowest piece before a relation and before a sign.
_UNBROKEN, _BEFORE_RELATION, _BEFORE_SIGN = 7 * _SIZE, 1.5 * _SIZE, 4 * _SIZE
_SIGNS = frozenset("+−±∓")
_LARGEST = 1_000 * _SIZE
_MOST_WORK = 20_000


class DrawingError(ValueError):
    """A formula that ziamath cannot set."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines. Units: ex of the text around it; `depth_ex` is what is below the baseline."""

    svg: bytes
    width_ex: float
    depth_ex: float


@lru_cache(maxsize=4096)
def draw_formula(mathml: str) -> tuple[Drawing, ...]:
    """Draw a `math` element, in one piece or, in the line, in several. Raises: DrawingError."""
    _prepare_ziamath()
    root = ElementTree.fromstring(mathml)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    is_display = root.get("display") == "block"
    make_explicit(root, is_display=is_display)
    _check(root)
    try:
        row: Any = ziamath.Math(root, size=_SIZE, margin=0).node
        while len(row.nodes) == 1 and row.nodes[0].mtag == "mrow":
            row = row.nodes[0]
        cuts = [0, *([] if is_display else _cuts(row)), len(row.nodes)]
        return tuple(_draw_piece(row, first, last) for first, last in pairwise(cuts))
    except DrawingError:
        raise
    except Exception as error:  # whatever ziamath meets in a tree that it does not expect
        raise DrawingError(f"{type(error).__name__}: {error}") from error


def _cuts(row: Any) -> Iterator[int]:
    """The indices of nodes before which the line may break. Source: The TeXbook, p. 173."""
    start = depth = 0
    if row.mtag != "mrow" or row.bbox.xmax < _UNBROKEN:
        return
    for index, node in enumerate(row.nodes[:-1], 1):
        if node.mtag != "mo" or len(node.string) != 1:
            continue
        category = unicodedata.category(node.string)
        depth += (category == "Ps") - (category == "Pe")
        is_sign = node.string in _SIGNS and node.params.get("form") != "prefix"
        if depth or not (is_sign or _is_relation(node.string)):
            continue
        end, _ = row.nodexy[index]
        if end - start >= (_BEFORE_SIGN if is_sign else _BEFORE_RELATION):
            start = end
            yield index


def _is_relation(character: str) -> bool:
    return unicodedata.category(character) == "Sm" and ziamath.operators.get_params(character, "infix").get(
        "lspace"
    ) == "thickmathspace"  # fmt: skip


def _draw_piece(row: Any, first: int, last: int) -> Drawing:
    """Draw some nodes of a row. The space after the last operator of a piece belongs to the line."""
    nodes, places = row.nodes[first:last], row.nodexy[first:last]
    is_last = last == len(row.nodes)
    left = places[0][0] if first else min(0, row.bbox.xmin)
    right = row.bbox.xmax if is_last else places[-1][0] + _ink_end(nodes[-1])
    top = max(node.bbox.ymax - y for node, (_, y) in zip(nodes, places, strict=True))
    bottom = min(node.bbox.ymin - y for node, (_, y) in zip(nodes, places, strict=True))
    width, height = right - left + 2 * _MARGIN, top - bottom + 2 * _MARGIN
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise DrawingError("the formula has no size")
    svg = Element("svg", {"xmlns": _SVG, "width": f"{width:.1f}", "height": f"{height:.1f}"})
    svg.set("viewBox", f"{left - _MARGIN:.1f} {-top - _MARGIN:.1f} {width:.1f} {height:.1f}")
    for node, (x, y) in zip(nodes, places, strict=True):
        node.draw(x, y, svg)
    return Drawing(ElementTree.tostring(svg), width / _X_HEIGHT, (_MARGIN - bottom) / _X_HEIGHT)


def _ink_end(operator: Any) -> float:
    return float(operator.nodexy[-1][0] + operator.nodes[-1].bbox.xmax)


def _check(root: Element) -> None:
    """Raises: DrawingError where a character would be missing, or the work be without end."""
    font = ziamath.zmath.loadedfonts["default"]
    for character in "".join(root.itertext()):
        if not character.isspace() and not font.glyphindex(character):
            raise DrawingError(f"the font of formulas lacks {character} (U+{ord(character):04X})")
    if _work(root) > _MOST_WORK:
        raise DrawingError("the formula is too intricate to be drawn")


def _work(element: Element) -> int:
    """About how many elements ziamath will set: a row with brackets that grow is set twice, and so on."""
    inside = 1 + sum(_work(child) for child in element)
    return 2 * inside if any(grows(child) for child in element) else inside


@cache
def _prepare_ziamath() -> None:
    """Set ziamath up for this process, and mend two of its methods."""
    ziamath.config.svg2 = False
    ziamath.config.precision = 1
    size_px, measure = Mnode.size_px, Mrow._get_height_nostretch

    def true_size_px(self: Mnode, size: str, fontsize: float | None = None) -> float:
        value = size_px(self, size, fontsize)
        if size.endswith(_RELATIVE):
            return value / _EM_ERROR
        return value / _EM_ERROR * _SIZE / _POINTS if size.endswith(_ABSOLUTE) else value

    def measure_if_needed(self: Mrow, line: Iterable[Element], **settings: Any) -> tuple[float, float]:
        # ziamath 0.13 sets every row twice, and rows stand in rows: the time doubles with each level.
        children = list(line)
        return measure(self, children, **settings) if any(grows(child) for child in children) else (0, 0)

    Mnode.size_px = true_size_px
    Mrow._get_height_nostretch = measure_if_needed
