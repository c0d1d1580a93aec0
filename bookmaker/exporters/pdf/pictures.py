"""Prepared pictures as PDF image objects, without decoding a pixel.

Source: ISO 32000-1, 7.4.8 (DCTDecode), 7.4.4.4 (PNG predictors), 8.6.6.3 (Indexed colour spaces).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.artwork import ASSET_KEY
from bookmaker.exporters.pdf.writing import PdfWriter, reference
from bookmaker.model import PreparedImage

_IHDR = struct.Struct(">IIBBBBB")
_PALETTE = 3
_GREY = 0


class Pictures:
    """The pictures of the file being written: one object for each, however often it is used."""

    def __init__(
        self, writer: PdfWriter, images: Mapping[str, PreparedImage], read: Callable[[PreparedImage], bytes]
    ):
        self._writer = writer
        self._images = images
        self._read = read
        self._numbers: dict[str, int] = {}

    def insert(self, resources: pikepdf.Object) -> None:
        """Put a section's pictures in the place of their stand-ins."""
        x_objects = resources.get(Name.XObject)
        if x_objects is None:
            return
        # Sorted, because pikepdf gives a set.
        for name in sorted(x_objects.keys()):
            asset = x_objects[name].get(f"/{ASSET_KEY}")
            if asset is not None:
                x_objects[name] = reference(self._number(str(asset)[1:]))

    def _number(self, key: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = self._writer.allocate()
            dictionary, data = _image_stream(self._images[key], self._read(self._images[key]))
            self._writer.write_stream(self._numbers[key], dictionary.unparse(), data)
        return self._numbers[key]


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
