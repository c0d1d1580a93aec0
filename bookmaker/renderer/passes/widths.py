"""How wide an author wants a picture, in steps that a column of any width can follow."""

from __future__ import annotations

import re

from bookmaker.renderer.xhtml import Element

_STEPS = (10, 25, 33, 50, 66, 75, 100)
#: Width of the column that authors have in mind when they write pixels.
_COLUMN_PX = 640
_PX_PER_UNIT = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0}
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)\s*(%|[a-z]*)", re.IGNORECASE)
_STYLE = re.compile(r"(?:^|;)\s*(?:max-)?width\s*:\s*([^;]+)", re.IGNORECASE)
_CLASS = re.compile(r"(?:w|width|img)-(\d{2,3})(?:p|pc|percent)?")
_LINE_PX = 32


def width_class(element: Element, classes: list[str], style: str) -> str:
    """The class for the width that an element asks for: `w-50`, `icon`, or nothing."""
    styled = _STYLE.search(style)
    named = next((found for name in classes if (found := _CLASS.fullmatch(name))), None)
    if named:
        return _percent_class(float(named[1]))
    wanted = styled[1] if styled else element.get("width", "") if element.tag == "img" else ""
    height = element.get("height", "") if element.tag == "img" else ""
    if _is_line_high(wanted) or (not wanted and _is_line_high(height)):
        return "icon"
    return _length_class(wanted.strip())


def _length_class(length: str) -> str:
    found = _LENGTH.fullmatch(length)
    if found is None:
        return ""
    number, unit = float(found[1]), found[2].lower()
    if unit in ("%", "vw"):
        return _percent_class(number)
    percent = number * _PX_PER_UNIT.get(unit, 0) / _COLUMN_PX * 100
    # A picture as wide as the column is no wish: pages of the web name the width of all their pictures.
    return _percent_class(percent) if 0 < percent < 90 else ""


def _percent_class(percent: float) -> str:
    if percent <= 0:
        return ""
    return f"w-{min(_STEPS, key=lambda step: abs(step - percent))}"


def _is_line_high(length: str) -> bool:
    """Whether a picture is as small as a letter, and so part of its line."""
    found = _LENGTH.fullmatch(length.strip())
    if found is None or found[2].lower() not in _PX_PER_UNIT:
        return False
    return 0 < float(found[1]) * _PX_PER_UNIT[found[2].lower()] <= _LINE_PX
