"""Pictures of few colours as indexed pictures, not a colour changed.

Pillow's own ways to a palette either look for the nearest colour of each pixel, which takes four times as
long, or change some colours a little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PIL import Image, ImageChops

#: Red, green and blue, each from 0 to 255.
Colour = tuple[int, int, int]
#: A channel, and one of its values.
_Entry = tuple[int, int]
_BYTE = 256
_ALL = (1 << _BYTE) - 1


def index_colours(image: Image.Image, colours: Sequence[Colour]) -> Image.Image:
    """Turn an RGB picture of these colours, 256 at most, into one of palette indices."""
    colours = sorted(colours)
    tables = find_tables(colours)
    if tables is None:
        return image.quantize(len(colours), Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    red, green, blue = (band.point(table) for band, table in zip(image.split(), tables, strict=True))
    codes = ImageChops.add_modulo(ImageChops.add_modulo(red, green), blue)
    indices = [0] * _BYTE
    for index, colour in enumerate(colours):
        indices[sum(table[value] for table, value in zip(tables, colour, strict=True)) % _BYTE] = index
    # Grey to indexed leaves the bytes as they are.
    indexed = codes.point(indices).convert("P")
    indexed.putpalette([value for colour in colours for value in colour])
    return indexed


def find_tables(colours: Sequence[Colour]) -> tuple[list[int], list[int], list[int]] | None:
    """Find a table for each of red, green and blue so that their sum, modulo 256, tells the colours apart.

    Such tables need not exist, and each value of a channel is looked at once: None is possible, and rare.
    Source: Botelho, Pagh, Ziviani, "Simple and space-efficient minimal perfect hash functions", 2007.
    """
    tables = ([0] * _BYTE, [0] * _BYTE, [0] * _BYTE)
    users: defaultdict[_Entry, list[Colour]] = defaultdict(list)
    for colour in colours:
        for entry in enumerate(colour):
            users[entry].append(colour)
    missing: dict[Colour, set[_Entry]] = {colour: set(enumerate(colour)) for colour in colours}
    sums = dict.fromkeys(colours, 0)
    # Sets of bytes, as bits: of whole sums under None, under the last missing entry of those that have but
    # that in common, and, so that most others differ too, of what stands in a table.
    taken: defaultdict[object, int] = defaultdict(int)
    # What many colours share goes first: what is left is free to keep them apart.
    for entry, sharing in sorted(users.items(), key=lambda item: (-len(item[1]), item[0])):
        channel, value = entry
        codes: list[tuple[object, int]] = []
        for colour in sharing:
            missing[colour].discard(entry)
            if len(missing[colour]) < 2:
                codes.append((next(iter(missing[colour]), None), sums[colour]))
        clashing = 0
        for last, code in codes:
            clashing |= _turn(taken[last], -code)
        free = ~(clashing | taken[channel]) & _ALL or ~clashing & _ALL
        if not free or len(set(codes)) < len(codes):
            return None
        shift = (free & -free).bit_length() - 1
        tables[channel][value] = shift
        taken[channel] |= 1 << shift
        for colour in sharing:
            sums[colour] += shift
        for last, code in codes:
            taken[last] |= _turn(1, code + shift)
    return tables


def _turn(bits: int, shift: int) -> int:
    """Turn 256 bits towards the higher ones."""
    bits <<= shift % _BYTE
    return (bits | bits >> _BYTE) & _ALL
