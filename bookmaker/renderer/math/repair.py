r"""What latex2mathml's MathML lacks to be read and set right: kinds of symbols, fences, signs.

In: a tree straight from latex2mathml. Out: the same tree, mended. Source: MathML Core, appendix B (the
dictionary of operators), and The TeXbook, chapter 18, for the space that a class of symbols has around it.
"""

from __future__ import annotations

import unicodedata

from bookmaker.renderer.math.alphabets import style_letters
from bookmaker.renderer.math.names import CLOSING, NAME, mend_names
from bookmaker.renderer.xhtml import Element

#: Symbols that stand like letters, though they lie among the operators in Unicode.
_LETTERS = frozenset("∞∂∇∀∃∄∅ℏ∠∡∢⊤⊥′″‴⁗°∁∆∎")
_FENCES = frozenset("()[]{}|‖∣∥⟨⟩⌊⌋⌈⌉⟦⟧⟪⟫⎰⎱∤")
_BARS = frozenset("|‖")
_SIGNS = frozenset("+−-±∓")
#: Operators after which a minus sign subtracts.
_OPERANDS = frozenset("!…⋯⋮⋱")


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
    mend_names(root)


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
    elif text == "~" and not _is_accent(element):
        element.tag, element.text = "mo", "∼"
    elif element.tag == "mi" and len(text) == 1 and text not in _LETTERS and _is_operator(text):
        element.tag = "mo"
    elif element.tag == "mo" and (NAME.fullmatch(text) or text.isalpha()):
        element.tag = "mi"
        element.attrib.clear()
        if len(text) == 1:
            element.set("mathvariant", "normal")
    elif element.tag == "mi" and len(text) == 1 and "Α" <= text <= "Ω":
        element.set("mathvariant", "normal")  # capitals of Greek stand upright in TeX


def _is_accent(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "mover" and parent[0] is not element


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
    text = element.text or " "
    is_latin = text.isascii() and text.isalpha() and element.get("mathvariant") == "normal"
    return is_latin or "\u0400" <= text[0] <= "\u052f"


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
    """A minus is a sign where there is nothing before it to subtract from. Source: TeXbook, p. 170."""
    if element.text not in _SIGNS or element.getparent() is None:
        return
    before = element.getprevious()
    while before is not None and before.tag == "mspace":
        before = before.getprevious()
    if before is None or (before.tag == "mo" and not _is_operand(before)):
        element.set("form", "prefix")


def _is_operand(element: Element) -> bool:
    return (element.text or "") in CLOSING | _BARS | _OPERANDS or element.get("form") == "postfix"


def _beside_table(element: Element) -> bool:
    neighbours = (element.getprevious(), element.getnext())
    return any(other is not None and other.tag == "mtable" for other in neighbours)
