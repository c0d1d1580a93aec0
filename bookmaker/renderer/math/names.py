r"""Names of functions in MathML: the space around them, the limits below them; and accents and lines.

In: a tree whose symbols are of the right kind. Out: the same tree, mended.
"""

from __future__ import annotations

import re

from lxml import etree

from bookmaker.renderer.xhtml import Element

CLOSING = frozenset(")]}⟩⌋⌉⟧⟫")
#: Names under which limits stand on display.
_LIMITED = frozenset({
    "lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim sup", "lim inf", "arg max", "arg min",
    "argmax", "argmin", "plim", "injlim", "projlim",
})  # fmt: skip
NAME = re.compile(r"[^\W\d_][\w \u2006\u2009-]+")
_SPACES = re.compile("[\u2006\u2009]")
_BELOW = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_ACCENTS = frozenset("^~¯―→←↔˙¨˘ˇ´`˚⃛⃜")
_THIN = "0.1667em"
_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
#: Elements in which each child has its place: nothing can be inserted.
_SLOTTED = frozenset({*_SCRIPTS, "mfrac", "mroot"})


def mend_names(root: Element) -> None:
    """Mend names, accents and lines in place."""
    for element in list(root.iter("msub", "munder", "msup", "msubsup")):
        _raise_limits(element)
    for element in list(root.iter("mi", "mo")):
        _space_name(element)
    for element in root.iter("mover"):
        _set_accent(element)
    for space in root.iter("mspace"):
        _set_width(space)
    _display_lines(root)


def _raise_limits(element: Element) -> None:
    r"""What stands beside `\lim` in a line stands below it on display."""
    base = element[0]
    if base.tag == "mi" and _SPACES.sub(" ", base.text or "") in _LIMITED:
        base.tag = "mo"
        base.attrib.update({"movablelimits": "true", "lspace": "0", "rspace": "0"})
        element.tag = _BELOW.get(str(element.tag), str(element.tag))


def _space_name(element: Element) -> None:
    """`2 log x` has thin spaces around the name, `log(x)` has none before the bracket."""
    if element.get("mathvariant") or not NAME.fullmatch(element.text or ""):
        return
    atom = _with_scripts(element)
    parent = atom.getparent()
    if parent is None or str(parent.tag) in _SLOTTED:
        return
    after, before = atom.getnext(), atom.getprevious()
    if after is not None and after.tag not in ("mo", "mspace", "mtext"):
        atom.addnext(etree.Element("mspace", width=_THIN))
    if before is not None and (before.tag not in ("mo", "mspace", "mtext") or before.text in CLOSING):
        atom.addprevious(etree.Element("mspace", width=_THIN))


def _set_accent(element: Element) -> None:
    r"""An accent is not set smaller; `\hat` does not grow as `\widehat` does."""
    over = element[1]
    if over.tag == "mo" and over.text in _ACCENTS:
        # latex2mathml 3.81 tells \hat from \widehat by one attribute, \vec from \overrightarrow by another.
        if (over.text == "^" and element.get("accent") == "true") or (
            over.text == "→" and over.get("stretchy") == "true"
        ):
            over.set("stretchy", "false")
        element.set("accent", "true")


def _set_width(space: Element) -> None:
    """MathML Core knows lengths of CSS only."""
    width = space.get("width", "")
    if width == "negativethinmathspace":
        space.set("width", f"-{_THIN}")
    elif width.endswith("mu"):
        space.set("width", f"{float(width[:-2]) / 18:.4f}em")


def _with_scripts(element: Element) -> Element:
    """The element together with what is above and below it."""
    parent = element.getparent()
    while parent is not None and parent.tag in _SCRIPTS and parent[0] is element:
        element, parent = parent, parent.getparent()
    return element


def _display_lines(root: Element) -> None:
    """Lines that are the whole formula are each on display."""
    row = root[0] if len(root) == 1 else root
    if len(row) == 1 and row[0].tag == "mtable":
        row[0].set("displaystyle", "true")
        row[0].set("rowspacing", "3pt")
