"""Which layout engine this is."""

from __future__ import annotations

from weasyprint.text.ffi import pango


def engine_version() -> str:
    """The version of Pango, which shapes and breaks lines."""
    number = pango.pango_version()
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
