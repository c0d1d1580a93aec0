"""TeX as MathML: what can be read, what is mended, what is refused, and macros."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from lxml import etree

from bookmaker.renderer.math.losses import lost_letters
from bookmaker.renderer.math.macros import MacroError, Macros
from bookmaker.renderer.math.mathml import MathError, tex_to_mathml
from bookmaker.renderer.xhtml import tree_to_xhtml

READABLE = [
    "x_1^2 + \\frac{a}{b}",
    "\\sum_{i=1}^n i^2",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
    "\\begin{cases} 1 & \\text{если } x > 0 \\\\ 0 & \\text{иначе} \\end{cases}",
    "\\begin{align} a &= b \\nonumber \\\\ &= c \\label{eq} \\end{align}",
    "\\begin{aligned}[t] a &= b \\\\[6pt] &= c \\end{aligned}",
    "\\begin{gather} a \\\\ b \\end{gather}",
    "\\begin{eqnarray} a &=& b \\end{eqnarray}",
    "\\begin{alignat}{2} a &= b \\end{alignat}",
    "\\begin{array}{c@{}|c} a & b \\\\ \\hline c & d \\end{array}",
    "\\left.\\frac{d}{dx}\\right|_{x=0}",
    "\\operatorname*{arg\\,max}_{\\theta\\in\\Theta} L",
    "\\mathop{\\rm arg\\,max}\\limits_{x} f(x)",
    "\\bm{x} \\mathbb{E}[X] \\mathcal{L} \\mathfrak{g} \\mathscr{L}",
    "x \\not= y \\not\\in Z",
    "\\underbrace{a+b}_{n\\text{ раз}} \\xrightarrow{f} \\overline{abc}",
    "a \\tag{1}",
    "a \\lt b \\gt c % a remark",
    "\\color{red}{x} \\textcolor{blue}{y}",
    "\\bigl\\{ x \\bigr\\} \\Big| y",
    "a = b \\\\ c = d",
]


@pytest.mark.parametrize("tex", READABLE)
@pytest.mark.parametrize("is_display", [True, False])
def test_mathml_is_well_formed_and_plain(tex: str, is_display: bool) -> None:
    root = tex_to_mathml(tex, is_display=is_display)
    parent = etree.Element("div")
    parent.append(root)
    math = ElementTree.fromstring(tree_to_xhtml(parent))
    names = {element.tag for element in math.iter()}
    assert math.tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert all(name.startswith("{http://www.w3.org/1998/Math/MathML}m") for name in names)
    assert math.get("display") == ("block" if is_display else "inline")
    assert math.get("alttext") == " ".join(tex.split())
    assert "\\" not in "".join(math.itertext())


UNREADABLE = [
    ("\\foobar{x}", "\\foobar is not known"),
    ("\\frac{a}", ""),
    ("a & b", "a stray &"),
    ("x_", ""),
    ("\\left( x", ""),
    ("\\begin{matrix} a", ""),
    ("{" * 2_000 + "x" + "}" * 2_000, ""),
    ("x" * 30_000, "the formula is too long"),
]


@pytest.mark.parametrize(("tex", "reason"), UNREADABLE)
def test_bad_tex_is_refused(tex: str, reason: str) -> None:
    with pytest.raises(MathError) as caught:
        tex_to_mathml(tex, is_display=False)
    assert reason in str(caught.value)


def inner(tex: str, *, is_display: bool = True) -> str:
    """The MathML inside `math`, without the outer row and without attributes of spacing."""
    root = tex_to_mathml(tex, is_display=is_display)
    text = etree.tostring(root, encoding="unicode")
    return text.partition(">")[2].removesuffix("</math>").removeprefix("<mrow>").removesuffix("</mrow>")


# What latex2mathml 3.81 does otherwise.
REPAIRED = [
    ("a\\pm b", "<mi>a</mi><mo>±</mo><mi>b</mi>", False),
    ("\\infty", "<mi>∞</mi>", False),
    ("a\\leqslant b", "<mi>a</mi><mo>⩽</mo><mi>b</mi>", False),
    ("\\mathrm{softmax}", '<mrow><mi mathvariant="normal">softmax</mi></mrow>', False),
    ("\\mathrm{d}x", '<mrow><mi mathvariant="normal">d</mi></mrow><mi>x</mi>', False),
    ("\\mathbf{xy}", "<mrow><mi>𝐱</mi><mi>𝐲</mi></mrow>", False),
    ("\\mathbb E", "<mi>𝔼</mi>", False),
    ("\\Gamma", '<mi mathvariant="normal">Γ</mi>', False),
    ("скорость", "<mi>скорость</mi>", False),
    ("a := b", "<mi>a</mi><mo>≔</mo><mi>b</mi>", False),
    ("X \\sim p", "<mi>X</mi><mo>∼</mo><mi>p</mi>", False),
    (
        "2\\log x",
        '<mn>2</mn><mspace width="0.1667em"/><mi>log</mi><mspace width="0.1667em"/><mi>x</mi>',
        False,
    ),
    ("\\log(x)", '<mi>log</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>', False),
    ("a = -b", '<mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>b</mi>', False),
    ("a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>", False),
    ("a\\mkern18mu b", '<mi>a</mi><mspace width="1.0000em"/><mi>b</mi>', False),
    (
        "\\lim_x",
        '<munder><mo movablelimits="true" lspace="0" rspace="0">lim</mo><mi>x</mi></munder>',
        True,
    ),
    ("\\text{if $x$}", "<mtext>if\N{NO-BREAK SPACE}</mtext><mrow><mi>x</mi></mrow>", False),
]


@pytest.mark.parametrize(("tex", "expected", "is_display"), REPAIRED)
def test_symbols_are_of_the_right_kind(tex: str, expected: str, is_display: bool) -> None:
    assert inner(tex, is_display=is_display) == expected


def test_a_formula_that_lost_a_letter_is_refused() -> None:
    root = tex_to_mathml("a", is_display=False)
    assert lost_letters("\\mathbf{a}\\hspace{2em}b^2", root) == "2b"
    assert lost_letters("\\begin{array}{lcr}a\\end{array}", root) == ""


MACROS = [
    ("\\newcommand{\\R}{\\mathbb{R}} \\R^2", " \\mathbb{R} ^2"),
    ("\\newcommand\\a[2]{#2#1}\\a{x}y", "yx"),
    ("\\newcommand{\\a}[2][d]{#1/#2}\\a{x}, \\a[e]{y}", "d/x, e/y"),
    ("\\def\\a#1{(#1)}\\a\\b", "(\\b ) "),
    ("\\DeclareMathOperator*{\\am}{arg\\,max}\\am_x", "\\operatorname*{arg\\,max} _x"),
    ("\\renewcommand{\\a}{x}\\ab\\a", "\\abx"),
]


@pytest.mark.parametrize(("tex", "expected"), MACROS)
def test_macros_are_expanded(tex: str, expected: str) -> None:
    assert Macros().apply(tex) == expected


def test_expansion_is_bounded() -> None:
    doubling = "".join(f"\\def\\m{chr(97 + i)}{{\\m{chr(98 + i)}\\m{chr(98 + i)}}}" for i in range(24))
    with pytest.raises(MacroError):
        Macros().apply(doubling + "\\def\\my{x}\\ma")
