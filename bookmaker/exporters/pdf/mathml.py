"""MathML made explicit for ziamath: styles, limits, spaces and growing brackets, as TeX has them.

In: a formula's tree. Out: the same tree, changed. Source: The TeXbook, chapter 18 (spaces) and appendix G
(styles); ziamath 0.13, whose table of operators is MathML 2's.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_BIG = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_INTEGRALS = frozenset("∫∬∭∮∯∰⨌")
#: With limits above and below, and with the same limits beside.
_BESIDE = {"munder": "msub", "mover": "msup", "munderover": "msubsup"}
#: Stretchy accents, and those that keep their size.
_WIDE = {"^": "\u0302", "~": "\u0303"}
_NARROW = {"^": "ˆ", "~": "˜", "→": "\u20d7"}
_BINARY = frozenset("+−±∓×÷·⋅∗*⋆∘•∧∨∖⧵∩∪⊕⊖⊗⊘⊙⊎⊓⊔")
_SPACES = {**dict.fromkeys(_BINARY, ("0.2222em", "0.2222em")), **dict.fromkeys(",;", ("0", "0.1667em"))}
_THIN = "0.1667em"
# Forms of Greek letters that ziamath leaves upright.
_VARIANTS = dict(zip("ϕϵϑϰϱϖ", "𝜙𝜖𝜗𝜘𝜚𝜛", strict=True))
# Names that it takes for operators wherever they stand.
_LETTERS = frozenset("∂∇∞∀∃∄∅¬")


def make_explicit(element: Element, *, is_display: bool) -> None:
    """Change a tree so that ziamath sets it as TeX would."""
    is_display = _style(element, is_display=is_display)
    if element.tag in _BESIDE and not is_display and _is_movable(element[0]):
        element.tag = _BESIDE[element.tag]
    _set_token(element)
    for index, child in enumerate(element):
        if element.tag == "mfrac" and child.tag != "mstyle":
            child.attrib.setdefault("displaystyle", "false")
        make_explicit(child, is_display=is_display and not _is_small(element, index))
        if child.tag == "mo":
            _set_operator(child, is_accent=element.tag in _BESIDE and index > 0)
    if element.tag == "mtable":
        _set_table(element)
    elif element.tag in ("mrow", "mtd", "msqrt"):
        _space_sums(element)


def grows(element: Element) -> bool:
    """Whether an element of a row is, or carries scripts on, an operator as high as the row."""
    if element.tag in ("msub", "msup", "msubsup") and len(element):
        return grows(element[0])
    return element.tag == "mo" and element.get("stretchy") != "false"


def _style(element: Element, *, is_display: bool) -> bool:
    """Whether an element is in display style. Tables are not unless they say so."""
    if element.tag == "mtable":
        element.attrib.setdefault("displaystyle", "false")
    stated = element.get("displaystyle")
    return is_display if stated is None else stated == "true"


def _is_small(parent: Element, index: int) -> bool:
    """Whether a child is set in text style: parts of fractions, and whatever is a script."""
    return parent.tag == "mfrac" or (index > 0 and parent.tag.startswith(("msu", "mun", "mov")))


def _is_movable(base: Element) -> bool:
    return base.get("movablelimits") == "true" or (base.text or "") in _BIG


def _set_token(element: Element) -> None:
    """A name is set as text, or ziamath puts spaces around it; a hyphen in text is no minus sign."""
    text = element.text or ""
    if element.tag == "mi" and text in _VARIANTS and element.get("mathvariant") != "normal":
        element.text = _VARIANTS[text]
    elif element.tag == "mi" and (len(text) != 1 or text in _LETTERS):
        element.tag = "mtext"
    if element.tag == "mtext":
        # ziamath 0.13 runs into an IndexError where a text is empty.
        element.tag = "mtext" if text else "mrow"
        element.text = text.replace("-", "‐")


def _set_operator(element: Element, *, is_accent: bool) -> None:
    text = element.text or ""
    if is_accent and element.get("stretchy") == "false" and text in _NARROW:
        # ziamath stretches every operator above a base as far as the base goes; text it does not.
        element.tag, element.text = "mtext", _NARROW[text]
    elif is_accent:
        element.text = _WIDE.get(text, text)
    else:
        element.attrib.setdefault("stretchy", "false")
        if element.get("form", "infix") == "infix" and text in _SPACES:
            element.attrib.setdefault("lspace", _SPACES[text][0])
            element.attrib.setdefault("rspace", _SPACES[text][1])


def _space_sums(row: Element) -> None:
    """ziamath leaves no space before a sum, and none after one whose limits stand beside it."""
    for index in range(len(row) - 1, 0, -1):
        before, after = row[index - 1], row[index]
        needs_space = _is_sum(after) or (_is_sum(before) and before.tag in _BESIDE.values())
        if needs_space and not {"mo", "mspace"} & {before.tag, after.tag}:
            row.insert(index, Element("mspace", {"width": _THIN}))


def _is_sum(element: Element) -> bool:
    has_base = element.tag in _BESIDE or element.tag in _BESIDE.values()
    return has_base and (element[0].text or "") in _BIG | _INTEGRALS


def _set_table(table: Element) -> None:
    """Lines stand as far apart as lines of text, whatever is in them; columns as TeX has them."""
    table.attrib.setdefault("rowspacing", "0.2em")
    table.attrib.setdefault("columnspacing", "1em")
    for row in table:
        if len(row):
            row[0].insert(0, Element("mspace", {"width": "0", "height": "0.7em", "depth": "0.3em"}))
