"""What an element of the markup is in a tagged PDF.

In: an element, and what it stands in. Out: its standard structure types. Source: ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Types that hold other elements and no words of their own.
GROUPS = frozenset("Sect Div BlockQuote TOC L Table THead TBody TFoot TR".split())
#: Types that stand in a paragraph.
INLINE = frozenset("Span Link Reference Quote Code".split())
_SCOPES = {"row": "Row", "col": "Column", "rowgroup": "Row", "colgroup": "Column"}
_KINDS: dict[str, tuple[str, ...]] = {
    **{f"h{level}": (f"H{level}",) for level in range(1, 7)},
    "p": ("P",), "summary": ("P",), "pre": ("P",), "blockquote": ("BlockQuote",), "section": ("Sect",),
    "figure": ("Div",), "figcaption": ("Caption",), "code": ("Code",), "q": ("Quote",),
    "ul": ("L",), "ol": ("L",), "dl": ("L",), "li": ("LI", "LBody"), "dt": ("Lbl",), "dd": ("LBody",),
    "table": ("Table",), "caption": ("Caption",), "thead": ("THead",), "tbody": ("TBody",),
    "tfoot": ("TFoot",), "tr": ("TR",), "th": ("TH",), "td": ("TD",), "nav": ("Sect",),
}  # fmt: skip
_ITEM = ("TOCI", "Reference")
_CONTENTS: dict[str, tuple[str, ...]] = {
    "ol": ("TOC",), "ul": ("TOC",), "table": ("TOC",), "li": _ITEM, "tr": _ITEM,
    "thead": (), "tbody": (), "td": (), "th": (),
}  # fmt: skip
_LINKS = {"doc-noteref": ("Reference", "Link"), "doc-backlink": ("Lbl", "Link")}
_NOTES: dict[str, tuple[str, ...]] = {"ol": (), "li": ("Note",)}
_NUMBERINGS = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
#: What a formula's further pieces say: its first piece has said it all.
GOES_ON = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """The types of an element, the outer first; none where it only groups or colours what is in it."""

    kinds: tuple[str, ...] = ()
    alt: str = ""
    expansion: str = ""
    id: str = ""
    scope: str = ""
    numbering: str = ""
    spans: tuple[int, int] = (1, 1)
    words: str = ""
    """What a link says, for who cannot see what it is made of."""
    context: str = ""
    """What decides about the elements in it: `contents`, `notes` or `text`."""


def role_of(element: Any, context: str) -> Role | None:
    """What an element is, in a context that `Role` gave; None for decoration, which is not read."""
    tag, classes = str(element.tag), element.get("class", "").split()
    if tag == "hr":
        return None
    if tag == "img":
        return _picture(element, classes)
    if tag == "a":
        return _link(element)
    if tag == "abbr" and element.get("title"):
        return Role(kinds=("Span",), expansion=element.get("title"))
    kinds = ("Reference",) if "page-reference" in classes else _KINDS.get(tag, ())
    if context == "contents":
        kinds = _CONTENTS.get(tag, kinds)
    elif context == "notes":
        kinds = _NOTES.get(tag, kinds)
    return Role(
        kinds=kinds,
        id=element.get("id", "") if kinds == ("Note",) else "",
        scope=_SCOPES.get(element.get("scope", ""), "Column") if kinds == ("TH",) else "",
        numbering=_numbering(tag, element) if kinds == ("L",) else "",
        spans=(_span(element, "colspan"), _span(element, "rowspan")) if is_cell(kinds[-1:]) else (1, 1),
        context=_context(tag, classes, kinds),
    )


def is_cell(kinds: tuple[str, ...]) -> bool:
    """Whether an element of these types keeps its place in a table, be it empty."""
    return kinds in (("TH",), ("TD",))


def _context(tag: str, classes: list[str], kinds: tuple[str, ...]) -> str:
    if tag == "nav":
        return "contents"
    if tag == "section":
        return "notes" if "footnotes" in classes else "text"
    return "text" if kinds == ("Note",) else ""


def _picture(element: Any, classes: list[str]) -> Role | None:
    """An empty `alt` says that a picture is decoration."""
    alt = element.get("alt", "")
    return Role(kinds=("Formula" if "math" in classes else "Figure",), alt=alt) if alt else None


def _link(element: Any) -> Role:
    if not element.get("href"):
        return Role()
    parts = [*element.itertext(), *(image.get("alt", "") for image in element.iter("img"))]
    words = element.get("aria-label") or " ".join(" ".join(parts).split()) or element.get("href")
    return Role(kinds=_LINKS.get(element.get("role", ""), ("Link",)), words=words)


def _numbering(tag: str, element: Any) -> str:
    return {"ul": "Disc", "ol": _NUMBERINGS.get(element.get("type", "1"), "Decimal")}.get(tag, "")


def _span(element: Any, name: str) -> int:
    value = element.get(name, "1")
    return max(1, int(value)) if value.isdigit() else 1
