"""Source files whose compressed pixels are good as they are."""

from __future__ import annotations

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_IHDR = struct.Struct(">IIBBBBB")
_LENGTH = struct.Struct(">I")
_GREY, _RGB, _INDEXED = 0, 2, 3
#: Kinds of pixels. Source: PNG specification, 11.2.2.
ONE_SAMPLE = frozenset({_GREY, _INDEXED})
OPAQUE = ONE_SAMPLE | {_RGB}
_MOST_BITS = 8


def plain_png(data: bytes, kinds: frozenset[int]) -> bytes | None:
    """Leave nothing in a PNG file but its pixels, if they are of these kinds, and as all take them.

    That is, not interlaced, not transparent, not of 16 bits. The file has been decoded before.
    Source: PNG specification, 5.3 and 11.
    """
    if not data.startswith(_PNG):
        return None
    chunks: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for name, content in _chunks(data):
        chunks[name].append(content)
    header, pixels = chunks[b"IHDR"][0], b"".join(chunks[b"IDAT"])
    _, _, depth, kind, _, _, interlaced = _IHDR.unpack(header)
    if interlaced or depth > _MOST_BITS or kind not in kinds or b"tRNS" in chunks:
        return None
    # A palette may also be there for a picture that does without, as a hint to poor screens.
    palette = chunks[b"PLTE"][:1] if kind == _INDEXED else []
    if kind == _INDEXED and not palette:
        return None
    return _PNG + b"".join(
        (
            _pack(b"IHDR", header),
            *(_pack(b"PLTE", colours) for colours in palette),
            _pack(b"IDAT", pixels),
            _pack(b"IEND", b""),
        )
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    while position + 12 <= len(data):
        (length,) = _LENGTH.unpack_from(data, position)
        yield data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += 12 + length


def _pack(name: bytes, content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + name + content + _LENGTH.pack(zlib.crc32(name + content))
