"""Faster forms of some functions of WeasyPrint 70.

They take the place of its own where pages are laid out and drawn. The pages stay the same, which
`tests/unit/test_quickening.py` checks by doing without them; nothing here decides how a page looks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from bookmaker.typesetting.quickening.patch import Patch


@cache
def patches() -> tuple[Patch, ...]:
    """All replacements. WeasyPrint is loaded here, at the first call."""
    from bookmaker.typesetting.quickening import boxes, declarations, files, glyphs, styles, text

    modules = (declarations, files, styles, boxes, text, glyphs)
    return tuple(patch for module in modules for patch in module.PATCHES)


def quicken() -> None:
    """Put the faster forms in place, for the life of the process."""
    for patch in patches():
        patch.apply(_modules())


@contextmanager
def unquickened() -> Iterator[None]:
    """WeasyPrint as it is, for comparison."""
    for patch in patches():
        patch.undo(_modules())
    try:
        yield
    finally:
        quicken()


def _modules() -> list[object]:
    return [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "weasyprint"]
