r"""What latex2mathml's MathML lacks to be read and set right: kinds of symbols, fences, names, limits.

In: a tree straight from latex2mathml. Out: the same tree, mended. Source: MathML Core, appendix B (the
dictionary of operators), and The TeXbook, chapter 18, for the space that a class of symbols has around it.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from bookmaker.renderer.math.alphabets import style_letters
from bookmaker.renderer.xhtml import Element

#: Symbols that stand like letters, though they lie among the operators in Unicode.
_LETTERS = frozenset("∞∂∇∀∃∄∅ℏ∠∡∢⊤⊥′″‴⁗°∁∆∎")
_FENCES = frozenset("()[]{}|‖∣∥⟨⟩⌊⌋⌈⌉⟦⟧⟪⟫⎰⎱∤")
_BARS = frozenset("|‖")
_SIGNS = frozenset("+−-±∓")
#: Operators after which a minus sign subtracts.
_OPERANDS = frozenset("!…⋯⋮⋱")
_CLOSING = frozenset(")]}⟩⌋⌉⟧⟫")
#: Names under which limits stand on display.
_LIMITED = frozenset({
    "lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim sup", "lim inf", "arg max", "arg min",
    "argmax", "argmin", "plim", "injlim", "projlim",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d_][\w \u2006\u2009-]+")
_ACCENTS = frozenset("^~¯―→←↔˙¨˘ˇ´`˚⃛⃜")
_THIN = "0.1667em"
_NEGATIVE_THIN = "-0.1667em"
_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
#: Elements in which each child has its place: nothing can be inserted.
_SLOTTED = frozenset({*_SCRIPTS, "mfrac", "mroot"})


def repair(root: Element) -> None:
    """Mend a formula in place."""
    for element in list(root.iter("mi", "mo", "mn", "mtext")):
        _style(element)
        _classify(element)
    for row in list(root.iter("mrow", "mtd", "mstyle", "msqrt", "math", "mpadded")):
        _join_letters(row)
        _join_colon(row)
    for element in list(root.iter("mo")):
        _set_fence(element)
        _set_sign(element)
    for element in list(root.iter("msub", "munder", "msup", "msubsup")):
        _raise_limits(element)
    for element in list(root.iter("mi", "mo")):
        _space_name(element)
    for element in root.iter("mover"):
        _set_accent(element)
    _display_lines(root)
    for space in root.iter("mspace"):
        if space.get("width") == "negativethinmathspace":
            space.set("width", _NEGATIVE_THIN)


def _style(element: Element) -> None:
    variant = element.get("mathvariant")
    if variant and variant != "normal":
        styled = style_letters(element.text or "", variant)
        if styled is not None:
            element.text = styled
            del element.attrib["mathvariant"]


def _classify(element: Element) -> None:
    """`±` is an operator, `∞` is none, whatever latex2mathml says; a name is one word."""
    text = element.text or ""
    if element.tag == "mo" and text in _LETTERS:
        element.tag = "mi"
    elif element.tag == "mi" and len(text) == 1 and text not in _LETTERS and _is_operator(text):
        element.tag = "mo"
    elif element.tag == "mo" and _NAME.fullmatch(text):
        element.tag = "mi"
        element.attrib.clear()


def _is_operator(character: str) -> bool:
    return character in _FENCES or character in ":•" or unicodedata.category(character) == "Sm"


def _join_letters(row: Element) -> None:
    r"""`\mathrm{softmax}` is one name, not seven letters; so are words in Cyrillic."""
    first: Element | None = None
    for element in list(row):
        is_upright = element.tag == "mi" and _is_upright(element)
        if is_upright and first is not None:
            first.text = (first.text or "") + (element.text or "")
            row.remove(element)
        else:
            first = element if is_upright else None


def _is_upright(element: Element) -> bool:
    return element.get("mathvariant") == "normal" or "\u0400" <= (element.text or " ")[0] <= "\u052f"


def _join_colon(row: Element) -> None:
    for element in list(row):
        before = element.getprevious()
        if element.text == "=" and before is not None and before.tag == "mo" and before.text == ":":
            row.remove(before)
            element.text = "≔"


def _set_fence(element: Element) -> None:
    r"""A bracket grows where `\left`, `\big` or a matrix says so; a bar has no space around it."""
    text = element.text or ""
    if text not in _FENCES:
        return
    if "stretchy" not in element.attrib and "minsize" not in element.attrib:
        element.set("stretchy", "true" if _beside_table(element) else "false")
    if text in _BARS:
        element.set("lspace", "0")
        element.set("rspace", "0")


def _set_sign(element: Element) -> None:
    """A minus sign is a sign where nothing stands before it to be subtracted from. Source: TeXbook, p. 170."""
    if element.text not in _SIGNS or element.getparent() is None:
        return
    before = element.getprevious()
    while before is not None and before.tag == "mspace":
        before = before.getprevious()
    if before is None or (before.tag == "mo" and not _is_operand(before)):
        element.set("form", "prefix")


def _is_operand(element: Element) -> bool:
    return (element.text or "") in _CLOSING | _BARS | _OPERANDS or element.get("form") == "postfix"


def _beside_table(element: Element) -> bool:
    neighbours = (element.getprevious(), element.getnext())
    return any(other is not None and other.tag == "mtable" for other in neighbours)


def _raise_limits(element: Element) -> None:
    r"""What stands beside `\lim` in a line stands below it on display."""
    base = element[0] if len(element) else None
    if (
        base is None
        or base.tag != "mi"
        or (base.text or "").replace("\u2006", " ").replace("\u2009", " ") not in _LIMITED
    ):
        return
    base.tag = "mo"
    base.set("movablelimits", "true")
    base.set("lspace", "0")
    base.set("rspace", "0")
    element.tag = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}.get(
        str(element.tag), str(element.tag)
    )


def _space_name(element: Element) -> None:
    """`2 log x` has thin spaces around the name, `log(x)` has none before the bracket."""
    if element.get("mathvariant") or not _NAME.fullmatch(element.text or ""):
        return
    atom = _with_scripts(element)
    if atom.getparent() is None or atom.getparent().tag in _SLOTTED:  # type: ignore[union-attr]
        return
    after, before = atom.getnext(), atom.getprevious()
    if after is not None and after.tag not in ("mo", "mspace", "mtext"):
        atom.addnext(etree.Element("mspace", width=_THIN))
    if before is not None and (before.tag not in ("mo", "mspace", "mtext") or before.text in _CLOSING):
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
