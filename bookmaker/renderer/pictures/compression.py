"""The smaller of PNG and JPEG at equal look, and how well JPEG has to keep a picture for that."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

from bookmaker.publishing import PictureLimits
from bookmaker.renderer.pictures.indexing import index_colours
from bookmaker.renderer.pictures.kept import ONE_SAMPLE, OPAQUE, plain_png

_FEW_COLOURS = 256
_BEST_QUALITY = 95
#: Every sixteenth row tells what a picture is like, but no fewer than these.
_SAMPLE, _LEAST_ROWS = 16, 64
#: How much neighbours differ in what JPEG's coarse steps swallow first. Units: lightness from 0 to 255.
_GRAIN = slice(4, 16)
#: By how much quality is higher for what has never been a JPEG, and where it has so large a share of grain.
_FINER, _FINEST, _GRAINY = 3, 10, 0.2
#: Neighbours that differ by this in colour are an edge; where they are so few, nobody misses their sharpness.
_COLOUR_EDGE, _FEW_EDGES = 16, 0.005
_HALVED, _FULL = 2, 0
#: An indexed picture that takes no more than this has been compressed with care. Units: bytes per pixel.
_CAREFUL = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a picture's pixels come from."""

    data: bytes
    was_jpeg: bool
    is_scaled: bool
    is_upright: bool


def compress(image: Image.Image, source: Source, limits: PictureLimits) -> tuple[bytes, str]:
    """Compress a grey or RGB picture. Returns the bytes and their media type.

    PNG is tried where it can win: few colours (drawings, terminal pictures), or an unscaled source that
    is itself smaller than the JPEG. Trying it for every photograph would double the time.
    """
    few = None if source.was_jpeg else image.getcolors(_FEW_COLOURS)
    if few is not None:
        return _smallest_png(image, [colour for _, colour in few], source), "image/png"
    jpeg = _encode_jpeg(image, source, limits)
    if not source.was_jpeg and not source.is_scaled and len(source.data) < len(jpeg):
        png = _kept(source, OPAQUE) or _encode(image, "PNG", compress_level=4)
        if len(png) < len(jpeg):
            return png, "image/png"
    return jpeg, "image/jpeg"


def _smallest_png(image: Image.Image, colours: list[Any], source: Source) -> bytes:
    kept = _kept(source, ONE_SAMPLE)
    if kept is not None and len(kept) < _CAREFUL * image.width * image.height:
        return kept
    indexed = image if image.mode == "L" else index_colours(image, colours)
    # Level 9 takes eight times as long for two hundredths less.
    png = _encode(indexed, "PNG", compress_level=6)
    return kept if kept is not None and len(kept) < len(png) else png


def _kept(source: Source, kinds: frozenset[int]) -> bytes | None:
    return plain_png(source.data, kinds) if source.is_upright and not source.is_scaled else None


def _encode_jpeg(image: Image.Image, source: Source, limits: PictureLimits) -> bytes:
    quality, is_soft = limits.quality, True
    if not source.was_jpeg:
        rows = min(image.height, max(image.height // _SAMPLE, _LEAST_ROWS))
        sample = image.resize((image.width, rows), Image.Resampling.NEAREST)
        lightness, *colours = sample.convert("YCbCr").split()
        is_soft = all(sum(_steps(colour)[_COLOUR_EDGE:]) < _FEW_EDGES for colour in colours)
        if not source.is_scaled and not limits.is_compact:
            is_grainy = sum(_steps(lightness)[_GRAIN]) > _GRAINY
            quality = min(quality + (_FINEST if is_grainy else _FINER), _BEST_QUALITY)
    # Huffman tables of its own make a file a tenth smaller, and take as long as all the rest of it.
    optimize = limits.is_compact
    return _encode(
        image, "JPEG", quality=quality, subsampling=_HALVED if is_soft else _FULL, optimize=optimize
    )


def _steps(band: Image.Image) -> list[float]:
    """How neighbours in a row differ: the share of each difference from 0 to 255."""
    width, height = band.size
    if width == 1:
        return [1.0]
    left, right = band.crop((0, 0, width - 1, height)), band.crop((1, 0, width, height))
    counts = ImageChops.difference(left, right).histogram()
    return [count / ((width - 1) * height) for count in counts]


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
