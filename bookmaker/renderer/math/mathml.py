"""From TeX to MathML, for which latex2mathml does the reading.

In: one formula's TeX. Out: a `math` element without namespaces, as the tree of a passage has them; only
elements and attributes of an allow-list are in it. The only module that imports latex2mathml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from bookmaker.renderer.math.losses import lost_letters
from bookmaker.renderer.math.repair import repair
from bookmaker.renderer.math.tex import plain_tex
from bookmaker.renderer.xhtml import FORBIDDEN, Element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Raw

_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{2,6});")
_ELEMENTS = frozenset(
    "math mrow mi mo mn mtext ms mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup "
    "munder mover munderover mtable mtr mtd".split()
)
_TOKENS = frozenset({"mi", "mo", "mn", "mtext", "ms"})
# After `\big`, latex2mathml leaves these as they are.
_ESCAPED = {r"\{": "{", r"\}": "}", r"\|": "‖"}
_LENGTH = r"[+-]?\d*\.?\d+(?:em|ex|px|pt|cm|mm|in|pc|mu)?|0|negativethinmathspace"
_ATTRIBUTES = {
    "accent": "true|false", "columnalign": r"[a-z ]+", "columnlines": r"[a-z ]+", "columnspacing": r"[\w. ]+",
    "depth": _LENGTH, "displaystyle": "true|false", "fence": "true|false", "form": "prefix|infix|postfix",
    "height": _LENGTH, "largeop": "true|false", "linethickness": _LENGTH, "lspace": _LENGTH,
    "mathbackground": r"[A-Za-z]+|#[0-9A-Fa-f]{3,6}", "mathcolor": r"[A-Za-z]+|#[0-9A-Fa-f]{3,6}",
    "mathvariant": r"[a-z-]+", "maxsize": _LENGTH, "minsize": _LENGTH, "movablelimits": "true|false",
    "notation": r"[a-z ]+", "rowlines": r"[a-z ]+", "rowspacing": r"[\w. ]+", "rspace": _LENGTH,
    "scriptlevel": r"[+-]?\d", "separator": "true|false", "stretchy": "true|false", "symmetric": "true|false",
    "voffset": _LENGTH, "width": _LENGTH,
}  # fmt: skip
#: Elements that hold a fixed number of others.
_COUNTS = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_LONGEST = 20_000
_DEEPEST = 60


class MathError(ValueError):
    """TeX that cannot be read."""


def tex_to_mathml(tex: str, *, is_display: bool) -> Element:
    """Convert one formula. Raises: MathError."""
    from latex2mathml.converter import convert_to_element

    if len(tex) > _LONGEST:
        raise MathError("the formula is too long")
    plain = plain_tex(tex)
    try:
        raw = convert_to_element(plain, display="block" if is_display else "inline")
    except Exception as error:  # latex2mathml has a dozen of its own, and runs into IndexError and others
        raise MathError(_describe(error)) from error
    root = _copy(raw, 0)
    repair(root)
    if lost := lost_letters(plain, root):
        raise MathError(f"{lost} would be lost")
    root.set("display", "block" if is_display else "inline")
    root.set("alttext", FORBIDDEN.sub("", " ".join(tex.split())))
    return root


def _describe(error: Exception) -> str:
    """latex2mathml names its exceptions well, and gives most of them no text."""
    name = re.sub(r"(?<!^)([A-Z])", r" \1", type(error).__name__.removesuffix("Error")).lower()
    return str(error) or name


def _copy(raw: Raw, depth: int) -> Element:
    """Copy what may stand in a book. Raises: MathError on a command without a meaning."""
    if depth > _DEEPEST:
        raise MathError("the formula is nested too deeply")
    tag = raw.tag.rpartition("}")[2]
    if tag not in _ELEMENTS:
        raise MathError(f"no place for <{tag}>")
    is_token = tag in _TOKENS and len(raw) == 0
    # latex2mathml 3.81 makes an operator of `\mathop{…}`, with elements in it, which no operator may have.
    element = etree.Element(tag if is_token or tag not in _TOKENS else "mrow")
    if is_token:
        element.text = _read_token(raw.text or "")
    for name, value in raw.attrib.items():
        if is_token == (tag in _TOKENS) and name in _ATTRIBUTES and _pattern(name).fullmatch(value):
            element.set(name, value)
    element.extend([_copy(child, depth + 1) for child in raw])
    if len(element) != _COUNTS.get(tag, len(element)):
        raise MathError(f"something is missing in <{tag}>")
    return element


def _read_token(text: str) -> str:
    """Raises: MathError on what is no token."""
    if text == "&":
        raise MathError("a stray &")
    text = FORBIDDEN.sub("", _REFERENCE.sub(lambda found: chr(int(found[1], 16)), text))
    if re.match(r"\\[A-Za-z]", text):
        raise MathError(f"{text} is not known")
    return _ESCAPED.get(text, text)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_ATTRIBUTES[name])
