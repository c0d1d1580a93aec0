"""Files of fonts: copied out of Pango once in a process, not once for each section that is drawn."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from bookmaker.typesetting.quickening.patch import Patch

#: Faces of Pango's fonts by address. They are held, so that no other face can get the address of one.
_faces: dict[int, Any] = {}
_files: dict[int, bytes] = {}


def _find_face(pango_font: Any) -> Any:
    face = get_pango_font_hb_face(pango_font)
    return _faces.setdefault(_address(face), face)


def _read_data(hb_object: Any, ot_color: str | None = None, glyph: int | None = None) -> Any:
    address = _address(hb_object)
    if ot_color or address not in _faces:
        return get_hb_object_data(hb_object, ot_color, glyph)
    if address not in _files:
        _files[address] = get_hb_object_data(hb_object)
    return _files[address]


def _address(hb_object: Any) -> int:
    return int(ffi.cast("uintptr_t", hb_object))


PATCHES = (Patch(get_pango_font_hb_face, _find_face), Patch(get_hb_object_data, _read_data))
