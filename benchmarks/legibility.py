"""How legible prepared pictures are: they are compared with their sources as they are seen.

    python -m benchmarks.legibility SITE

The measure is SSIM (Wang et al., 2004) of the lightness, over windows of 8 by 8 pixels. In print, at 300
dots an inch, a picture is as wide as the text of an A5 page, or as high as it may be there. On a telephone it
is as wide as the screen. Smaller ones keep their size.
"""

from __future__ import annotations

import io
import json
import math
import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.renderer.pictures import prepare_picture

_DPI, _MM_PER_INCH = 300, 25.4
_WINDOW = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_PICTURE_SHARE = 0.68
_SCREENSHOTS = (".png",)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
#: A picture below this is counted as less legible than its source.
ENOUGH = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """How large a picture is seen at most, and which kinds of files are compared. Units: pixels."""

    title: str
    width_px: float
    height_px: float
    suffixes: tuple[str, ...]


_PAGE = PAGE_SIZES["a5"]
VIEWINGS = {
    "print": Viewing(
        title=f"{_DPI} dpi at print size",
        width_px=(_PAGE.width_mm - 2 * _PAGE.side_mm) / _MM_PER_INCH * _DPI,
        height_px=_PAGE.text_height_mm * _PICTURE_SHARE / _MM_PER_INCH * _DPI,
        suffixes=_SCREENSHOTS,
    ),
    "telephone": Viewing(
        title="390 CSS pixels wide, two dots each",
        width_px=2 * 390,
        height_px=math.inf,
        suffixes=_PICTURES,
    ),
}


def measure_legibility(site: Path) -> dict[str, Any]:
    """Compare the pictures of a site with what is made of them, for each way to see them.

    In print these are the PNG pictures, which are screenshots and drawings.
    """
    found: dict[str, dict[str, float]] = {name: {} for name in VIEWINGS}
    for path in sorted(path for path in site.rglob("*") if path.suffix.lower() in _PICTURES):
        try:
            with Image.open(path) as image:
                source = _flat(image)
        except UnidentifiedImageError:
            continue
        with Image.open(io.BytesIO(prepare_picture(path).data)) as prepared:
            ours = prepared.convert("L")
        for name, viewing in VIEWINGS.items():
            if path.suffix.lower() in viewing.suffixes:
                found[name][path.relative_to(site).as_posix()] = similarity(source, ours, viewing)
    return {name: _summary(values, VIEWINGS[name]) for name, values in found.items() if values}


def _summary(found: dict[str, float], viewing: Viewing) -> dict[str, Any]:
    values = sorted(found.values())
    return {
        "measure": f"SSIM of lightness, {_WINDOW} px windows, {viewing.title}",
        "pictures": len(values),
        "least": round(values[0], 4),
        "first_percentile": round(values[len(values) // 100], 4),
        "median": round(statistics.median(values), 4),
        "below": {name: round(value, 4) for name, value in found.items() if value < ENOUGH},
    }


def similarity(source: Image.Image, prepared: Image.Image, viewing: Viewing) -> float:
    """Mean SSIM of two pictures of the same thing, seen at the same size."""
    size = _size_seen(source, viewing)
    arrays = (
        np.asarray(image.convert("L").resize(size, Image.Resampling.LANCZOS), dtype=np.float64)
        for image in (source, prepared)
    )
    return mean_ssim(*arrays)


def mean_ssim(one: Any, other: Any) -> float:
    """Shape: two arrays of the same height and width. Units: lightness from 0 to 255."""
    mean_1, mean_2 = _means(one), _means(other)
    variance_1 = _means(one * one) - mean_1**2
    variance_2 = _means(other * other) - mean_2**2
    together = _means(one * other) - mean_1 * mean_2
    lightness = (2 * mean_1 * mean_2 + _C1) / (mean_1**2 + mean_2**2 + _C1)
    return float((lightness * (2 * together + _C2) / (variance_1 + variance_2 + _C2)).mean())


def _means(values: Any) -> Any:
    """The mean of each window, by sums from the upper left corner."""
    height, width = (min(_WINDOW, length) for length in values.shape)
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    below, above = sums[height:], sums[:-height]
    return (below[:, width:] - above[:, width:] - below[:, :-width] + above[:, :-width]) / (height * width)


def _flat(source: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(source).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("RGB")


def _size_seen(image: Image.Image, viewing: Viewing) -> tuple[int, int]:
    scale = min(1.0, viewing.width_px / image.width, viewing.height_px / image.height)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def main(sites: Iterable[str]) -> None:
    """Print what is found, site by site."""
    for site in sites:
        print(json.dumps({site: measure_legibility(Path(site))}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
