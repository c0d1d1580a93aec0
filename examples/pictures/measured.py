"""Drawings that must be right: a map, a star chart, shadows, temperatures, the profile of a ride.

In: nothing. Out: a `Sheet` each. The numbers are those of the posts that show the drawings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import cos, exp, hypot, sin
from random import Random

from PIL import Image

from pictures.sheet import (
    BLUE,
    BRICK,
    CREAM,
    CRUST,
    GOLD,
    GREEN,
    GREY,
    INK,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    SKY,
    Point,
    Sheet,
    away,
    curve,
)

HILLS = ((290, 240, 150, 1.0), (600, 190, 120, 0.95), (900, 640, 190, 0.9), (250, 740, 130, 0.6))
# Bright stars around the pole, as pairs of right ascension (hours) and declination (degrees).
CONSTELLATIONS = (
    "13.79 49.3 13.40 54.9 12.90 56.0 12.26 57.0 11.06 61.8 11.03 56.4 11.90 53.7 12.26 57.0",
    "2.50 89.3 17.50 86.6 16.77 82.0 15.73 77.8 14.85 74.2 15.35 71.8 16.29 75.8 15.73 77.8",
    "0.15 59.2 0.68 56.5 0.95 60.7 1.43 60.2 1.90 63.7",
    "21.31 62.6 21.48 70.6 23.66 77.6 22.83 66.2 22.18 58.2 21.31 62.6 22.83 66.2",
    "11.52 69.3 12.56 69.8 14.07 64.4 15.42 59.0 16.40 61.5 17.15 65.7 18.35 72.7 19.21 67.7 "
    "17.89 56.9 17.94 51.5 17.50 52.3 17.54 55.2 17.89 56.9",
)


def river_at(x: float) -> float:
    """How far down the map the river runs."""
    return 590 - 0.2 * x + 55 * sin(x / 120) + 20 * sin(x / 47)


@cache
def height_at(x: float, y: float) -> float:
    """Height of the mapped ground, 0 to about 1, with a valley where the river runs."""
    height = 0.12 + 0.04 * sin(x / 47) * cos(y / 61) + 0.03 * sin((x + y) / 33)
    for middle, line, radius, top in HILLS:
        height += top * exp(-((x - middle) ** 2 / 1.5 + (y - line) ** 2) / (1.2 * radius * radius))
    return height * (1 - 0.9 * exp(-(((y - river_at(x)) / 75) ** 2)))


def contour(level: float, width: int, height: int, step: int = 6) -> Iterator[list[Point]]:
    """Find the pieces of one contour line, triangle by triangle."""
    for x in range(0, width, step):
        for y in range(0, height, step):
            corner, opposite = (x, y), (x + step, y + step)
            for third in ((x + step, y), (x, y + step)):
                cuts = list(crossings((corner, third, opposite), level))
                if len(cuts) == 2:
                    yield cuts


def crossings(triangle: tuple[Point, Point, Point], level: float) -> Iterator[Point]:
    """Find where a level crosses the sides of a triangle."""
    for (x1, y1), (x2, y2) in pairwise((*triangle, triangle[0])):
        low, high = height_at(x1, y1) - level, height_at(x2, y2) - level
        if (low < 0) != (high < 0):
            part = low / (low - high)
            yield x1 + part * (x2 - x1), y1 + part * (y2 - y1)


def old_map() -> Sheet:
    """A map of hills, a river, a town and a road that is no longer there."""
    sheet, random = Sheet(1200, 860), Random(4)
    shade = Image.new("L", (120, 86))
    shade.putdata([round(190 * height_at(x * 10, y * 10)) for y in range(86) for x in range(120)])
    sheet.wash("#e6ead4", "#d9ad74", shade)
    for index in range(1, 20):
        for piece in contour(index * 0.07, 1200, 860):
            sheet.line(piece, CRUST, 2.4 if index % 4 == 0 else 1.1)
    for _ in range(70):
        x, y = random.gauss(1000, 60), random.gauss(165, 45)
        sheet.line(((x, y + 6), (x, y + 15)), INK, 1.5)
        sheet.oval(x, y, 6, 8, GREEN)
    for x in range(560, 810, 24):
        for side in random.sample((-74, -54, -34, 26, 46, 66), random.choice((2, 3, 5))):
            sheet.box(x, river_at(x) + side, random.choice((10, 14, 18)), 11, INK)
    river = curve(-10, 1210, river_at, 5)
    sheet.line(river, BLUE, 20)
    sheet.line(river, SKY, 15)
    sheet.dashes([(y * 0.5 + 350 + 40 * sin(y / 80), y) for y in range(0, 860, 11)], BRICK, 3)
    sheet.area((away(100, 740, 56, 270), away(100, 740, 15, 0), away(100, 740, 15, 180)), INK)
    sheet.text(100, 768, "N", 30)
    frame = ((15, 15), (1185, 15), (1185, 845), (15, 845), (15, 15), (90, 15))
    sheet.line(frame, PAPER, 44)
    sheet.box(0, 0, 30, 30, PAPER)
    sheet.line([(600 + (x - 600) * 0.962, 430 + (y - 430) * 0.948) for x, y in frame], INK, 4)
    sheet.line(frame, INK, 1.5)
    return sheet


def shadow() -> Sheet:
    """A metre stick at noon and its three shadows: solstices and equinox at 52.5 degrees north."""
    sheet, foot, ground, metre = Sheet(1400, 620), 230, 500, 260
    sheet.wash("#dde8e9", PAPER)
    sheet.box(0, ground, 1400, 120, CREAM)
    days = (("22.12", 3.99, BLUE), ("21.03", 1.30, GREEN), ("21.06", 0.56, BRICK))
    for day, length, ink in days:
        tip = foot + length * metre
        reach = 170 / hypot(length, 1)
        sun = (foot - reach * length, ground - metre - reach)
        sheet.line(((tip, ground), sun), ink, 2)
        sheet.oval(*sun, 17, 17, OCHRE)
        sheet.line(((foot, ground + 5), (tip, ground + 5)), ink, 10)
        sheet.oval(tip, ground + 5, 9, 9, ink)
        sheet.text(tip, ground + 42, day, 30, ink)
        sheet.text(tip, ground + 80, f"{length:.2f} m", 24)
    sheet.line(((foot, ground + 10), (foot, ground - metre)), INK, 9)
    return sheet


def stars() -> Sheet:
    """The sky around the pole as it stands about eight in the evening on 22 December."""
    sheet, random, middle, radius = Sheet(1000, 1000, NIGHT), Random(11), 500, 430
    for declination in (50, 60, 70, 80):
        ring = radius * (90 - declination) / 42
        sheet.oval(middle, middle, ring, ring, "#2c3d4c", 1.5)
    for hour in range(24):
        ends = (away(middle, middle, 30, 15 * hour), away(middle, middle, radius, 15 * hour))
        sheet.line(ends, "#22313e", 1.2)
    for _ in range(320):
        size = random.choice((0.8, 0.8, 1.1, 1.5))
        place = away(middle, middle, radius * random.random() ** 0.5, random.uniform(0, 360))
        sheet.oval(*place, size, size, "#7f93a3")
    for words in CONSTELLATIONS:
        numbers = [float(word) for word in words.split()]
        figure = [
            away(middle, middle, radius * (90 - declination) / 42, 15 * hours + 240)
            for hours, declination in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        sheet.line(figure, "#6d8698", 1.8)
        for place in figure:
            sheet.oval(*place, 6, 6, GOLD)
    sheet.oval(middle, middle, radius + 22, radius + 22, GOLD, 3)
    sheet.oval(middle, middle, radius + 6, radius + 6, GOLD, 1)
    return sheet


def temperatures() -> Sheet:
    """How many mornings of 2023 fell into each five degrees."""
    sheet, ground = Sheet(1200, 640), 540
    days = (3, 17, 47, 78, 66, 60, 54, 28, 5)
    inks = (BLUE, BLUE, "#6d97a6", "#9dbcc2", LEAF, GREEN, GOLD, OCHRE, BRICK)
    for level in range(20, 100, 20):
        sheet.line(((120, ground - 5.6 * level), (1110, ground - 5.6 * level)), CREAM, 2)
        sheet.text(84, ground - 5.6 * level, str(level), 24, GREY)
    for index, (count, ink) in enumerate(zip(days, inks, strict=True)):
        left, tall = 130 + 108 * index, 5.6 * count
        sheet.box(left, ground - tall, 96, tall, ink, 3)
        sheet.text(left + 48, ground - tall - 22, str(count), 26)
        sheet.text(left - 6, ground + 30, str(5 * index - 15), 26)
    sheet.text(1096, ground + 30, "30", 26)
    sheet.text(613, ground + 74, "t, \u00b0C   8:00", 24, GREY)
    sheet.line(((120, ground), (1110, ground)), INK, 3)
    return sheet


def profile() -> Sheet:
    """Heights along the river, from the bridge at home to the spring."""
    sheet, ground = Sheet(1500, 460), 380

    def height(x: float) -> float:
        part = (x - 90) / 1320
        return ground - 20 - 240 * part * part * (0.7 + 0.3 * part) - 9 * sin(x / 23) * sin(x / 61)

    slope = curve(90, 1410, height)
    for metres in (100, 200, 300):
        y = ground - 20 - 0.8 * metres
        sheet.line(((90, y), (1410, y)), CREAM, 2)
        sheet.text(1450, y, str(60 + metres), 24, GREY)
    sheet.area([(90, ground), *slope, (1410, ground)], LEAF)
    sheet.line(slope, GREEN, 4)
    for kilometre, ink in ((0, INK), (58, OCHRE), (112, OCHRE), (164, BRICK)):
        x = 90 + 1320 * kilometre / 164
        sheet.line(((x, ground), (x, height(x))), INK, 2)
        sheet.oval(x, height(x), 10, 10, ink)
        sheet.text(x, ground + 36, f"{kilometre} km", 26)
    sheet.line(((90, ground), (1410, ground)), INK, 3)
    return sheet
