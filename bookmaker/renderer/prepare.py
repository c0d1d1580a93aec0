"""Preparing one picture of a book, or finding it prepared: the task that workers run."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bookmaker.cache import Store, make_key
from bookmaker.model import Asset, PreparedImage
from bookmaker.renderer.pictures import RECIPE, PictureError, prepare_picture


def prepare_image(asset: Asset, store: Store) -> PreparedImage | str:
    """Prepare a picture into the store. A text, saying why, where its bytes cannot be decoded."""
    key = make_key("picture", RECIPE, asset.key)
    kept = store.read(f"{key}.json")
    if kept is not None and store.has(key):
        return msgspec.json.decode(kept, type=PreparedImage)
    try:
        picture = prepare_picture(Path(asset.path))
    except (PictureError, OSError) as error:
        return str(error)
    image = PreparedImage(
        key=asset.key,
        media_type=picture.media_type,
        cache_key=key,
        is_grey=picture.is_grey,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=len(picture.data),
    )
    store.write(key, picture.data)
    store.write(f"{key}.json", msgspec.json.encode(image))
    return image
