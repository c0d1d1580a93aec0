"""What book.toml says of a book as a publication: its imprint, and how its EPUB is made.

In: typed tables, one going before another. Out: `Imprint`, `ContentsOptions` and `EpubOptions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec

from bookmaker.publishing import ContentsOptions, Contributor, Division, EpubOptions, Imprint

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|m|g)?i?b?", re.IGNORECASE)
#: As mail servers and shops count: a megabyte is a million bytes.
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_ISBN_WEIGHTS = (1, 3) * 6 + (1,)


class ContributorTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Somebody besides the authors."""

    name: str
    role: Annotated[str, msgspec.Meta(pattern="^[a-z]{3}$")] = "ctb"
    file_as: str = ""


class ImprintKeys(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Keys of `[defaults]` and of a `[[book]]` that catalogues want."""

    publisher: str = ""
    rights: str = ""
    certified_by: str = ""
    file_as: dict[str, str] = {}
    contributors: tuple[ContributorTable, ...] = ()


class DivisionKeys(ImprintKeys, forbid_unknown_fields=True, frozen=True):
    """Keys of a `[[book]]` that make several of it."""

    volumes: Annotated[int, msgspec.Meta(ge=2)] | None = None
    max_posts: Annotated[int, msgspec.Meta(ge=1)] | None = None
    volume_size: str | None = None

    def __post_init__(self) -> None:
        if self.volume_size is not None:
            parse_size(self.volume_size)
        if sum(value is not None for value in (self.volumes, self.max_posts, self.volume_size)) > 1:
            raise ValueError("a book is divided by one of `volumes`, `max_posts` and `volume_size`")


class ContentsTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`contents` of `[defaults]` or of a `[[book]]`; None where it says nothing."""

    depth: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None
    authors: bool | None = None
    dates: bool | None = None


class EpubTable(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`epub` of `[defaults]` or of a `[[book]]`; None where it says nothing."""

    toc_depth: Annotated[int, msgspec.Meta(ge=1, le=6)] | None = None
    contents_page: bool | None = None
    list_of_pictures: bool | None = None
    embed_fonts: bool | None = None
    max_size: str | None = None

    def __post_init__(self) -> None:
        if self.max_size is not None:
            parse_size(self.max_size)


NOTHING_SAID = EpubTable()


def merge_imprint(
    defaults: ImprintKeys, book: ImprintKeys, *, series: str, series_number: str, isbn: str
) -> Imprint:
    """A book's own words go before the defaults."""
    people = book.contributors or defaults.contributors
    return Imprint(
        publisher=book.publisher or defaults.publisher,
        rights=book.rights or defaults.rights,
        certified_by=book.certified_by or defaults.certified_by,
        file_as=tuple({**defaults.file_as, **book.file_as}.items()),
        contributors=tuple(Contributor(name=p.name, role=p.role, file_as=p.file_as) for p in people),
        series=series,
        series_number=series_number,
        isbn=isbn,
    )


def merge_contents(*tables: ContentsTable) -> ContentsOptions:
    """The last table that says something of a key is heard."""
    return ContentsOptions(**_stated(tables))


def merge_epub(*tables: EpubTable) -> EpubOptions:
    """The last table that says something of a key is heard."""
    stated = _stated(tables)
    size = stated.pop("max_size", None)
    return EpubOptions(**stated, max_size_bytes=parse_size(size) if size else None)


def _stated(tables: Iterable[msgspec.Struct]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    for table in tables:
        keys = msgspec.structs.asdict(table)
        stated.update({key: value for key, value in keys.items() if value is not None})
    return stated


def merge_division(table: DivisionKeys) -> Division | None:
    """How a book is divided, or None."""
    size = parse_size(table.volume_size) if table.volume_size else None
    division = Division(volumes=table.volumes, max_posts=table.max_posts, size_bytes=size)
    return None if division == Division() else division


def parse_size(text: str) -> int:
    """`14MB` as a number of bytes. Raises: ValueError."""
    found = _SIZE.fullmatch(text.strip())
    if not found or float(found[1]) <= 0:
        raise ValueError(f"`{text}` is no size: write it as 14MB")
    return int(float(found[1]) * _UNITS[(found[2] or "").lower()])


def is_isbn(text: str) -> bool:
    """Whether the check digit of an ISBN-13 is right. Source: ISO 2108."""
    digits = text.replace("-", "").replace(" ", "")
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return False
    return sum(int(d) * weight for d, weight in zip(digits, _ISBN_WEIGHTS, strict=True)) % 10 == 0
