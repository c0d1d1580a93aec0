"""Computed styles: most properties of most elements are inherited or initial, and need no computing."""

from __future__ import annotations

from typing import Any

from weasyprint.css import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    PHYSICAL_FUNCTIONS,
    ComputedStyle,
)

from bookmaker.typesetting.quickening.patch import Patch

# These depend on more than the value, or are noted as specified too.
_SPECIAL = frozenset({"page", "position", "float", "display"})
_own_missing = ComputedStyle.__missing__


def _is_plain(key: str) -> bool:
    return not (key in _SPECIAL or key.startswith(("text_decoration_", "__")))


def _logical_keys(key: str) -> tuple[str, ...]:
    """The logical properties that can set a physical one, in either direction of writing."""
    function = PHYSICAL_FUNCTIONS.get(key)
    return tuple(function(block="ttb", inline=way) for way in ("ltr", "rtl")) if function else ()


_INHERITED = {key: _logical_keys(key) for key in INHERITED if _is_plain(key)}
_INITIAL = {
    key: (value, _logical_keys(key))
    for key, value in INITIAL_VALUES.items()
    if _is_plain(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED
}
# Computed values of these types hold no mathematical function that is still to be resolved.
_SIMPLE = (str, int, float, type(None))


def _missing(self: Any, key: str) -> Any:
    """Take what the cascade does not set from the parent or the initial values. A tenth of the layout."""
    cascaded = self.cascaded
    if key not in cascaded:
        initial = _INITIAL.get(key)
        if initial is not None:
            if not any(logical in cascaded for logical in initial[1]):
                value = self[key] = initial[0]
                return value
        elif key in _INHERITED and self.parent_style is not None:
            value = self.parent_style[key]
            if isinstance(value, _SIMPLE) and not any(name in cascaded for name in _INHERITED[key]):
                self[key] = value
                return value
    return _own_missing(self, key)


PATCHES = (Patch(_own_missing, _missing, ComputedStyle),)
