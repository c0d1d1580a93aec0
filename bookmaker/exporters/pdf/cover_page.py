"""The design of a cover: the author's own picture, or title, years and tags with photographs of the posts.

A theme's style sheet places the pieces; how many photographs it wants is its `--cover-pictures`. A book
without any has its chapters as columns in their place.
"""

from __future__ import annotations

import colorsys
import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bookmaker.exporters.edition import RenderedBook
from bookmaker.exporters.pdf.front import make_job, years_of
from bookmaker.exporters.pdf.layout import LayoutJob
from bookmaker.exporters.pdf.stylesheets import Sheets
from bookmaker.model import Asset, Book
from bookmaker.templating import fill_template

_MOST_COLUMNS = 120
_MOST_TAGS = 3
#: Titles of more characters, with their subtitles, are set smaller and get more room.
_LENGTHS = (("longest", 90), ("long", 40))
#: Pictures that look like something on a cover. Units: pixels; height by width.
_LEAST_PX = 480
_FLATTEST, _STEEPEST = 0.45, 1.9
#: Where so many photographs stand in the theme's frame: left, top, width, height in hundredths.
_MOSAICS = {
    1: ((0, 0, 100, 100),),
    2: ((0, 0, 50, 100), (50, 0, 50, 100)),
    3: ((0, 0, 62, 100), (62, 0, 38, 50), (62, 50, 38, 50)),
    4: ((0, 0, 50, 50), (50, 0, 50, 50), (0, 50, 50, 50), (50, 50, 50, 50)),
    6: tuple((x, y, 33.34, 50) for y in (0, 50) for x in (0, 33.33, 66.66)),
}


def cover_job(rendered: RenderedBook, sheets: Sheets, fingerprint: str) -> LayoutJob:
    """The cover: one page, the same for the PDF and, as a picture, for the EPUB."""
    book, own = rendered.book, rendered.cover
    if own is not None:
        pictures = [own]
        body = fill_template("cover_picture.html.j2", key=own.key, title=book.title)
    else:
        pictures = choose_pictures(rendered, sheets.theme.count("--cover-pictures"))
        body = _design(rendered, pictures)
    job = make_job("cover", book, body, sheets.cover, fingerprint)
    return replace(job, images=tuple((p.key, p.width_px, p.height_px) for p in pictures))


def choose_pictures(rendered: RenderedBook, most: int) -> list[Asset]:
    """Photographs of the posts, else drawings: one of a chapter, from all over the book, in its order."""
    for media_type in ("image/jpeg", "image/png"):
        found = [_richest(document.assets, rendered, media_type) for document in rendered.documents]
        good = list({picture.key: picture for picture in found if picture}.values())
        count = max((n for n in _MOSAICS if n <= min(most, len(good))), default=0)
        if count == 1:
            return [picture for picture in [_richest(good, rendered, media_type)] if picture]
        if count:
            return [good[index * (len(good) - 1) // (count - 1)] for index in range(count)]
    return []


def _richest(assets: Sequence[Asset], rendered: RenderedBook, media_type: str) -> Asset | None:
    """The picture of a kind with the most to see. What is smaller as a JPEG is a photograph.

    A photograph of many bytes is no logo and no page of text.
    """
    candidates = [
        (rendered.images[asset.key].size_bytes, asset.key, asset)
        for asset in assets
        if asset.key in rendered.images
        and rendered.images[asset.key].media_type == media_type
        and min(asset.width_px, asset.height_px) >= _LEAST_PX
        and _FLATTEST <= asset.height_px / asset.width_px <= _STEEPEST
    ]
    return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _design(rendered: RenderedBook, pictures: list[Asset]) -> str:
    book, years = rendered.book, years_of(rendered.book)
    # The years stand by themselves.
    title = book.title.removesuffix(years).rstrip(" :,") or book.title
    cells = zip(pictures, _MOSAICS.get(len(pictures), ()), strict=True)
    return fill_template(
        "cover.html.j2",
        book=book,
        title=title,
        years=years,
        tags=book.tags[:_MOST_TAGS],
        colours=_colours(book),
        length=next((name for name, least in _LENGTHS if len(title) + len(book.subtitle) > least), ""),
        cells=[(picture.key, *cell) for picture, cell in cells],
        columns=[] if pictures else list(_skyline(rendered)),
    )


def _skyline(rendered: RenderedBook) -> Iterator[tuple[str, str, int]]:
    """The chapters as columns, as high as they are long: left, width and height in hundredths."""
    words = [max(document.words, 1) for document in rendered.documents]
    step = math.ceil(len(words) / _MOST_COLUMNS)
    groups = [sum(words[index : index + step]) for index in range(0, len(words), step)]
    pitch, largest = 100 / len(groups), max(groups)
    for index, count in enumerate(groups):
        # The root, so that one long chapter does not flatten all others.
        # In steps: a few words more leave the cover as it is, and it need not be drawn again.
        height = max(2, round(math.sqrt(count / largest) * 50) * 2)
        yield f"{(index + 0.12) * pitch:.2f}", f"{pitch * 0.76:.2f}", height


def _colours(book: Book) -> dict[str, str]:
    """Colours of the book's own, of one hue, so that the volumes of a series can be told apart."""
    value = hashlib.blake2b(book.identifier.encode(), digest_size=2).digest()
    hue = int.from_bytes(value, "big") / 65536
    shades = {"deep": (0.24, 0.38), "bright": (0.5, 0.4), "pale": (0.94, 0.35)}
    return {name: _hex(colorsys.hls_to_rgb(hue, *shade)) for name, shade in shades.items()}


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
