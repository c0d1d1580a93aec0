"""Computed styles: most properties of most elements are inherited or initial, and need no computing."""

from __future__ import annotations

from typing import Any

from weasyprint.css import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    PHYSICAL_FUNCTIONS,
    AnonymousStyle,
    ComputedStyle,
    StyleFor,
)

from bookmaker.typesetting.quickening.patch import Patch

# These depend on more than the value, or are noted as specified too.
_SPECIAL = frozenset({"page", "position", "float", "display"})
_own_missing = ComputedStyle.__missing__
_own_fill_anonymous = AnonymousStyle.__init__
_own_set_computed_styles = StyleFor.set_computed_styles
# Pseudo-elements that few elements have, and places of a page that are there without content.
_RARE = frozenset({"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
# Of these WeasyPrint puts all that is set over the styles of boxes.
_PARTS = frozenset({"first-line", "first-letter"})
_AREAS = frozenset({"@footnote", "@note-area"})


def _is_plain(key: str) -> bool:
    return not (key in _SPECIAL or key.startswith(("text_decoration_", "__")))


def _logical_keys(key: str) -> tuple[str, ...]:
    """The logical properties that can set a physical one, in either direction of writing."""
    function = PHYSICAL_FUNCTIONS.get(key)
    return tuple(function(block="ttb", inline=way) for way in ("ltr", "rtl")) if function else ()


_INHERITED = {key: _logical_keys(key) for key in INHERITED if _is_plain(key)}
_INITIAL = {
    key: value
    for key, value in INITIAL_VALUES.items()
    if _is_plain(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED
}
# Keywords, which do not wait for the size of a page, as lengths may.
_LENGTHS = ("size", "height", "spacing", "indent", "offset", "width", "zone")
_KEYWORDS = tuple(
    key for key in _INHERITED if isinstance(INITIAL_VALUES[key], str) and not key.endswith(_LENGTHS)
)
#: By the property that sets them: properties that are not the initial or inherited ones then.
_SET_BY: dict[str, list[str]] = {}
for _key in (*_INITIAL, *_KEYWORDS):
    for _name in (_key, *_logical_keys(_key)):
        _SET_BY.setdefault(_name, []).append(_key)
# Computed values of these types hold no mathematical function that is still to be resolved.
_SIMPLE = (str, int, float, type(None))


def _missing(self: Any, key: str) -> Any:
    """Take what the cascade does not set from the parent."""
    if key in _INHERITED and key not in self.cascaded and self.parent_style is not None:
        value = self.parent_style[key]
        if isinstance(value, _SIMPLE) and not any(name in self.cascaded for name in _INHERITED[key]):
            self[key] = value
            return value
    return _own_missing(self, key)


def _set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, *rest: Any, **named: Any
) -> None:
    """Compute no styles that nobody will ask for: WeasyPrint's own style sheet has some for every element and
    page, seven times as many as there are elements."""
    if pseudo_type is not None and not _is_wanted(self, element, parent, pseudo_type):
        return
    _own_set_computed_styles(self, element, parent, root, pseudo_type, *rest, **named)
    if pseudo_type not in _PARTS:
        _fill(self.get_computed_styles()[element, pseudo_type])


def _fill(style: Any) -> None:
    """Set what the cascade does not: most properties of most elements are initial or the parent's."""
    known = dict(style)
    style.update(_INITIAL)
    if style.parent_style is not None:
        style.update(_handed_down(style.parent_style))
    for key in style.cascaded:
        for physical in _SET_BY.get(key, ()):
            style.pop(physical, None)
    style.update(known)


def _fill_anonymous(self: Any, parent_style: Any) -> None:
    self.update(_INITIAL)
    self.update(_handed_down(parent_style))
    _own_fill_anonymous(self, parent_style)


def _handed_down(style: Any) -> dict[str, Any]:
    """The keywords that children inherit."""
    kept = style.__dict__.get("handed_down")
    if kept is None:
        kept = style.__dict__["handed_down"] = {key: style[key] for key in _KEYWORDS}
    return kept  # type: ignore[no-any-return]


def _is_wanted(styles: Any, element: Any, parent: Any, pseudo_type: str) -> bool:
    """Source: WeasyPrint 70, `formatting_structure.build` and `layout.page.make_margin_boxes`."""
    if pseudo_type.startswith("@"):
        return pseudo_type in _AREAS or "content" in styles.get_cascaded_styles()[element, pseudo_type]
    if pseudo_type not in _RARE:
        return True
    style = styles.get_computed_styles()[parent, None]
    if pseudo_type == "marker":
        return "list-item" in style["display"]
    return style["float"] == "footnote" or not isinstance(style["position"], str)


PATCHES = (
    Patch(_own_missing, _missing, ComputedStyle),
    Patch(_own_fill_anonymous, _fill_anonymous, AnonymousStyle),
    Patch(_own_set_computed_styles, _set_computed_styles, StyleFor),
)
