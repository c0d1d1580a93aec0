"""Pictures: what they are, told by their content, and their preparation, once for all formats.

The only module that uses Pillow. In: files. Out: baseline JPEG or opaque PNG bytes that every shop and
reading system takes.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from bookmaker.publishing import FULL, PictureLimits
from bookmaker.renderer.digests import picture_key

#: Source: Apple Books Asset Guide, "Interior image files": at most 5.6 million pixels.
_MOST_PIXELS = 5_600_000
_FEW_COLOURS = 256
_EXIF_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_SVG_SIZE = re.compile(rb"""\b(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_SVG_VIEW = re.compile(rb"""\bviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
_LARGEST_FILE_BYTES = 200 * 1024 * 1024

Image.MAX_IMAGE_PIXELS = 120_000_000


class PictureError(Exception):
    """The file is no picture that can be used; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A picture as its header tells it. Units: the size is what preparation will give."""

    key: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A picture's final bytes."""

    data: bytes
    media_type: str
    is_grey: bool
    width_px: int
    height_px: int


def probe_picture(path: Path) -> Probe:
    """Read a picture's kind and size from its bytes. Raises: PictureError, OSError."""
    if path.stat().st_size > _LARGEST_FILE_BYTES:
        raise PictureError("the file is larger than 200 MB")
    data = path.read_bytes()
    if _is_svg(data):
        width, height = _svg_size(data)
    else:
        with _open(data) as image:
            width, height = _turned_size(image)
    width, height = fitted_size(width, height)
    return Probe(key=picture_key(data), width_px=width, height_px=height)


def fitted_size(width_px: int, height_px: int, limits: PictureLimits = FULL) -> tuple[int, int]:
    """Scale a size down until it fits what books need; never up."""
    scale = min(
        1.0,
        limits.width_px / width_px,
        limits.height_px / height_px,
        math.sqrt(_MOST_PIXELS / (width_px * height_px)),
    )
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def prepare_picture(path: Path, limits: PictureLimits = FULL) -> Prepared:
    """Turn, flatten, scale and compress a picture. Raises: PictureError, OSError."""
    data = path.read_bytes()
    if _is_svg(data):
        # Here, because WeasyPrint costs half a second that a book without drawings need not pay.
        from bookmaker.typesetting import svg_to_png

        data = svg_to_png(data, *fitted_size(*_svg_size(data), limits))
    with _open(data) as source:
        came_as_jpeg = source.format in ("JPEG", "MPO")
        try:
            image = _normalise(source, limits)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise PictureError(f"cannot decode it: {error}") from error
        is_scaled = image.size != _turned_size(source)
    return _compress(
        image,
        limits.quality,
        came_as_jpeg=came_as_jpeg,
        is_scaled=is_scaled,
        source_bytes=len(data),
    )


def _open(data: bytes) -> Image.Image:
    if data.startswith(b"version https://git-lfs"):
        raise PictureError("it is a Git LFS pointer, not the picture: run `git lfs pull`")
    # Source: WeasyPrint 70, images.py, turns this on for the whole process: a picture that breaks off
    # would become grey without a word, or not, by what the worker has done before.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data))
    except UnidentifiedImageError as error:
        raise PictureError("it is in no known picture format") from error
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise PictureError(str(error)) from error


def _turned_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if _orientation(image) in _TURNED else (width, height)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation. Pillow would decode a whole PNG to look for one behind the pixels."""
    if image.format == "PNG" and "exif" not in image.info:
        return 1
    return int(image.getexif().get(_EXIF_ORIENTATION, 1))


def _normalise(source: Image.Image, limits: PictureLimits) -> Image.Image:
    """First frame, upright, opaque on white, grey or RGB, no larger than it may be."""
    target = fitted_size(*_turned_size(source), limits)
    if source.format in ("JPEG", "MPO"):
        source.draft("RGB", target)
    source.load()
    image = source if _orientation(source) == 1 else ImageOps.exif_transpose(source)
    image = _flatten(image)
    if image.size != target:
        image = image.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            return image.convert("RGB")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def _compress(
    image: Image.Image, quality: int, *, came_as_jpeg: bool, is_scaled: bool, source_bytes: int
) -> Prepared:
    """The smaller of PNG and JPEG at equal look.

    PNG is tried where it can win: few colours (drawings, terminal pictures), or an unscaled source that
    is itself smaller than the JPEG. Trying it for every photograph would double the time.
    """
    few = None if came_as_jpeg else image.getcolors(_FEW_COLOURS)
    if few is not None:
        palette = image if image.mode == "L" else image.quantize(len(few), dither=Image.Dither.NONE)
        # Level 9 takes three times as long for one hundredth less.
        return _prepared(image, _encode(palette, "PNG", compress_level=7), "image/png")
    subsampling = 2 if came_as_jpeg else 0
    jpeg = _encode(image, "JPEG", quality=quality, subsampling=subsampling, optimize=True)
    if not came_as_jpeg and not is_scaled and source_bytes < len(jpeg):
        png = _encode(image, "PNG", compress_level=6)
        if len(png) < len(jpeg):
            return _prepared(image, png, "image/png")
    return _prepared(image, jpeg, "image/jpeg")


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.info.clear()
    image.save(file, kind, **options)
    return file.getvalue()


def _prepared(image: Image.Image, data: bytes, media_type: str) -> Prepared:
    return Prepared(
        data=data,
        media_type=media_type,
        is_grey=image.mode == "L",
        width_px=image.width,
        height_px=image.height,
    )


def _is_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and _SVG.search(head) is not None


def _svg_size(data: bytes) -> tuple[int, int]:
    """The size in CSS pixels: of its attributes, else of the view box, else the default of CSS 2.1."""
    found = _SVG.search(data)
    head = data[found.start() : found.start() + 2000].split(b">", 1)[0] if found else b""
    stated = {name: float(value) for name, value in _SVG_SIZE.findall(head)}
    view = _SVG_VIEW.search(head)
    width, height = (float(view[1]), float(view[2])) if view else (300.0, 150.0)
    if b"width" in stated and b"height" in stated:
        width, height = stated[b"width"], stated[b"height"]
    if width < 1 or height < 1:
        raise PictureError("the drawing has no size")
    # Twice the size: a drawing has no pixels of its own, and print shows more than a screen.
    return round(width * 2), round(height * 2)
