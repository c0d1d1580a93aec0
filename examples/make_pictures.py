"""Draw the pictures of the example site into `assets/images`: `python make_pictures.py`.

In: nothing; the drawings are in `pictures/`. Out: the files, the same bytes for the same Pillow.
The files differ in kind on purpose: among them are a JPEG that lies on its side (EXIF), a WebP,
a GIF, a transparent PNG, a wide strip, a tall sheet and a small icon.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pictures import bench, measured, outdoors
from pictures.sheet import Sheet
from PIL import Image

FOLDER = Path(__file__).resolve().parent / "assets" / "images"
TURN_CLOCKWISE = 6
ORIENTATION = 0x0112
MANY_COLOURS = ("old-map.png", "stars.png")
PICTURES: dict[str, Callable[[], Sheet]] = {
    "balcony-bean.png": outdoors.vine,
    "birds-on-wires.png": outdoors.birds,
    "bookplate.png": bench.bookplate,
    "bread.png": bench.bread,
    "dial.png": bench.dial,
    "fog.webp": outdoors.fog,
    "icon-sun.png": bench.icon_sun,
    "old-map.png": measured.old_map,
    "panorama.png": outdoors.panorama,
    "profile.png": measured.profile,
    "receiver.png": bench.receiver,
    "sewing.gif": bench.sewing,
    "shadow.png": measured.shadow,
    "stars.png": measured.stars,
    "temperatures.png": measured.temperatures,
    "terminal.png": bench.terminal,
    "window.jpg": outdoors.window,
}


def save_picture(sheet: Sheet, path: Path) -> None:
    """Write a finished sheet in the format that the name asks for."""
    if path.suffix == ".jpg":
        exif = Image.Exif()
        exif[ORIENTATION] = TURN_CLOCKWISE
        lying = sheet.finished().transpose(Image.Transpose.ROTATE_90)
        lying.save(path, quality=86, exif=exif)
    elif path.suffix == ".webp":
        sheet.finished().save(path, quality=82, method=6)
    elif path.suffix == ".gif":
        sheet.finished().quantize(32, dither=Image.Dither.NONE).save(path)
    elif path.name in MANY_COLOURS:
        sheet.finished().quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    else:
        sheet.finished("RGBA" if path.stem == "bookplate" else "RGB").save(path, optimize=True)


def main() -> None:
    """Draw every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        save_picture(draw(), FOLDER / name)


if __name__ == "__main__":
    main()
