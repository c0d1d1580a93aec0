"""Source files whose compressed pixels are good as they are, without what else is in them."""

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
# Markers of JPEG. Source: ITU-T T.81, table B.1.
_START, _END, _SCAN, _BASELINE = b"\xff\xd8", b"\xff\xd9", 0xDA, 0xC0
_OTHER_FRAMES = frozenset(range(0xC1, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEEDED = frozenset({0xC4, 0xDB, 0xDD})
_JFIF, _ADOBE = 0xE0, 0xEE
#: Without a small picture in it, which may show what was cut away.
_JFIF_LENGTH = 16
_MARKER = struct.Struct(">BBH")


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


def plain_jpeg(data: bytes) -> bytes | None:
    """Leave nothing in a JPEG file but its pixels; None where they are not as all take them.

    That is, where they are progressive, of other colours than grey and YCbCr, or of more than one scan.
    It is not looked whether they are all there.
    Source: ITU-T T.81, annex B; JFIF 1.02; Adobe technical note 5116, section 18, which marks other colours.
    """
    parts, position, frames = [_START], len(_START), 0
    while position + _MARKER.size <= len(data):
        mark, kind, length = _MARKER.unpack_from(data, position)
        segment = data[position : position + 2 + length]
        if mark != 0xFF or length < 2 or kind in _OTHER_FRAMES or kind == _ADOBE:
            return None
        if kind == _SCAN:
            end = data.find(_END, position)
            # Between two scans there are tables, and so there is another marker than of restarts.
            pixels = data[position : end + 2]
            is_whole = end > 0 and frames == 1 and pixels.count(b"\xff\xda") == 1
            return b"".join((*parts, pixels)) if is_whole else None
        if kind == _BASELINE:
            frames += 1
            if _components(segment) not in ([1], [0, 1, 2], [1, 2, 3]):
                return None
        is_jfif = kind == _JFIF and length == _JFIF_LENGTH
        if is_jfif or kind in _NEEDED or kind == _BASELINE:
            parts.append(segment)
        position += len(segment)
    return None


def _components(frame: bytes) -> list[int]:
    """The names of a frame's components: numbers of YCbCr, letters of anything else."""
    return list(frame[10::3])


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    while position + 12 <= len(data):
        (length,) = _LENGTH.unpack_from(data, position)
        yield data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += 12 + length


def _pack(name: bytes, content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + name + content + _LENGTH.pack(zlib.crc32(name + content))
