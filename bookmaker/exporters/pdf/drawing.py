"""One formula as a drawing: MathML in, outlines out. The only module that imports ziamath.

ziamath sets MathML with the font STIX Two Math, which it carries (SIL Open Font License), and draws its
outlines: no font is embedded, and the same formula gives the same bytes anywhere. A long formula in the
line comes in pieces, between which the line may break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ziamath.config import config
from ziamath.nodes.mnode import Mnode
from ziamath.nodes.mrow import Mrow
from ziamath.operators import get_params
from ziamath.zmath import Math, loadedfonts

from bookmaker.artwork import Artwork
from bookmaker.exporters.pdf.mathml import grows, make_explicit
from bookmaker.exporters.pdf.outlines import nodes_to_artwork

#: The size at which formulas are drawn, in the drawing's units, and the font's x-height at that size.
_SIZE, _X_HEIGHT = 100, 47.3
#: What a length in points is measured against: TeX's own size.
_POINTS, _ABSOLUTE = 10, ("pt", "mm", "cm", "in", "bp", "pc", "dd")
_RELATIVE = ("em", "ex", "mu", "mathspace")
# ziamath 0.13 takes an em for 1.333 times the size, and sets every space a third too wide.
_EM_ERROR = 1.333 * 1.000002
#: Left free around the ink, so that no edge of a letter is cut off. Units: the drawing's.
_MARGIN = 2
#: How wide a formula in the line is that may be broken after `=`, and after `+` as well.
_BREAKS_AT_RELATIONS, _BREAKS_AT_SIGNS = 7 * _SIZE, 13 * _SIZE
_SIGNS = frozenset("+−±∓")
_LARGEST = 1_000 * _SIZE
_MOST_WORK = 20_000


class DrawingError(ValueError):
    """A formula that ziamath cannot set."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines. Units: ex of the text around it; `depth_ex` is what is below the baseline."""

    artwork: Artwork
    width_ex: float
    depth_ex: float


@lru_cache(maxsize=4096)
def draw_formula(mathml: str) -> tuple[Drawing, ...]:
    """Draw a `math` element. Raises: DrawingError.

    Shape/order: one drawing, or, for a long formula in the line, operand, operator, operand and so on:
    after an operator the line may break.
    """
    _prepare_ziamath()
    root = ElementTree.fromstring(mathml)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    is_display = root.get("display") == "block"
    # Among words that run from right to left, its pieces would too.
    is_whole = is_display or root.get("dir") is not None
    make_explicit(root, is_display=is_display)
    _check(root)
    try:
        row: Any = Math(root, size=_SIZE, margin=0).node
        while len(row.nodes) == 1 and row.nodes[0].mtag == "mrow":
            row = row.nodes[0]
        return tuple(_draw_parts(row, [] if is_whole else list(_operators(row))))
    except DrawingError:
        raise
    except Exception as error:  # whatever ziamath meets in a tree that it does not expect
        raise DrawingError(f"{type(error).__name__}: {error}") from error


def _operators(row: Any) -> Iterator[int]:
    """The indices of the operators after which the line may break. Source: The TeXbook, p. 173."""
    width = row.bbox.xmax
    depth = previous = 0
    if row.mtag != "mrow" or width < _BREAKS_AT_RELATIONS:
        return
    for index, node in enumerate(row.nodes):
        if node.mtag != "mo" or len(node.string) != 1:
            continue
        category = unicodedata.category(node.string)
        depth += (category == "Ps") - (category == "Pe")
        is_sign = node.string in _SIGNS and node.params.get("form") == "infix" and width > _BREAKS_AT_SIGNS
        has_operands = previous < index < len(row.nodes) - 1
        if depth == 0 and has_operands and (is_sign or _is_relation(node.string)):
            yield index
            previous = index + 1


def _is_relation(character: str) -> bool:
    space = get_params(character, "infix").get("lspace")
    return space == "thickmathspace" and unicodedata.category(character) == "Sm"


def _draw_parts(row: Any, operators: Sequence[int]) -> Iterator[Drawing]:
    """Draw a row. Shape/order: operand, operator, operand and so on; an operator without its spaces."""
    first, left = 0, min(0, row.bbox.xmin)
    for index in operators:
        place, operator = row.nodexy[index][0], row.nodes[index]
        yield _draw_nodes(row, slice(first, index), left, place)
        ink = [x + glyph.bbox.xmax for (x, _), glyph in zip(operator.nodexy, operator.nodes, strict=True)]
        yield _draw_nodes(row, slice(index, index + 1), place + operator.nodexy[0][0], place + max(ink))
        first, left = index + 1, row.nodexy[index + 1][0]
    yield _draw_nodes(row, slice(first, None), left, row.bbox.xmax)


def _draw_nodes(row: Any, part: slice, left: float, right: float) -> Drawing:
    pairs = list(zip(row.nodes[part], row.nodexy[part], strict=True))
    top = max(node.bbox.ymax - y for node, (_, y) in pairs)
    bottom = min(node.bbox.ymin - y for node, (_, y) in pairs)
    width, height = right - left + 2 * _MARGIN, top - bottom + 2 * _MARGIN
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise DrawingError("the formula has no size")
    placed = ((node, x, y) for node, (x, y) in pairs)
    size = round(width, 1), round(height, 1)
    return Drawing(
        artwork=nodes_to_artwork(placed, left - _MARGIN, _MARGIN - bottom, size),
        width_ex=width / _X_HEIGHT,
        depth_ex=(_MARGIN - bottom) / _X_HEIGHT,
    )


def _check(root: Element) -> None:
    """Raises: DrawingError where a character would be missing, or the work be without end."""
    font = loadedfonts["default"]
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
    config.precision = 2
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

    Mnode.size_px = true_size_px  # type: ignore[method-assign]
    Mrow._get_height_nostretch = measure_if_needed  # type: ignore[method-assign]
