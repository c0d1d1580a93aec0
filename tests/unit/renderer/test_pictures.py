"""Prepared pictures: not a colour lost that need not be, and nothing of the file but its pixels."""

from __future__ import annotations

import io
import itertools
import random
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat, JpegImagePlugin, PngImagePlugin

from bookmaker.exporters.pdf.assembling.pictures import _image_stream
from bookmaker.model import PreparedImage
from bookmaker.publishing import FULL
from bookmaker.renderer.pictures import PictureError, Prepared, fitted_size, prepare_picture
from bookmaker.renderer.pictures.indexing import Colour, find_tables, index_colours

_CHANCE = random.Random(7)
_SIDE = 64
_EXIF_MAKER, _EXIF_ORIENTATION = 0x010F, 0x0112
_STEPS = range(0, 256, 17)


def noise(*channels: range) -> Image.Image:
    """A square whose channels take values at random."""
    pixels = bytes(_CHANCE.choice(channel) for _ in range(_SIDE**2) for channel in channels)
    return Image.frombytes("RGB" if len(channels) > 1 else "L", (_SIDE, _SIDE), pixels)


def prepare(
    tmp_path: Path, image: Image.Image, kind: str = "PNG", **options: object
) -> tuple[Prepared, Image.Image]:
    """Save and prepare a picture. Returns what was made of it, and the same decoded."""
    path = tmp_path / "a.picture"
    image.save(path, kind, **options)
    prepared = prepare_picture(path)
    return prepared, Image.open(io.BytesIO(prepared.data))


def colours_of(*channels: range) -> list[Colour]:
    return [(red, green, blue) for red, green, blue in itertools.product(*channels)]


SETS = {
    "one": [(7, 7, 7)],
    "greys": [(value, value, value) for value in range(256)],
    "neighbours": colours_of(range(9, 15), range(9, 15), range(9, 15)),
    "grid": colours_of(range(0, 256, 51), range(0, 256, 51), range(0, 256, 51)),
    "random": [(_CHANCE.randrange(256), _CHANCE.randrange(256), value) for value in range(256)],
    "without tables": _CHANCE.sample(colours_of(_STEPS, _STEPS, _STEPS), 256),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_few_colours_are_indexed_and_none_changes(name: str) -> None:
    colours = SETS[name]
    pixels = colours + _CHANCE.choices(colours, k=1000)
    image = Image.frombytes("RGB", (len(pixels), 1), bytes(itertools.chain(*pixels)))
    indexed = index_colours(image, colours)
    assert indexed.mode == "P"
    assert max(indexed.tobytes()) == len(colours) - 1
    assert indexed.convert("RGB").tobytes() == image.tobytes()
    assert (find_tables(colours) is None) == (name == "without tables")


def enlarged(image: Image.Image) -> Image.Image:
    """Bare of noise, so that no JPEG could be smaller."""
    return image.resize((_SIDE * 8, _SIDE * 8), Image.Resampling.NEAREST)


def palette_picture(colours: int) -> Image.Image:
    indexed = Image.frombytes("P", (_SIDE, _SIDE), bytes(_CHANCE.randrange(colours) for _ in range(_SIDE**2)))
    indexed.putpalette([_CHANCE.randrange(256) for _ in range(3 * colours)])
    return enlarged(indexed)


_SLOPE = Image.linear_gradient("L")
KEPT = {
    "black and white": enlarged(noise(range(2)).convert("1")),
    "grey": enlarged(noise(range(256))),
    "two colours": palette_picture(2),
    "sixteen colours": palette_picture(16),
    "more colours": palette_picture(200),
    "all colours": Image.merge("RGB", [_SLOPE, _SLOPE.rotate(90), _SLOPE]),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_png_that_is_small_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    """So is what somebody has taken pains to compress; and the PDF takes its pixels as they are, too."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "where I was")
    prepared, image = prepare(tmp_path, KEPT[name], pnginfo=info, compress_level=9)
    source = (tmp_path / "a.picture").read_bytes()
    pixels = source[source.index(b"IDAT") + 4 : source.index(b"IEND") - 8]
    assert prepared.media_type == "image/png" and pixels in prepared.data
    assert b"where I was" in source and b"where I was" not in prepared.data
    assert image.convert("RGB").tobytes() == KEPT[name].convert("RGB").tobytes()
    assert drawn_in_pdf(prepared).tobytes() == KEPT[name].convert("RGB").tobytes()


def drawn_in_pdf(prepared: Prepared) -> Image.Image:
    """The picture as a PDF has it, by another reading of PDF than ours."""
    image = PreparedImage(
        key="a", cache_key="a", media_type=prepared.media_type, is_grey=prepared.is_grey,
        width_px=prepared.width_px, height_px=prepared.height_px, size_bytes=len(prepared.data),
    )  # fmt: skip
    dictionary, data = _image_stream(image, prepared.data)
    with pikepdf.new() as pdf:
        return pikepdf.PdfImage(pikepdf.Stream(pdf, data, dictionary)).as_pil_image().convert("RGB")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_places_are_white(mode: str, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 20), (200, 10, 10, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 20, 20))
    prepared, image = prepare(tmp_path, picture.convert(mode))
    assert image.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    assert "transparency" not in image.info and "A" not in image.getbands()
    assert prepared.media_type == "image/png"


def test_what_hardly_exceeds_the_limits_is_not_scaled() -> None:
    assert fitted_size(1700, 900) == (1700, 900)
    assert fitted_size(1720, 860) == (1600, 800)
    assert fitted_size(100, 2500) == (100, 2500)
    assert fitted_size(1600, 4000) == (960, 2400)
    assert fitted_size(1700, 5000)[0] * fitted_size(1700, 5000)[1] < 5_600_000


def shaded(*, accent: str, count: int) -> Image.Image:
    """More colours than a palette holds, and thin lines on them."""
    image = Image.merge("RGB", [Image.radial_gradient("L").point(lambda value: 128 + value // 2)] * 3)
    image = ImageChops.add(image, noise(range(3), range(3), range(3)).resize(image.size))
    for place in range(count):
        image.paste(accent, (place * 20, 0, place * 20 + 1, image.height))
    return image.resize((512, 512), Image.Resampling.BICUBIC)


def test_coloured_lines_keep_their_colour(tmp_path: Path) -> None:
    """Half as many samples of colour would make thin red ones grey."""
    _, image = prepare(tmp_path, shaded(accent="red", count=12))
    assert image.format == "JPEG" and JpegImagePlugin.get_sampling(image) == 0
    _, image = prepare(tmp_path, shaded(accent="#606060", count=12))
    assert image.format == "JPEG" and JpegImagePlugin.get_sampling(image) == 2


def test_grain_is_not_smoothed_away(tmp_path: Path) -> None:
    grain = noise(range(60, 140)).resize(_SLOPE.size, Image.Resampling.BICUBIC)
    shades = Image.merge("RGB", [_SLOPE.rotate(90), _SLOPE, _SLOPE])
    source = ImageChops.add(Image.merge("RGB", [grain] * 3), shades, scale=2)
    _, image = prepare(tmp_path, source)
    file = io.BytesIO()
    source.save(file, "JPEG", quality=FULL.quality)
    assert image.format == "JPEG"
    assert loss(source, image) < 0.8 * loss(source, Image.open(file))


def loss(source: Image.Image, image: Image.Image) -> float:
    """Root mean square of what lightness is off by."""
    return ImageStat.Stat(ImageChops.difference(source.convert("L"), image.convert("L"))).rms[0]


def photograph() -> Image.Image:
    return Image.merge("RGB", [_SLOPE, _SLOPE.rotate(90), _SLOPE.rotate(180)])


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_that_is_small_keeps_its_pixels_and_nothing_else(mode: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[_EXIF_MAKER] = "where I was"
    prepared, image = prepare(tmp_path, photograph().convert(mode), "JPEG", exif=exif, comment="who I am")
    assert prepared.is_grey == (mode == "L")
    with Image.open(tmp_path / "a.picture") as source:
        assert source.getexif() and source.info["comment"] == b"who I am"
        assert image.tobytes() == source.tobytes()
    assert not image.getexif() and b"where I was" not in prepared.data and b"who I am" not in prepared.data
    assert len(prepared.data) < (tmp_path / "a.picture").stat().st_size
    assert drawn_in_pdf(prepared).tobytes() == image.convert("RGB").tobytes()


def test_a_jpeg_of_other_kinds_becomes_one_that_all_can_show(tmp_path: Path) -> None:
    """Progressive ones, those in inks, those that lie on their side, and those that nobody compressed."""
    exif = Image.Exif()
    exif[_EXIF_ORIENTATION] = 6
    sources: dict[str, tuple[Image.Image, dict[str, object]]] = {
        "progressive": (photograph(), {"progressive": True}),
        "inks": (photograph().convert("CMYK"), {}),
        "turned": (photograph().resize((256, 128)), {"exif": exif}),
        "heavy": (noise(range(256), range(256), range(256)), {"quality": 98}),
    }
    for name, (picture, options) in sources.items():
        prepared, image = prepare(tmp_path, picture, "JPEG", **options)
        assert prepared.media_type == "image/jpeg" and not image.info.get("progressive"), name
        assert image.mode == "RGB" and not image.getexif(), name
        assert (image.size == (128, 256)) == (name == "turned"), name
        assert image.size == (prepared.width_px, prepared.height_px), name
        is_smaller = len(prepared.data) < 0.9 * (tmp_path / "a.picture").stat().st_size
        assert is_smaller or name != "heavy", name


def test_half_a_jpeg_is_told_of_even_if_it_would_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    photograph().save(path, "JPEG")
    data = path.read_bytes()
    for end in (len(data) // 2, len(data) - 2):
        path.write_bytes(data[:end])
        with pytest.raises(PictureError):
            prepare_picture(path)
