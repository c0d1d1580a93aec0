"""An EPUB that is small enough for a mail: all its pictures lose the same of resolution and quality.

In: a publication and how large its file may be. Out: the file, and a diagnostic that says what was done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bookmaker.cache import Store
from bookmaker.errors import Diagnostic, ExportError, Outcome, diagnose
from bookmaker.exporters.epub.publication import Publication, write_epub
from bookmaker.model import PreparedImage
from bookmaker.publishing import LIGHTER, PictureLimits

#: Prepares all pictures of a book anew; those that cannot be are missing.
Lighten = Callable[[PictureLimits], Mapping[str, PreparedImage]]
_MEGABYTE = 1_000_000


def write_light_epub(publication: Publication, store: Store, path: Path, lighten: Lighten) -> Outcome[None]:
    """Write an EPUB no larger than its options allow. Raises: OSError, ExportError where it cannot be."""
    most = publication.options.max_size_bytes
    if most is None:
        write_epub(publication, store, path)
        return Outcome(None)
    full = _measure(publication, store)
    if full <= most:
        write_epub(publication, store, path)
        return Outcome(None)
    others = full - _weigh(publication.images)
    for step in range(_first_step(publication, lighten, most - others), len(LIGHTER)):
        lighter = replace(publication, images=_smaller(publication, lighten(LIGHTER[step])))
        size = _measure(lighter, store)
        if size <= most:
            write_epub(lighter, store, path)
            return Outcome(None, (_tell(LIGHTER[step], full, size, most),))
    smallest = others + _weigh(_smaller(publication, lighten(LIGHTER[-1])))
    raise ExportError(
        f"{path.name} cannot be made smaller than {smallest / _MEGABYTE:.1f} MB, and "
        f"{most / _MEGABYTE:.1f} MB are asked for",
        "divide the book with --volumes or --volume-size, or allow a larger --max-size",
    )


def _first_step(publication: Publication, lighten: Lighten, room: int) -> int:
    """The first step at which the pictures fit, by halving: each try draws all of them."""
    low, high = 0, len(LIGHTER) - 1
    while low < high:
        middle = (low + high) // 2
        if _weigh(_smaller(publication, lighten(LIGHTER[middle]))) <= room:
            high = middle
        else:
            low = middle + 1
    return low


def _smaller(publication: Publication, made: Mapping[str, PreparedImage]) -> dict[str, PreparedImage]:
    """Of each picture the smaller file: a drawing of few colours may grow when it is made smaller."""
    return {
        key: min(image, made.get(key, image), key=lambda one: one.size_bytes)
        for key, image in publication.images.items()
    }


def _weigh(images: Mapping[str, PreparedImage]) -> int:
    return sum(image.size_bytes for image in images.values())


def _measure(publication: Publication, store: Store) -> int:
    with tempfile.TemporaryDirectory(prefix="bookmaker-") as folder:
        path = Path(folder) / "measured.epub"
        write_epub(publication, store, path)
        return path.stat().st_size


def _tell(limits: PictureLimits, full: int, size: int, most: int) -> Diagnostic:
    message = (
        f"pictures at most {limits.width_px} pixels wide, JPEG quality {limits.quality}: "
        f"{full / _MEGABYTE:.1f} MB became {size / _MEGABYTE:.1f} MB of {most / _MEGABYTE:.1f} MB"
    )
    return diagnose("epub-lightened", message)
