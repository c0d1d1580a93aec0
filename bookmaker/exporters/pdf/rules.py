r"""The rules of a table in a formula, such as the bar of an augmented matrix: ziamath draws none.

In: a table that ziamath has set. Out: the operators that draw its rules, with y upwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: As thick as TeX's own. Units: the drawing's, 100 to an em.
_THICKNESS = 4
_SOLID = ("solid", "dashed")


def draw_rules(table: Any, x: float, y: float) -> Iterator[str]:
    """Draw the rules that `columnlines` and `rowlines` ask for. Units: y of the table's place goes down."""
    columns = table.element.get("columnlines", "").split()
    rows = table.element.get("rowlines", "").split()
    if not columns and not rows:
        return
    cells = list(_cells(table))
    left, right = x + table.bbox.xmin, x + table.bbox.xmax
    bottom, top = table.bbox.ymin - y, table.bbox.ymax - y
    for number, style in enumerate(columns):
        edge = _between([(column, low, high) for _, column, low, high, *_ in cells], number)
        if style in _SOLID and edge is not None:
            yield _bar(x + edge - _THICKNESS / 2, bottom, _THICKNESS, top - bottom)
    for number, style in enumerate(rows):
        edge = _between([(row, low, high) for row, *_, low, high in cells], number)
        if style in _SOLID and edge is not None:
            yield _bar(left, -y - edge - _THICKNESS / 2, right - left, _THICKNESS)


def _cells(table: Any) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Row, column, left, right, top and bottom of each cell; downwards."""
    placed = iter(zip(table.nodes, table.nodexy, strict=True))
    for row_number, row in enumerate(table.element):
        for column_number, _ in enumerate(row):
            node, (x, y) = next(placed)
            width = node.bbox.xmax - node.bbox.xmin
            yield row_number, column_number, x, x + width, y - node.bbox.ymax, y - node.bbox.ymin


def _between(ranges: list[tuple[int, float, float]], number: int) -> float | None:
    """The middle between where one row or column ends and the next begins."""
    ends = [high for index, _, high in ranges if index == number]
    starts = [low for index, low, _ in ranges if index == number + 1]
    return (max(ends) + min(starts)) / 2 if ends and starts else None


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f"0 g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"
