"""What kind of picture bytes are, and how large: from the header, without decoding.

Source: PNG (ISO 15948), 11.2.2; JPEG (ITU T.81), B.2.2; GIF89a, 18.
"""

from __future__ import annotations

from dataclasses import dataclass

_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """A picture in a book. `kind` is `jpeg`, `png`, `gif`, `webp`, `svg` or empty; a size may be 0."""

    kind: str
    width_px: int
    height_px: int
    size_bytes: int
    checksum: int


def picture_facts(data: bytes, checksum: int) -> PictureFacts:
    """Read a header."""
    kind, width, height = _read(data)
    return PictureFacts(kind=kind, width_px=width, height_px=height, size_bytes=len(data), checksum=checksum)


def _read(data: bytes) -> tuple[str, int, int]:
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return "png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"\xff\xd8"):
        return ("jpeg", *_jpeg_size(data))
    if data.startswith(b"GIF8") and len(data) >= 10:
        return "gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp", 0, 0
    return ("svg" if b"<svg" in data[:1000] else ""), 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments up to the frame's."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = data[place + 5 : place + 7], data[place + 7 : place + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0, 0
