"""The texts of markup, between its tags."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def change_texts(xhtml: str, change: Callable[[str], str], skipped: tuple[str, ...] = ()) -> str:
    """Put what `change` makes of each text in its place. Texts in elements called `skipped` stay."""
    return _parts(skipped).sub(
        lambda part: part[0] if part[0].startswith("<") else change(part[0]),
        xhtml,
    )


@cache
def _parts(skipped: tuple[str, ...]) -> re.Pattern[str]:
    elements = rf"<({'|'.join(skipped)})\b.*?</\1>|" if skipped else ""
    return re.compile(rf"{elements}<[^>]*>|[^<]+", re.DOTALL)
