"""Long chapters become several files: small devices read a whole file at once.

Source: Kobo EPUB guidelines and the FAQ of Adobe's RMSDK readers: files of text stay below some 250 kB.
"""

from __future__ import annotations

from bisect import bisect_right

from bookmaker.exporters.epub.tags import iterate_tags

#: The rest, up to 250,000 bytes, is for the head of the file and for addresses that get longer.
LARGEST_BYTES = 225_000


def split_chapter(xhtml: str) -> tuple[str, ...]:
    """Cut a chapter before headings, the highest that are near enough, or else before other blocks.

    What cannot be cut, one table for instance, stays as long as it is.
    """
    size = len(xhtml.encode())
    if size <= LARGEST_BYTES:
        return (xhtml,)
    # Characters, as an even share of the bytes; scripts mix, so a tenth is kept back.
    most = int(LARGEST_BYTES * 0.9 * len(xhtml) / size)
    pieces, start = [], 0
    ranks = _places(xhtml)
    positions = [position for position, _ in ranks]
    while len(xhtml) - start > most:
        near = ranks[bisect_right(positions, start) : bisect_right(positions, start + most)]
        later = ranks[bisect_right(positions, start + most) :][:1]
        # The last half of what would fit: a file of two paragraphs helps nobody.
        good = [place for place in near if place[0] > start + most // 2] or near or later
        if not good:
            break
        rank = min(rank for _, rank in good)
        end = max(position for position, its in good if its == rank)
        pieces.append(xhtml[start:end])
        start = end
    return (*pieces, xhtml[start:])


def _places(xhtml: str) -> list[tuple[int, int]]:
    """Where the outermost elements begin, and how good a place that is: the level of a heading, else 9."""
    places = []
    for tag in iterate_tags(xhtml):
        if tag.depth == 0 and tag.kind != "end" and tag.start:
            is_heading = len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1].isdigit()
            opens_post = tag.name == "header"
            places.append((tag.start, int(tag.name[1]) if is_heading else 2 if opens_post else 9))
    return places
