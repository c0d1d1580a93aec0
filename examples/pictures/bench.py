"""Drawings of what is done at the table: bread, radio, bookbinding, a little arithmetic.

In: nothing. Out: a `Sheet` each.
"""

from __future__ import annotations

from math import cos, radians, sin
from random import Random

from pictures.sheet import (
    BLUE,
    BRICK,
    CREAM,
    CRUST,
    GOLD,
    GREY,
    INK,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    SKY,
    WHITE,
    Point,
    Sheet,
    away,
    curve,
)


def dome(scale: float, x: float = 600, y: float = 566) -> list[Point]:
    """The outline of a cut loaf, `scale` times its full size, on a board at height `y`."""
    points = []
    for degrees in range(0, 360, 3):
        up, out = sin(radians(degrees)), cos(radians(degrees))
        wide = 450 * abs(out) ** 0.8 * (1 if out > 0 else -1)
        tall = 340 * abs(up) ** 0.75 if up > 0 else 70 * up
        lump = 5 * sin(radians(3 * degrees + 40))
        points.append((x + scale * wide, y - 75 - scale * tall + lump))
    return points


def bread() -> Sheet:
    """A slice of rye and wheat: crust, crumb and holes."""
    sheet, random = Sheet(1200, 680), Random(12)
    sheet.box(60, 560, 1080, 56, OCHRE, 14)
    sheet.box(60, 596, 1080, 20, CRUST, 10)
    for scale, ink in ((1.0, "#6f4220"), (0.985, CRUST), (0.965, "#b98345"), (0.945, "#e8cfa0")):
        sheet.area(dome(scale), ink)
    for _ in range(330):
        reach, degrees = random.random() ** 0.5, random.uniform(0, 360)
        x = 600 + 385 * reach * cos(radians(degrees))
        y = 375 - 155 * reach * sin(radians(degrees)) - 35 * cos((x - 600) / 260)
        size = random.choice((3, 4, 4, 5, 6, 8, 11, 15)) * (1.25 - 0.6 * reach)
        sheet.oval(x, y, size * random.uniform(1, 1.8), size, "#cfae78")
        sheet.oval(x + 1, y + size * 0.2, size * 0.9, size * 0.7, "#d9bb89")
    return sheet


def receiver() -> Sheet:
    """The circuit of a receiver that needs no battery."""
    sheet, top, low = Sheet(1200, 680), 200, 520
    sheet.line(((180, 90), (180, top), (1020, top), (1020, 300)), INK, 4)
    sheet.line(((130, 60), (180, 110), (230, 60)), INK, 4)
    sheet.line(((180, 60), (180, 110)), INK, 4)
    sheet.line(((300, low), (1020, low), (1020, 420)), INK, 4)
    coil = [(300 + 30 * abs(sin(radians(y))), top + 40 + y * 0.3) for y in range(0, 721, 6)]
    sheet.line(((300, top), *coil, (300, low + 50)), BLUE, 5)
    for index in range(3):
        y = low + 50 + 14 * index
        sheet.line(((262 + 13 * index, y), (338 - 13 * index, y)))
    for x, tuned in ((480, True), (860, False)):
        sheet.line(((x, top), (x, 345)), INK, 4)
        sheet.line(((x, 375), (x, low)), INK, 4)
        for y in (345, 375):
            sheet.line(((x - 44, y), (x + 44, y)), INK, 6)
        if tuned:
            sheet.line(((x - 60, 410), (x + 60, 310)), BRICK, 4)
            sheet.area(((x + 66, 305), (x + 40, 312), (x + 52, 328)), BRICK)
    sheet.box(620, top - 40, 110, 80, PAPER)
    sheet.line(((615, top), (735, top)), INK, 4)
    sheet.area(((645, top - 34), (645, top + 34), (705, top)), OCHRE)
    sheet.line(((705, top - 36), (705, top + 36)), INK, 6)
    for y in (300, 420):
        sheet.oval(1020, y, 9, 9, INK)
    sheet.line([away(1020, 360, 112, a) for a in range(-58, 59, 4)], INK, 6)
    for y in (300, 420):
        sheet.box(1046, y - 34, 30, 68, BRICK, 8)
    for x in (300, 480, 860):
        sheet.oval(x, top, 7, 7, INK)
        sheet.oval(x, low, 7, 7, INK)
    labels = (("L", 372, 350), ("C1", 562, 372), ("D", 675, 132), ("C2", 942, 372))
    for words, x, y in labels:
        sheet.text(x, y, words, 30, GREY)
    return sheet


def dial() -> Sheet:
    """The lit scale of a valve receiver at night."""
    sheet = Sheet(1400, 440, NIGHT)
    sheet.box(60, 50, 1280, 340, "#8a5a22", 30)
    sheet.blur(16)
    sheet.box(70, 60, 1260, 320, "#e9c377", 22)
    sheet.box(250, 130, 900, 180, "#f7dfa6", 90)
    sheet.blur(26)
    scales = (("LW 150 200 250 300", 45), ("MW 530 700 1000 1600", 66))
    for row, (names, steps) in enumerate(scales):
        y = 160 + 120 * row
        band, *numbers = names.split()
        sheet.text(150, y, band, 34, CRUST)
        for index in range(steps + 1):
            x = 230 + 1000 * index / steps
            sheet.line(((x, y), (x, y - (26 if index % (steps // 3) == 0 else 12))), INK, 2)
        for index, number in enumerate(numbers):
            sheet.text(230 + 1000 * index / 3, y + 28, number, 26)
        sheet.line(((230, y), (1230, y)), INK, 2.5)
    sheet.box(826, 70, 7, 300, BRICK, 3)
    return sheet


def terminal() -> Sheet:
    """A terminal window in which a script counts the mornings of a year."""
    sheet = Sheet(1280, 640, "#dfe2df")
    sheet.box(26, 22, 1228, 596, NIGHT, 18)
    sheet.box(26, 22, 1228, 50, "#2b3a47", 18)
    sheet.box(26, 56, 1228, 16, "#2b3a47")
    for x, ink in ((60, BRICK), (92, OCHRE), (124, LEAF)):
        sheet.oval(x, 47, 10, 10, ink)
    write(sheet, 0, "$ ./mornings.sh 2023.csv", LEAF)
    for row, count in enumerate((3, 17, 47, 78, 66, 60, 54, 28, 5)):
        write(sheet, row + 1, f"{5 * row - 15:4d} {count:4d}", SKY)
        write(sheet, row + 1, " " * 11 + "#" * (count // 2), OCHRE)
    write(sheet, 10, "358 mornings, 7 missed", GOLD)
    write(sheet, 11, "$", LEAF)
    sheet.box(92, 556, 16, 30, PAPER)
    return sheet


def write(sheet: Sheet, row: int, words: str, ink: str) -> None:
    """Write a line on the terminal, one cell a letter."""
    for column, letter in enumerate(words):
        sheet.text(68 + 17 * column, 108 + 42 * row, letter, 27, ink)


def sewing() -> Sheet:
    """Five sections of a book block, sewn through the fold on three tapes."""
    sheet, stations = Sheet(1200, 620), (150, 330, 400, 570, 640, 810, 880, 1050)
    for left in (330, 570, 810):
        sheet.box(left, 40, 70, 540, CREAM)
    for section in range(5):
        y = 110 + 90 * section
        sheet.box(70, y, 1060, 62, WHITE, 30)
        for offset in (0, 14, 28):
            sheet.line(((96, y + 17 + offset), (1104, y + 17 + offset)), "#d9d3c4", 2)
    for left in (330, 570, 810):
        sheet.box(left, 40, 70, 540, "#cdb98f")
    for section in range(5):
        y = 141 + 90 * section
        for start, end in zip(stations[1:-1:2], stations[2:-1:2], strict=True):
            sheet.line(((start - 8, y), (end + 8, y)), BRICK, 5)
        for x in stations:
            sheet.oval(x, y, 6, 6, INK)
        edge = stations[-1] if section % 2 == 0 else stations[0]
        if section < 4:
            sheet.line(((edge, y), (edge, y + 90)), BRICK, 5)
    return sheet


def bookplate() -> Sheet:
    """A bookplate for stamping: the sun over an open book. Transparent outside the lines."""
    sheet, ink = Sheet(800, 800, "#00000000"), BLUE
    sheet.oval(400, 400, 370, 370, ink, 12)
    sheet.oval(400, 400, 344, 344, ink, 4)
    for degrees in range(180, 361, 12):
        far = 260 if degrees % 24 == 12 else 225
        sheet.line((away(400, 475, 150, degrees), away(400, 475, far, degrees)), ink, 9)
    sheet.line([away(400, 475, 118, degrees) for degrees in range(180, 361, 3)], ink, 9)
    for side in (-1, 1):
        for lift in (0, 26, 52):
            page = curve(0, 240, lambda x: 525 - 46 * sin(x / 76), 8)
            sheet.line([(400 + side * x, y + lift) for x, y in page], ink, 9 if lift in (0, 52) else 4)
        sheet.line(((400 + side * 240, 526), (400 + side * 240, 578)), ink, 9)
    sheet.line(((400, 521), (400, 581)), ink, 9)
    return sheet


def icon_sun() -> Sheet:
    """The sign for a clear morning in the weather diary."""
    sheet = Sheet(96, 96)
    for degrees in range(0, 360, 45):
        sheet.line((away(48, 48, 30, degrees), away(48, 48, 42, degrees)), OCHRE, 5)
    sheet.oval(48, 48, 21, 21, OCHRE)
    return sheet
