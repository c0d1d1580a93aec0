"""One picture, from its file to its final bytes: turned, made opaque, scaled, compressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from bookmaker.publishing import FULL, PictureLimits
from bookmaker.renderer.pictures.compression import Source, compress
from bookmaker.renderer.pictures.kept import plain_jpeg
from bookmaker.renderer.pictures.sources import (
    PictureError,
    fitted_size,
    is_svg,
    open_picture,
    orientation,
    svg_size,
    turned_size,
)  # fmt: skip

#: A JPEG that takes no more than this is left alone. Units: bytes per pixel.
_CAREFUL = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A picture's final bytes."""

    data: bytes
    media_type: str
    is_grey: bool
    width_px: int
    height_px: int


def prepare_picture(path: Path, limits: PictureLimits = FULL) -> Prepared:
    """Turn, flatten, scale and compress a picture. Raises: PictureError, OSError."""
    data = path.read_bytes()
    if is_svg(data):
        # Here, because WeasyPrint costs half a second that a book without drawings need not pay.
        from bookmaker.typesetting import svg_to_png

        data = svg_to_png(data, *fitted_size(*svg_size(data), limits))
    with open_picture(data) as picture:
        was_jpeg = picture.format in ("JPEG", "MPO")
        is_upright = orientation(picture) == 1
        size = turned_size(picture)
        target = fitted_size(*size, limits)
        may_stay = was_jpeg and is_upright and target == size and not limits.is_compact
        try:
            kept = _keep_jpeg(picture, data) if may_stay else None
            if kept:
                return kept
            image = _normalise(picture, target)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise PictureError(f"cannot decode it: {error}") from error
    # Its colours are those of sRGB, as books take them, and its comments are nobody's business.
    image.info.clear()
    source = Source(data=data, was_jpeg=was_jpeg, is_scaled=image.size != size, is_upright=is_upright)
    final, media_type = compress(image, source, limits)
    return Prepared(
        data=final,
        media_type=media_type,
        is_grey=image.mode == "L",
        width_px=image.width,
        height_px=image.height,
    )


def _keep_jpeg(picture: Image.Image, data: bytes) -> Prepared | None:
    """The picture as it is, if its pixels are all there, and no more than a JPEG of our own would take."""
    width, height = picture.size
    plain = plain_jpeg(data) if len(data) < _CAREFUL * width * height else None
    if plain is None:
        return None
    # Whether they are all there is seen as well at an eighth of the size, in half the time.
    picture.draft(picture.mode, (1, 1))
    picture.load()
    return Prepared(
        data=plain,
        media_type="image/jpeg",
        is_grey=picture.mode == "L",
        width_px=width,
        height_px=height,
    )


def _normalise(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    """First frame, upright, opaque on white, grey or RGB, no larger than it may be."""
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", target)
    picture.load()
    image = picture if orientation(picture) == 1 else ImageOps.exif_transpose(picture)
    image = _flatten(image)
    if image.size != target:
        # At such small steps letters look the same as after Lanczos, in a third of the time; what is more
        # than twice too large is halved first.
        image = image.resize(target, Image.Resampling.HAMMING, reducing_gap=1.01)
    return image


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    if image.mode != "RGBA":
        image = image.convert("RGBA")
    alpha, opaque = image.getchannel("A"), image.convert("RGB")
    # To compare bytes takes a fifth of the time that to look for the least does.
    if alpha.tobytes() == b"\xff" * (image.width * image.height):
        return opaque
    paper = Image.new("RGB", image.size, "white")
    paper.paste(opaque, mask=alpha)
    return paper
