"""Prepared pictures as PDF image objects, without decoding a pixel.

Source: ISO 32000-1, 7.4.8 (DCTDecode), 7.4.4.4 (PNG predictors), 8.6.6.3 (Indexed colour spaces).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.model import ASSET_KEY, PreparedImage

_IHDR = struct.Struct(">IIBBBBB")
_PALETTE = 3
_GREY = 0


def insert_pictures(
    pdf: pikepdf.Pdf,
    resources: pikepdf.Object,
    images: Mapping[str, PreparedImage],
    read: Callable[[PreparedImage], bytes],
    placed: dict[str, pikepdf.Object],
) -> None:
    """Put the pictures in the place of their stand-ins. `placed` keeps one object a picture for the book."""
    x_objects = resources.get(Name.XObject)
    if x_objects is None:
        return
    for name in list(x_objects.keys()):
        asset = x_objects[name].get(f"/{ASSET_KEY}")
        if asset is None:
            continue
        key = str(asset)[1:]
        if key not in placed:
            placed[key] = _image_object(pdf, images[key], read(images[key]))
        x_objects[name] = placed[key]


def _image_object(pdf: pikepdf.Pdf, image: PreparedImage, data: bytes) -> pikepdf.Object:
    if image.media_type == "image/jpeg":
        stream = pikepdf.Stream(pdf, data)
        stream.Filter = Name.DCTDecode
        stream.ColorSpace = Name.DeviceGray if image.is_grey else Name.DeviceRGB
        stream.BitsPerComponent = 8
    else:
        stream = _png_stream(pdf, data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.width_px, image.height_px
    return pdf.make_indirect(stream)


def _png_stream(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    """An opaque PNG's compressed rows as they are: PDF knows its filters as predictors."""
    chunks = _png_chunks(data)
    width, _, depth, colour, *_ = _IHDR.unpack(chunks[b"IHDR"])
    stream = pikepdf.Stream(pdf, chunks[b"IDAT"])
    stream.Filter = Name.FlateDecode
    stream.DecodeParms = Dictionary(
        Predictor=15,
        Columns=width,
        BitsPerComponent=depth,
        Colors=1 if colour in (_GREY, _PALETTE) else 3,
    )
    stream.BitsPerComponent = depth
    if colour == _PALETTE:
        palette = chunks[b"PLTE"]
        stream.ColorSpace = Array(
            [Name.Indexed, Name.DeviceRGB, len(palette) // 3 - 1, pikepdf.String(palette)]
        )
    else:
        stream.ColorSpace = Name.DeviceGray if colour == _GREY else Name.DeviceRGB
    return stream


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
