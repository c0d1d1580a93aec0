"""Pictures made for one test: each has corners that tell which way up it is, and no two are alike."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

_EXIF_ORIENTATION = 0x0112
_TURNED_RIGHT = 6
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    '<rect width="50%" height="100%" fill="#a33"/></svg>'
)


def draw_picture(width_px: int, height_px: int, kind: str = "PNG", *, turned: bool = False) -> bytes:
    """A picture file: red above, blue below, a white corner at the top left. No text, no noise.

    `turned` gives EXIF orientation 6: the pixels are as stated, a viewer shows them upright.
    """
    image = Image.new("RGB", (width_px, height_px), "#3355aa")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width_px, height_px // 2), fill="#aa3333")
    draw.rectangle((0, 0, width_px // 8, height_px // 8), fill="white")
    exif = Image.Exif()
    if turned:
        exif[_EXIF_ORIENTATION] = _TURNED_RIGHT
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()


def draw_svg(width_px: int, height_px: int) -> bytes:
    """A drawing that states its size."""
    return _SVG.format(width=width_px, height=height_px).encode()


def draw_by_name(name: str, size: str, *marks: str) -> bytes:
    """What a case asks for: `photo.jpg`, `400x300` and marks such as `turned` or `cut`.

    `cut` breaks the file off in the middle of its pixels; `text` puts words in place of a picture.
    """
    width_px, height_px = (int(number) for number in size.split("x"))
    suffix = name.rsplit(".", 1)[-1].lower()
    if "text" in marks:
        return b"This is no picture.\n"
    if suffix == "svg":
        return draw_svg(width_px, height_px)
    kinds = {"jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
    data = draw_picture(width_px, height_px, kinds.get(suffix, "PNG"), turned="turned" in marks)
    return data[: len(data) // 2] if "cut" in marks else data
