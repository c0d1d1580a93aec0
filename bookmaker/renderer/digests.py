"""The name of a picture: a hash of its bytes. Apart from `pictures`, so that asking loads no Pillow."""

from __future__ import annotations

import hashlib


def picture_key(data: bytes) -> str:
    """The key of the asset with these bytes."""
    return f"img-{hashlib.blake2b(data, digest_size=12, person=b'bookmaker-image').hexdigest()}"
