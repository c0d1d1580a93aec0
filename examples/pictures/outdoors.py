"""Drawings of what is seen from a balcony and from a bicycle.

In: nothing. Out: a `Sheet` each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import sin
from random import Random

from pictures.sheet import (
    BRICK,
    CREAM,
    CRUST,
    GOLD,
    GREEN,
    GREY,
    INK,
    LEAF,
    OCHRE,
    PAPER,
    SKY,
    WHITE,
    Point,
    Sheet,
    curve,
    smooth,
)


def birds() -> Sheet:
    """Five wires and the birds on them, like notes on a staff."""
    sheet, random = Sheet(1400, 620), Random(20)
    sheet.wash("#c9dadb", "#f6e3c4")

    def sag(number: int, x: float) -> float:
        return 150 + 64 * number - 0.00009 * (x - 760) ** 2 + 40

    sheet.box(84, 50, 20, 600, CRUST)
    for number in range(5):
        sheet.box(64, sag(number, 94) - 6, 60, 9, CRUST, 3)
        sheet.line(curve(-10, 1410, partial(sag, number), 10), INK, 2.4)
    for index in range(14):
        x, number = 220 + 83 * index + random.uniform(-12, 12), random.choice((0, 1, 1, 2, 3, 3, 4))
        bird(sheet, x, sag(number, x), random.choice((-1, 1)), random.uniform(0.85, 1.15))
    return sheet


def bird(sheet: Sheet, x: float, y: float, facing: int, size: float) -> None:
    """Seat one bird with its feet at (x, y)."""
    across = facing * size
    shape = ((-40, 15), (-35, 21), (-4, -2), (12, -6), (24, -18), (25, -31), (42, -34), (25, -40),
             (14, -44), (3, -36), (-13, -16))  # fmt: skip
    sheet.area(smooth((x + across * dx, y + size * (dy - 3)) for dx, dy in shape), INK)
    sheet.oval(x + across * 4, y - 20 * size, 19 * size, 17 * size, INK)
    sheet.oval(x + across * 16, y - 37 * size, 11 * size, 11 * size, INK)
    sheet.oval(x + across * 19, y - 39 * size, 2 * size, 2 * size, PAPER)
    for foot in (0, 7):
        sheet.line(((x + across * foot, y), (x + across * foot, y - 8 * size)), INK, 2)


def ridge(base: float, swing: float, length: float) -> Callable[[float], float]:
    """A line of hills around the height `base`."""
    return lambda x: base + swing * sin(x / length) + 5 * sin(x / 37 + base)


def panorama() -> Sheet:
    """A strip of river country at evening, much wider than tall."""
    sheet, random = Sheet(1800, 300), Random(3)
    sheet.wash("#c3d5d6", "#f7dca6")
    sheet.oval(610, 82, 30, 30, "#fdf4dc")
    layers = ((112, 26, 310, "#a9bdbd"), (146, 20, 190, "#86a19a"), (178, 13, 120, GREEN))
    for base, swing, length, ink in layers:
        sheet.land(ridge(base, swing, length), ink)
    for _ in range(80):
        x, tall = random.uniform(0, 1800), random.uniform(16, 44)
        sheet.oval(x, 196 - tall / 2, tall / random.uniform(3, 6), tall / 1.7, "#4f6b4e")
    sheet.land(lambda x: 212 + 7 * sin(x / 210), SKY)
    for _ in range(90):
        x, y = random.uniform(0, 1750), random.uniform(224, 256)
        sheet.line(((x, y), (x + random.uniform(20, 90), y)), "#cfdfe0", 1.5)
    sheet.land(lambda x: 266 + 8 * sin(x / 160), "#57704f")
    bicycle(sheet, 1120, 254)
    return sheet


def bicycle(sheet: Sheet, x: float, y: float) -> None:
    """Stand a bicycle with its back wheel's middle at (x, y)."""
    sheet.oval(x, y, 15, 15, INK, 2)
    sheet.oval(x + 46, y, 15, 15, INK, 2)
    frame = ((0, 0), (12, -22), (38, -22), (20, 0), (0, 0), (20, 0), (10, -27), (4, -28), (15, -28))
    sheet.line([(x + dx, y + dy) for dx, dy in frame], INK, 2.2)
    fork = ((46, 0), (37, -30), (44, -33), (48, -28))
    sheet.line([(x + dx, y + dy) for dx, dy in fork], INK, 2.2)


def fog() -> Sheet:
    """A river bank in fog: three rows of trees, each nearer and darker than the last."""
    sheet, random = Sheet(1200, 700), Random(8)
    sheet.wash("#e3e6e3", "#c2cac8")
    for row, ink in enumerate(("#c6cecb", "#a5b1af", "#73817f")):
        base = 390 + 75 * row
        for _ in range(13 - 3 * row):
            x, tall = random.uniform(-20, 1220), random.uniform(90, 150) * (1 + 0.5 * row)
            sheet.line(((x, base + 9), (x, base - tall)), ink, 4 + 3 * row)
            for _ in range(110):
                up = random.uniform(0, 1)
                dx = random.gauss(0, 0.06 + 0.13 * sin(3 * up + 0.15))
                size = tall * random.uniform(0.02, 0.07)
                sheet.oval(x + tall * dx, base - tall * (0.35 + 0.85 * up), size, size, ink)
        sheet.land(ridge(base, 9, 130), ink)
        sheet.blur(8 - 3.2 * row)
    sheet.land(lambda x: 588 + 6 * sin(x / 170), "#b7c1c1")
    sheet.oval(860, 420, 46, 46, "#cfd0bd")
    sheet.blur(5)
    sheet.line(((860, 700), (860, 424)), INK, 7)
    sheet.oval(860, 420, 14, 17, GOLD)
    return sheet


def vine() -> Sheet:
    """A runner bean on its string, with a mark for every week."""
    sheet, random, bottom = Sheet(700, 1400), Random(5), 1290

    def sway(y: float) -> float:
        return 370 + 26 * sin(y / 46)

    for week in range(13):
        y = bottom - 30 - 95 * week
        sheet.line(((64, y), (94 if week % 4 else 112, y)), GREY, 2.5)
        if week % 4 == 0:
            sheet.text(142, y, str(week), 26, GREY)
    sheet.line(((64, bottom), (64, 70)), GREY, 2.5)
    sheet.line(((370, bottom), (370, 40)), CRUST, 3)
    stem = [(sway(y), y) for y in range(110, bottom, 4)]
    sheet.line(stem, GREEN, 7)
    for index, y in enumerate(range(160, bottom - 60, 62)):
        side = 1 if index % 2 else -1
        length = 62 + y / 16 + random.uniform(-8, 8)
        leaf(sheet, (sway(y), y), side, length, LEAF if index % 3 else GREEN)
        if index % 3 == 1:
            for step in range(3):
                sheet.oval(sway(y) - side * (20 + 14 * step), y - 14 - 8 * step, 9, 8, BRICK)
    sheet.area(((250, bottom), (490, bottom), (460, 1380), (280, 1380)), "#bf6b4c")
    sheet.box(236, bottom - 24, 268, 38, "#a9573c", 5)
    return sheet


def leaf(sheet: Sheet, root: Point, side: int, length: float, ink: str) -> None:
    """Grow a heart-shaped leaf to one side of the stem."""
    x, y = root[0] + side * 24, root[1] - 12
    sheet.line((root, (x, y)), GREEN, 4)
    heart = ((0, 0), (-0.1, -0.25), (0.05, -0.42), (0.3, -0.46), (0.62, -0.25), (0.96, 0.2),
             (1.06, 0.25), (0.96, 0.24), (0.55, 0.36), (0.2, 0.34), (-0.02, 0.26))  # fmt: skip
    sheet.area(smooth((x + side * length * a, y + length * b) for a, b in heart), ink)
    sheet.line(((x, y), (x + side * length * 0.92, y + length * 0.18)), CREAM, 1.5)


def window() -> Sheet:
    """A jar of sourdough on the sill, with the sun coming up behind it."""
    sheet, random = Sheet(900, 1200), Random(9)
    sheet.wash("#a9c3cc", "#f3c98a")
    sheet.oval(640, 700, 92, 92, "#fdeecb")
    roofs = ((0, 1100), (0, 800), (130, 800), (130, 740), (200, 690), (270, 740), (270, 830),
             (480, 830), (480, 780), (610, 780), (610, 850), (740, 850), (820, 770), (900, 850),
             (900, 1100))  # fmt: skip
    sheet.area(roofs, "#6c7f86")
    for x, y in ((60, 860), (60, 920), (170, 800), (170, 880), (560, 850), (660, 910)):
        sheet.box(x, y, 26, 34, GOLD)
    for x, y, w, h in ((0, 0, 50, 1200), (850, 0, 50, 1200), (0, 0, 900, 50), (432, 0, 36, 1010)):
        sheet.box(x, y, w, h, WHITE)
    sheet.box(0, 1000, 900, 200, WHITE)
    sheet.box(0, 1040, 900, 8, CREAM)
    sheet.box(170, 760, 240, 300, "#dfe9e8", 26)
    sheet.box(182, 860, 216, 190, "#efdcb4", 20)
    for _ in range(46):
        size = random.uniform(3, 10)
        sheet.oval(random.uniform(200, 380), random.uniform(876, 1034), size, size * 0.8, "#fbf0d6")
    sheet.box(170, 905, 240, 10, BRICK)
    sheet.box(158, 736, 264, 44, OCHRE, 10)
    return sheet
