"""How legible prepared pictures are: structural similarity with their sources, both at their size in print.

The measure is SSIM (Wang et al., 2004) of the lightness, over windows of 8 by 8 pixels, at 300 dots an inch:
a picture is as wide as the text of an A5 page, or as high as it may be there; smaller ones keep their size.
"""

from __future__ import annotations

import io
import statistics
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
#: A picture below this is counted as less legible than its source.
ENOUGH = 0.97


def measure_legibility(site: Path) -> dict[str, Any]:
    """Compare all PNG pictures of a site, which are screenshots and drawings, with what is made of them."""
    found = {}
    for path in sorted(site.rglob("*.png")):
        try:
            with Image.open(path) as source:
                found[path.name] = similarity(_flat(source), path)
        except UnidentifiedImageError:
            continue
    values = sorted(found.values())
    return {
        "measure": f"SSIM of lightness, {_WINDOW} px windows, {_DPI} dpi at print size",
        "pictures": len(values),
        "least": round(values[0], 4),
        "first_percentile": round(values[len(values) // 100], 4),
        "median": round(statistics.median(values), 4),
        "below": {name: round(value, 4) for name, value in found.items() if value < ENOUGH},
    }


def similarity(source: Image.Image, path: Path) -> float:
    """Mean SSIM of a source and what is prepared of the file at `path`."""
    size = _print_size(source)
    with Image.open(io.BytesIO(prepare_picture(path).data)) as prepared:
        ours = prepared.convert("L").resize(size, Image.Resampling.LANCZOS)
    theirs = source.convert("L").resize(size, Image.Resampling.LANCZOS)
    return mean_ssim(np.asarray(theirs, dtype=np.float64), np.asarray(ours, dtype=np.float64))


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


def _print_size(image: Image.Image) -> tuple[int, int]:
    page = PAGE_SIZES["a5"]
    width = (page.width_mm - 2 * page.side_mm) / _MM_PER_INCH * _DPI
    height = page.text_height_mm * _PICTURE_SHARE / _MM_PER_INCH * _DPI
    scale = min(1.0, width / image.width, height / image.height)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))
