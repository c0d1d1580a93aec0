"""What shops and their reading systems ask of an EPUB beyond its being valid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from bookmaker.checker.epub_archive import XHTML, Archive
from bookmaker.checker.picture_headers import PictureFacts
from bookmaker.checker.rules import Finding, Rule
from bookmaker.checker.shop_notes import find_bad_notes

_APPLE_PIXELS = 5_600_000
_KOBO_PICTURE_BYTES = 5_000_000
_KOBO_COVER_BYTES = 3_000_000
_TEXT_BYTES = 250_000
_KINDLE_BYTES = 650_000_000
_GOOGLE_BYTES = 2_000_000_000
_KINDLE_COVER_PX = 1000
_NCX_LEVELS = 2
#: A colour that the reader's night mode cannot change. Borders follow the text's own colour.
_COLOUR = re.compile(r"(?<![-\w])(color|background(?:-color)?)\s*:\s*([^;}]+)")
_HARMLESS = re.compile(
    r"inherit|transparent|none|currentcolor|initial|unset|canvas(text)?|linktext", re.IGNORECASE
)
_LARGE_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def find_large_pictures(archive: Archive, is_wrong: Callable[[PictureFacts], str]) -> Iterator[Finding]:
    """Pictures of which `is_wrong` has something to say."""
    for name, facts in archive.pictures.items():
        message = is_wrong(facts)
        if message:
            yield name, message


def _pixels(facts: PictureFacts) -> str:
    pixels = facts.width_px * facts.height_px
    return f"{pixels / 1e6:.1f} megapixels, more than 5.6" if pixels > _APPLE_PIXELS else ""


def _weight(facts: PictureFacts) -> str:
    return f"{facts.size_bytes / 1e6:.1f} MB, more than 5" if facts.size_bytes > _KOBO_PICTURE_BYTES else ""


def find_odd_formats(archive: Archive) -> Iterator[Finding]:
    """Pictures that not every device shows."""
    for name, facts in archive.pictures.items():
        stated = (archive.items[name].get("media-type") or "").removeprefix("image/")
        if stated not in ("jpeg", "png") or facts.kind != stated:
            yield name, f"stated as {stated}, is {facts.kind or 'unknown'}: not what all devices show"


def find_bad_covers(archive: Archive) -> Iterator[Finding]:
    """No cover, or a small or heavy one."""
    name = _cover_name(archive)
    if name is None:
        yield archive.package_name, "no picture is named as the cover"
        return
    facts = archive.pictures.get(name)
    if facts is None:
        yield name, "the cover is no picture"
        return
    if 0 < max(facts.width_px, facts.height_px) < _KINDLE_COVER_PX:
        size = f"{facts.width_px} × {facts.height_px} pixels"
        yield name, f"{size}: the longer side has less than {_KINDLE_COVER_PX:,}"
    if facts.size_bytes > _KOBO_COVER_BYTES:
        yield name, f"{facts.size_bytes / 1e6:.1f} MB, more than 3"


def find_second_covers(archive: Archive) -> Iterator[Finding]:
    """Pages that show the cover again."""
    name = _cover_name(archive)
    pages = [
        document
        for document in archive.spine
        for image in archive.documents[document].iter(f"{XHTML}img")
        if name and (image.get("src") or "").endswith(name.rsplit("/", maxsplit=1)[-1])
    ]
    for page in pages[1:]:
        yield page, "the cover is shown again"


def find_long_texts(archive: Archive) -> Iterator[Finding]:
    """Files of text that small devices read slowly."""
    for name in archive.spine:
        size = archive.sizes.get(name, 0)
        if size > _TEXT_BYTES:
            yield name, f"{size / 1000:.0f} kB of text in one file, more than 250"


def find_large_file(archive: Archive, most: int) -> Iterator[Finding]:
    """The whole file."""
    if archive.file_bytes > most:
        yield "", f"{archive.file_bytes / 1e6:.0f} MB, more than {most / 1e6:,.0f}"


def find_missing_ncx(archive: Archive) -> Iterator[Finding]:
    """No NCX."""
    if archive.ncx is None:
        yield archive.package_name, "there is no NCX"


def find_deep_ncx(archive: Archive) -> Iterator[Finding]:
    """Levels of contents that are not shown."""
    if archive.ncx is None:
        return
    tag = "{http://www.daisy.org/z3986/2005/ncx/}navPoint"
    depth = max((sum(1 for _ in p.iterancestors(tag)) + 1 for p in archive.ncx.iter(tag)), default=0)
    if depth > _NCX_LEVELS:
        yield "", f"the NCX has {depth} levels; two are shown"


def find_missing_metadata(archive: Archive) -> Iterator[Finding]:
    """What every shop asks for."""
    for name in ("title", "creator", "language", "identifier"):
        if not any(archive.metadata(f"dc:{name}")):
            yield archive.package_name, f"the package has no dc:{name}"


def find_fixed_styles(archive: Archive) -> Iterator[Finding]:
    """Styles in the markup, and colours that night modes cannot change."""
    for name, root in archive.documents.items():
        count = sum(1 for element in root.iter(f"{XHTML}*") if element.get("style"))
        if count:
            yield name, f"{count} × style in the markup"
    for name, css in archive.styles.items():
        found = Counter(
            match[1]
            for match in _COLOUR.finditer(_LARGE_MEDIA.sub("", css))
            if not _HARMLESS.fullmatch(match[2].strip())
        )
        for property_name, count in found.items():
            yield name, f"{count} × a fixed {property_name}"


def _cover_name(archive: Archive) -> str | None:
    return next(
        (
            name
            for name, item in archive.items.items()
            if "cover-image" in (item.get("properties") or "").split()
        ),
        None,
    )


_APPLE, _KINDLE, _KOBO, _GOOGLE = "Apple Books", "Kindle", "Kobo", "Google Play"
_ALL = (_APPLE, _KINDLE, _KOBO, _GOOGLE)
_KPG, _ASSETS, _KOBO_GUIDE = "Kindle Publishing Guidelines", "Apple Books Asset Guide", "Kobo EPUB guidelines"
SHOP_RULES = (
    Rule(
        code="shop-picture",
        gates=(_APPLE,),
        source=f"{_ASSETS}, interior images",
        find=partial(find_large_pictures, is_wrong=_pixels),
    ),
    Rule(
        code="shop-picture",
        gates=(_KOBO,),
        source=f"{_KOBO_GUIDE}, images",
        find=partial(find_large_pictures, is_wrong=_weight),
    ),
    Rule(
        code="shop-picture", gates=(_APPLE, _KINDLE, _KOBO), source=f"{_KPG}, images", find=find_odd_formats
    ),
    Rule(
        code="shop-cover",
        gates=_ALL,
        source=f"{_KPG}, cover image; {_KOBO_GUIDE}, covers",
        find=find_bad_covers,
    ),
    Rule(code="shop-cover", gates=(_KINDLE,), source=f"{_KPG}, cover image", find=find_second_covers),
    Rule(code="shop-size", gates=(_KOBO,), source=f"{_KOBO_GUIDE}, file sizes", find=find_long_texts),
    Rule(
        code="shop-size",
        gates=(_KINDLE,),
        source="KDP help, eBook file size",
        find=partial(find_large_file, most=_KINDLE_BYTES),
    ),
    Rule(
        code="shop-size",
        gates=(_GOOGLE, _APPLE),
        source="Google Play Books help, EPUB files",
        find=partial(find_large_file, most=_GOOGLE_BYTES),
    ),
    Rule(code="shop-navigation", gates=(_KINDLE,), source=f"{_KPG}, navigation", find=find_missing_ncx),
    Rule(code="shop-navigation", gates=(_KINDLE,), source=f"{_KPG}, navigation", find=find_deep_ncx),
    Rule(
        code="shop-metadata",
        gates=_ALL,
        source="Google Play Books help, EPUB files; EPUB 3.3, 5.5",
        find=find_missing_metadata,
    ),
    Rule(
        code="shop-styles",
        gates=(_APPLE, _KINDLE),
        source=f"{_KPG}, text; {_ASSETS}, themes",
        find=find_fixed_styles,
    ),
    Rule(
        code="shop-notes",
        gates=(_APPLE, _KINDLE, _KOBO),
        source=f"{_ASSETS}, footnotes; {_KPG}, footnotes",
        find=find_bad_notes,
    ),
)
