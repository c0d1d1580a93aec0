"""What of an author's classes and styles carries meaning: sides, widths, notices, direction of writing.

In: the classes, inline styles and `width`, `align` attributes of a post, whether raw HTML or attribute
lists gave them. Out: the program's own classes, which its style sheets know. All other styles go here, and
so do names that the author shares with us by accident; classes that mean nothing go in `finish`.
"""

from __future__ import annotations

import re

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.widths import width_class
from bookmaker.renderer.surgery import add_class, has_only
from bookmaker.renderer.xhtml import Element

_SIDE = re.compile(r"(?:(text|align|float|pull|image|img)[-_]?)?(left|right|center|centre|centered)")
_FLOATED = ("float", "pull", "image", "img")
_NOTICE = re.compile(
    r"(?:notice|note|warning|info|tip|hint|important|caution|danger|alert|admonition|callout)(?:[-_]+\w+)*"
)
_OURS = re.compile(
    r"(?:align|float|chars)-.*|w-\d+|box|done|card|embed|kind|note|notice|caption|picture|missing|icon|wide|tall|task"
    r"|line|long|unbroken|[kscmnp]|gd|gi"
)
_NOTICE_ELEMENTS = frozenset({"p", "div", "blockquote", "aside", "section", "article"})
_STYLE_SIDE = re.compile(r"(?:^|;)\s*(text-align|float)\s*:\s*(left|right|center)", re.IGNORECASE)
# `align` on these moves the thing, not the text in it.
_NOT_ALIGNED = frozenset({"table", "hr", "iframe", "object", "embed", "img", "figure"})


def keep_appearance(passage: Passage) -> None:
    """Turn the author's classes and styles into ours."""
    for element in list(passage.root.iter()):
        classes = element.attrib.pop("class", "").split()
        style = element.attrib.pop("style", "")
        for name in classes:
            if not _OURS.fullmatch(name) and not _SIDE.fullmatch(name):
                add_class(element, name)
        if element.tag in _NOTICE_ELEMENTS and any(_NOTICE.fullmatch(name) for name in classes):
            add_class(element, "notice")
        _keep_direction(element, classes)
        _keep_side(element, classes, style)
        _keep_width(element, classes, style)


def _keep_direction(element: Element, classes: list[str]) -> None:
    for direction in ("ltr", "rtl"):
        if direction in classes and "dir" not in element.attrib:
            element.set("dir", direction)


def _keep_side(element: Element, classes: list[str], style: str) -> None:
    """Pictures go to a side of the page, with text around them; text goes to a side of its column."""
    kind, side = _side(element, classes, style)
    picture = _picture_of(element)
    if picture is not None and side in ("left", "right") and kind != "text":
        add_class(picture, f"float-{side}")
    elif side and kind not in _FLOATED and (kind == "text" or element.tag not in _NOT_ALIGNED):
        add_class(element, f"align-{side}")


def _side(element: Element, classes: list[str], style: str) -> tuple[str, str]:
    """What is to be moved, as far as that is said, and whereto. Order: style, classes, old attribute."""
    side = element.attrib.pop("align", "").lower()
    kind = ""
    for name in classes:
        found = _SIDE.fullmatch(name)
        if found:
            kind, side = found[1] or "", found[2]
    styled = {found[1].lower(): found[2].lower() for found in _STYLE_SIDE.finditer(style)}
    if "text-align" in styled:
        kind, side = "text", styled["text-align"]
    if styled.get("float") in ("left", "right"):
        kind, side = "float", styled["float"]
    side = "center" if side.startswith("cent") else side
    return kind, side if side in ("left", "right", "center") else ""


def _picture_of(element: Element) -> Element | None:
    """The picture that an element is, or that it holds and nothing else."""
    inner: Element | None = element
    while inner is not None:
        if inner.tag in ("img", "figure"):
            return inner
        inner = has_only(inner) if inner.tag in ("p", "div", "a", "span") else None
    return None


def _keep_width(element: Element, classes: list[str], style: str) -> None:
    picture = _picture_of(element)
    name = width_class(element, classes, style)
    if picture is None or not name or "w-" in picture.get("class", ""):
        return
    if name == "icon":
        picture.set("class", "icon")
    else:
        add_class(picture, name)
