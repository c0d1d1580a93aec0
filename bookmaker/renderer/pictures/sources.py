"""Files of pictures: opened and measured, whatever they call themselves. Nothing is decoded here."""

from __future__ import annotations

import io
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from bookmaker.publishing import FULL, PictureLimits
from bookmaker.renderer.digests import picture_key

#: Source: Apple Books Asset Guide, "Interior image files": at most 5.6 million pixels.
_MOST_PIXELS = 5_600_000
#: What is hardly larger than it may be stays: to scale it would only blur it, and would save little.
_HARDLY = 1.07
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
    is_drawing: bool


def probe_picture(path: Path) -> Probe:
    """Read a picture's kind and size from its bytes. Raises: PictureError, OSError."""
    if path.stat().st_size > _LARGEST_FILE_BYTES:
        raise PictureError("the file is larger than 200 MB")
    data = path.read_bytes()
    is_drawing = is_svg(data)
    if is_drawing:
        width, height = svg_size(data)
    else:
        with open_picture(data) as image:
            width, height = turned_size(image)
    width, height = fitted_size(width, height)
    return Probe(key=picture_key(data), width_px=width, height_px=height, is_drawing=is_drawing)


def fitted_size(width_px: int, height_px: int, limits: PictureLimits = FULL) -> tuple[int, int]:
    """Scale a size down until it fits what books need; never up, nor by a few hundredths."""
    wanted = min(limits.width_px / width_px, limits.height_px / height_px)
    scale = min(
        1.0 if wanted * _HARDLY >= 1 else wanted,
        math.sqrt(_MOST_PIXELS / (width_px * height_px)),
    )
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def open_picture(data: bytes) -> Image.Image:
    """Read a picture's header. Raises: PictureError."""
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


def turned_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as the picture is to be seen."""
    width, height = image.size
    return (height, width) if orientation(image) in _TURNED else (width, height)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation. Pillow would decode a whole PNG to look for one behind the pixels."""
    if image.format == "PNG" and "exif" not in image.info:
        return 1
    return int(image.getexif().get(_EXIF_ORIENTATION, 1))


def is_svg(data: bytes) -> bool:
    """Whether a file is a drawing in SVG."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and _SVG.search(head) is not None


def svg_size(data: bytes) -> tuple[int, int]:
    """The size in CSS pixels: of its attributes, else of the view box, else the default of CSS 2.1.

    Raises: PictureError.
    """
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
