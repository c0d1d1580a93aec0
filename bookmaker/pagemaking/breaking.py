"""Where the lines of a paragraph end: all lines are chosen together, so that none is too loose.

Numbers in, numbers out: nothing is known here of fonts or boxes.
Source: Knuth and Plass, "Breaking Paragraphs into Lines", 1981. Lines are judged by the mean space between
words, as the typographic report does; more than two hyphens in a row are never chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: How far spaces may shrink, and the measure of how far they stretch. Units: ems.
SHRINK_EM, _STRETCH_EM = 0.08, 0.11
_SINGLE_WORD = 0.5
_LINE, _WORST, _FORBIDDEN = 10.0, 1e9, 1e12
#: A line that cannot be filled is set ragged: the fuller, the better.
_RAGGED = 1e7
_HYPHEN, _TWO_HYPHENS, _LAST_HYPHEN = 4e3, 1e4, 2e4
_RUNT, _LEAST_LAST_LETTERS = 6e6, 4
_MOST_HYPHENS = 2
# A line that is filled less is not looked at as long as there are others.
_LEAST_FILLED = 0.82


@dataclass(slots=True)
class Point:
    """A place at which a line may end. Units: pixels from the paragraph's start, all on one line.

    `end` and `start` are characters: the line ends before `end`, the next begins at `start`.
    """

    end: int
    start: int
    end_x: float
    start_x: float
    end_spaces: int
    start_spaces: int
    hyphen_width: float = 0.0
    has_hyphen: bool = False
    is_forced: bool = False
    letters: int = 0
    """How many letters stand before it."""


@dataclass(slots=True)
class _Node:
    cost: float
    before: _Node | None
    point: Point
    hyphens: int


def choose_breaks(
    start: Point, points: Sequence[Point], width: float, indent: float, size: float
) -> tuple[Point, ...] | None:
    """Choose among `points` those at which lines end; the last is the paragraph's end.

    Units: pixels; `size` is the type size, in which spaces are judged. None where some part is wider than
    the column.
    """
    for least in (_LEAST_FILLED, 0.0):
        last = _search(start, points, width, indent, size, least)
        if last is not None:
            return tuple(_path(last))
    return None


def _search(
    start: Point, points: Sequence[Point], width: float, indent: float, size: float, least: float
) -> _Node | None:
    """Find the cheapest way to each point. The inner loop runs a thousand times a paragraph: no calls.

    Nodes stand in the order of their places: those from which a line would be too long come first, and those
    from which it would be too short last.
    """
    nodes = active = [_Node(0.0, None, start, 0)]
    shrink, short, final = SHRINK_EM * size, (1 - least) * width, points[-1]
    stretch_unit, shrink_unit = 1 / (_STRETCH_EM * size), 1 / shrink
    first = 0
    for point in points:
        end_x, end_spaces = point.end_x + point.hyphen_width, point.end_spaces
        is_closing = point.is_forced or point is final
        hyphen_costs = (_HYPHEN, _TWO_HYPHENS, _FORBIDDEN) if point.has_hyphen else (0.0, 0.0, 0.0)
        best: list[_Node | None] = [None, None, None]
        for index in range(first, len(active)):
            node = active[index]
            before = node.point
            spare = width - end_x + before.start_x
            if node.before is None:
                spare -= indent
            spaces = end_spaces - before.start_spaces
            if spare < -shrink * spaces - 0.01:
                first = index + 1
                continue
            if is_closing:
                cost = node.cost + _closing_cost(before, point, spare / (spaces or 1) * shrink_unit)
            elif spare > short:
                break
            else:
                ratio = spare / (spaces or _SINGLE_WORD) * (stretch_unit if spare >= 0 else -shrink_unit)
                badness = 100 * ratio * ratio * ratio + _LINE
                worst = _WORST + _RAGGED * ratio
                cost = node.cost + min(badness * badness, worst) + hyphen_costs[node.hyphens]
            hyphens = node.hyphens + 1 if point.has_hyphen else 0
            if hyphens > _MOST_HYPHENS:
                continue
            rival = best[hyphens]
            if rival is None or cost < rival.cost:
                best[hyphens] = _Node(cost, node, point, hyphens)
        nodes = [node for node in best if node is not None]
        if point.is_forced:
            active, first = nodes, 0
        else:
            active += nodes
        if first == len(active):
            return None
    return min(nodes, key=lambda node: node.cost, default=None)


def _closing_cost(before: Point, point: Point, shrinking: float) -> float:
    """A last line of a few letters is a runt; one that begins within a word is hardly better."""
    cost = _LINE * _LINE
    if shrinking < 0:
        cost += (100 * shrinking * shrinking) ** 2
    if before.letters and point.letters - before.letters < _LEAST_LAST_LETTERS:
        cost += _RUNT
    return cost + _LAST_HYPHEN if before.has_hyphen else cost


def _path(last: _Node) -> list[Point]:
    found, node = [], last
    while node.before is not None:
        found.append(node.point)
        node = node.before
    return found[::-1]
