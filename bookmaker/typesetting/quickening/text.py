"""Lines of text: what Pango is told of a style, once for a style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout, strut

from bookmaker.typesetting.quickening.patch import Patch

_own_setup = Layout.setup
# All that a kit is made of.
_TOLD = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps",
    "font_variation_settings", "font_kerning", "font_variant_ligatures", "font_variant_position",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_language_override", "lang", "direction", "text_decoration_line",
)  # fmt: skip
_NO_LINES: tuple[float | None, ...] = (None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class _Kit:
    """What a style says to Pango. `lines` are the places of decorations, as `Layout` names them."""

    context: Any
    language: Any
    description: Any
    features: bytes
    lines: tuple[float | None, ...]


def _kit_of(style: Any) -> _Kit:
    kept = style.__dict__.get("text_kit")
    if kept is None:
        kits = style.font_config.__dict__.setdefault("kits", {})
        key = repr([style[name] for name in _TOLD])
        if key not in kits:
            kits[key] = _make_kit(style)
        kept = style.__dict__["text_kit"] = kits[key]
    return kept  # type: ignore[no-any-return]


def _make_kit(style: Any) -> _Kit:
    context, language = _context(style)
    description = get_font_description(style)
    features = font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    lines = _NO_LINES
    if style["text_decoration_line"] != "none":
        lines = _measure_lines(context, description, language)
    return _Kit(context, language, description, _to_bytes(features), lines)


def _to_bytes(features: dict[str, Any]) -> bytes:
    return ",".join(f"{key} {value}" for key, value in features.items()).encode()


def _context(style: Any) -> tuple[Any, Any]:
    """One context for all styles of a language and direction; layouts do not change it."""
    override = style["font_language_override"]
    language = LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
    contexts = style.font_config.__dict__.setdefault("contexts", {})
    key = language, style["direction"]
    if key not in contexts:
        contexts[key] = _make_context(style, language)
    return contexts[key]  # type: ignore[no-any-return]


def _make_context(style: Any, name: str | None) -> tuple[Any, Any]:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if not name:
        return context, pango.pango_language_get_default()
    pointer, _kept_alive = unicode_to_char_p(name)
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    return context, language


def _measure_lines(context: Any, description: Any, language: Any) -> tuple[float, ...]:
    metrics = ffi.gc(
        pango.pango_context_get_metrics(context, description, language), pango.pango_font_metrics_unref
    )
    return (
        FROM_UNITS * pango.pango_font_metrics_get_ascent(metrics),
        FROM_UNITS * pango.pango_font_metrics_get_underline_position(metrics),
        FROM_UNITS * pango.pango_font_metrics_get_strikethrough_position(metrics),
        FROM_UNITS * pango.pango_font_metrics_get_underline_thickness(metrics),
        FROM_UNITS * pango.pango_font_metrics_get_strikethrough_thickness(metrics),
    )


def _setup(self: Any, style: Any) -> None:
    """Make a Pango layout from what is known of the style. A tenth of the layout."""
    kit = _kit_of(style)
    self.style = style
    self.first_line_direction = 0
    self.language = kit.language
    self.ascent, self.underline_position, self.strikethrough_position, *thicknesses = kit.lines
    self.underline_thickness, self.strikethrough_thickness = thicknesses
    layout = self.layout = ffi.gc(pango.pango_layout_new(kit.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, kit.description)
    if kit.features:
        known = style.font_config.font_features
        if kit.features not in known:
            known[kit.features] = pango.pango_attr_font_features_new(kit.features)
        # The list is never freed: it would free the attribute, which others share.
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, known[kit.features])
        pango.pango_layout_set_attributes(layout, attributes)


def _strut(style: Any) -> tuple[float, float]:
    """The height of a line without text, asked for at least once a line and always the same for a style."""
    kept = style.__dict__.get("strut")
    if kept is None:
        kept = style.__dict__["strut"] = strut(style)
    return kept  # type: ignore[no-any-return]


PATCHES = (
    Patch(_own_setup, _setup, Layout),
    Patch(strut, _strut),
)
