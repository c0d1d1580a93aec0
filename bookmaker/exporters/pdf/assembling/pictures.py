"""Prepared pictures as PDF image objects, without decoding a pixel.

Source: ISO 32000-1, 7.4.8 (DCTDecode), 7.4.4.4 (PNG predictors), 8.6.6.3 (Indexed colour spaces).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.artwork import ASSET_KEY
from bookmaker.exporters.pdf.assembling.copying import reference
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.model import PreparedImage

_IHDR = struct.Struct(">IIBBBBB")
#: Asks the book: what kind of thing, and about which.
Ask = Callable[[str, str], Any]
_PALETTE = 3
_GREY = 0


class Pictures:
    """The pictures of the file being written: one object for each, however often it is used.

    `numbers` are the objects of those that are written already, by key.
    """

    def __init__(self, images: Mapping[str, PreparedImage], read: Callable[[PreparedImage], bytes]):
        self.numbers: dict[str, int] = {}
        self._images = images
        self._read = read
        self._at_hand: dict[str, bytes] = {}
        """Streams of those that are just being written."""

    def insert(self, resources: pikepdf.Object, objects: Objects, ask: Ask) -> dict[str, int]:
        """Put a section's pictures in the place of their stand-ins. Returns those that are new, by key."""
        new: dict[str, int] = {}
        x_objects = resources.get(Name.XObject)
        if x_objects is None:
            return new
        # Sorted, because pikepdf gives a set.
        for name in sorted(x_objects.keys()):
            asset = x_objects[name].get(f"/{ASSET_KEY}")
            if asset is not None:
                key = str(asset)[1:]
                number = new.get(key) or ask("picture", key)
                if number is None:
                    number = new[key] = self._write(key, objects, ask)
                x_objects[name] = reference(number)
        return new

    def identify(self, key: str) -> str:
        """What tells a picture's bytes from those that it had before."""
        return self._images[key].cache_key

    def read_stream(self, key: str) -> bytes:
        """The bytes of a picture's object."""
        return self._at_hand.pop(key, b"") or _image_stream(self._images[key], self._load(key))[1]

    def _write(self, key: str, objects: Objects, ask: Ask) -> int:
        ask("image", key)
        number = objects.allocate()
        dictionary, self._at_hand[key] = _image_stream(self._images[key], self._load(key))
        objects.write_picture(number, dictionary.unparse(), key, len(self._at_hand[key]))
        return number

    def _load(self, key: str) -> bytes:
        return self._read(self._images[key])


def _image_stream(image: PreparedImage, data: bytes) -> tuple[Dictionary, bytes]:
    if image.media_type == "image/jpeg":
        dictionary = Dictionary(
            Filter=Name.DCTDecode,
            ColorSpace=Name.DeviceGray if image.is_grey else Name.DeviceRGB,
            BitsPerComponent=8,
        )
    else:
        dictionary, data = _png_stream(data)
    dictionary.Type, dictionary.Subtype = Name.XObject, Name.Image
    dictionary.Width, dictionary.Height = image.width_px, image.height_px
    dictionary.Length = len(data)
    return dictionary, data


def _png_stream(data: bytes) -> tuple[Dictionary, bytes]:
    """An opaque PNG's compressed rows as they are: PDF knows its filters as predictors."""
    chunks = _png_chunks(data)
    width, _, depth, colour, *_ = _IHDR.unpack(chunks[b"IHDR"])
    predictors = Dictionary(
        Predictor=15,
        Columns=width,
        BitsPerComponent=depth,
        Colors=1 if colour in (_GREY, _PALETTE) else 3,
    )
    dictionary = Dictionary(Filter=Name.FlateDecode, DecodeParms=predictors, BitsPerComponent=depth)
    if colour == _PALETTE:
        palette = chunks[b"PLTE"]
        last = len(palette) // 3 - 1
        dictionary.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, last, pikepdf.String(palette)])
    else:
        dictionary.ColorSpace = Name.DeviceGray if colour == _GREY else Name.DeviceRGB
    return dictionary, chunks[b"IDAT"]


def _png_chunks(data: bytes) -> dict[bytes, bytes]:
    """Chunks by type; those of one type are joined. Source: PNG specification, 5.3."""
    chunks: dict[bytes, list[bytes]] = {}
    position = 8
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        chunks.setdefault(kind, []).append(data[position + 8 : position + 8 + length])
        position += 12 + length
    return {kind: b"".join(parts) for kind, parts in chunks.items()}
