"""The volumes of an edition: the same book in parts, each an edition of its own with a name and a hash.

In: an edition whose EPUB may have `volumes/NAME-1.epub`, `NAME-2.epub` … beside it, as `bookmaker build` with
`--volume-size` writes them. Out: the edition with its volumes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count, takewhile
from pathlib import Path

from bookmaker.errors import SourceError
from bookmaker.sender.edition import MEDIA_TYPES, FinishedEdition, read_edition

_FOLDER = "volumes"
_REMEDY = "remove the folder, and build the volumes again"


def add_volumes(edition: FinishedEdition) -> FinishedEdition:
    """Look for volumes. Raises: SourceError where they are not this book, or not all of it."""
    epub = edition.file("epub")
    if not epub:
        return edition
    stem = epub.path.parent / _FOLDER / epub.path.stem
    numbered = (stem.with_name(f"{stem.name}-{number}") for number in count(1))
    volumes = tuple(read_edition(_files(one)) for one in takewhile(_is_there, numbered))
    if volumes:
        _check(edition, volumes, stem.parent)
    return replace(edition, volumes=volumes)


def _is_there(stem: Path) -> bool:
    return stem.with_name(f"{stem.name}.epub").is_file()


def _files(stem: Path) -> dict[str, Path]:
    paths = {format: stem.with_name(f"{stem.name}.{format}") for format in MEDIA_TYPES}
    return {format: path for format, path in paths.items() if path.is_file()}


def _check(edition: FinishedEdition, volumes: Iterable[FinishedEdition], folder: Path) -> None:
    """Chapters tell: all are there, and a volume that brings none is left from another division."""
    missing = dict.fromkeys(edition.chapters)
    for volume in volumes:
        found = missing.keys() & set(volume.chapters)
        if not found:
            raise SourceError(f"{volume.name} in {folder} has no chapter that is still missing", _REMEDY)
        for chapter in found:
            del missing[chapter]
    if missing:
        raise SourceError(f"the volumes in {folder} lack the chapter “{next(iter(missing))}”", _REMEDY)
