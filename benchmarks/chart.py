"""A line chart on two logarithmic axes, as an SVG that can be read in light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 400, 76, 170, 24, 56
_COLOURS = ("#2b6cb0", "#c05621", "#2f855a", "#805ad5")
_STYLE = "font-family: sans-serif; font-size: 13px"


def draw_chart(lines: Mapping[str, Points], x_label: str, y_label: str) -> str:
    """Draw lines with their names at their ends. All numbers must be above zero."""
    x_decades = _decades(x for points in lines.values() for x, _ in points)
    y_decades = _decades(y for points in lines.values() for _, y in points)

    def place(x: float, y: float) -> tuple[float, float]:
        right, top = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        return (
            round(_LEFT + (right - _LEFT) * _share(x, x_decades), 1),
            round(top - (top - _TOP) * _share(y, y_decades), 1),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" style="{_STYLE}">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    lowest_x, lowest_y = 10.0 ** x_decades[0], 10.0 ** y_decades[0]
    for power in range(x_decades[0], x_decades[1] + 1):
        x, y = place(10.0**power, lowest_y)
        parts.append(f'<path d="M{x} {y}V{_TOP}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10.0**power:,.10g}</text>')
    for power in range(y_decades[0], y_decades[1] + 1):
        x, y = place(lowest_x, 10.0**power)
        parts.append(f'<path d="M{x} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{10.0**power:,.10g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(x_label)}</text>')
    parts.append(f'<text x="{_LEFT}" y="14" text-anchor="middle">{escape(y_label)}</text>')
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        places = [place(*point) for point in points]
        path = " ".join(f"{x},{y}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<text x="{x + 9}" y="{y + 4}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Iterable[float]) -> tuple[int, int]:
    logarithms = [math.log10(value) for value in values]
    low, high = math.floor(min(logarithms)), math.ceil(max(logarithms))
    return low, max(high, low + 1)


def _share(value: float, decades: tuple[int, int]) -> float:
    low, high = decades
    return (math.log10(value) - low) / (high - low)
