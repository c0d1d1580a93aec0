"""Formulas in posts: what is one and what is not, and what becomes of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from lxml import etree

from bookmaker.errors import Outcome
from bookmaker.model import Chapter, ChapterDocument, Post, Site
from bookmaker.renderer.chapter import render_chapter
from bookmaker.renderer.math.losses import lost_letters
from bookmaker.renderer.math.macros import MacroError, Macros
from bookmaker.renderer.math.mathml import MathError, tex_to_mathml
from bookmaker.renderer.math.shield import Formula, shield_formulas
from bookmaker.renderer.xhtml import tree_to_xhtml

#: A formula beyond doubt, which lets those in doubt through.
SURE = "\n\n$\\alpha$\n"
MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


def formulas(text: str, first_line: int = 1) -> list[Formula]:
    _, pieces = shield_formulas(text, first_line)
    return [piece.formula for piece in pieces.values() if piece.formula]


def render(body: str, path: str = "post.md", language: str = "en") -> Outcome[ChapterDocument]:
    post = Post(id="p", path=path, title="T", date=MOMENT, body=body, body_line=4, language=language)
    chapter = Chapter(id="p", title="T", posts=(post,), language=language)
    return render_chapter(chapter, Site(root="/nowhere", asset_root="/nowhere"), "en")


def xhtml(body: str, path: str = "post.md") -> str:
    return render(body, path).value.xhtml


IS_MATH = [
    # In the line.
    ("Let $x$ be", ["x"]),
    ("($x$), «$y$», $n$-й, $n$th, $x$!", ["x", "y", "n", "n", "x"]),
    ("$E = mc^2$", ["E = mc^2"]),
    ("$a_1 * b_2$ and $c*d*e$", ["a_1 * b_2", "c*d*e"]),
    ("$a<b$ and $c>d$", ["a<b", "c>d"]),
    ("$a &lt; b$", ["a < b"]),
    ("$0$ or $1$", ["0", "1"]),
    ("$[0, 1)$", ["[0, 1)"]),
    ("$f(x) = \\sin x$", ["f(x) = \\sin x"]),
    ("$AB$ and $dx$", ["AB", "dx"]),
    ("$5\\%$", ["5\\%"]),
    ("$\\$5$", ["\\$5"]),
    ("$x$,$y$", ["x", "y"]),
    ("其中$x$是数", ["x"]),
    ("**$x$** and *$y$* and [$z$](u)", ["x", "y", "z"]),
    ("$\\text{if $x$ is}$", ["\\text{if $x$ is}"]),
    ("$a\n+ b$", ["a\n+ b"]),
    ("$5, and $x$", ["x"]),
    ("$^{\\circ}$C, $-$", ["^{\\circ}", "-"]),
    ("$`a_b`$", ["a_b"]),
    ("| $|x|$ | $P(A|B)$ |", ["|x|", "P(A|B)"]),
    # In doubt, next to one without doubt.
    ("$loss$" + SURE, ["loss", "\\alpha"]),
    ("$precision = 0.9$" + SURE, ["precision = 0.9", "\\alpha"]),
    ("\\(x\\) and \\(k\\)" + SURE, ["x", "k", "\\alpha"]),
    # On display, or in the line as kramdown has it.
    ("$$x$$", ["x"]),
    ("text $$ x $$ text", ["x"]),
    ("$$\nx\n$$", ["x"]),
    ("$$\n\nx^2\n\n$$", ["x^2"]),
    ("$$x$$.", ["x."]),
    ("> $$\n> a\n> > b\n> $$", ["a\n> b"]),
    ("\\(a + b\\)", ["a + b"]),
    ("\\[ a^2 \\]", ["a^2"]),
    ("\\[ a^2 \\], so", ["a^2,"]),
    ("\\\\(a\\_1\\\\) \\\\[b = c \\\\\\\\ d\\\\]", ["a_1", "b = c \\\\ d"]),
    ("$$a \\\\\\\\ b$$", ["a \\\\ b"]),
    ("\\begin{align}\na &= b\n\\end{align}", ["\\begin{align}\na &= b\n\\end{align}"]),
    ("\\begin{equation*}x\\end{equation*}", ["\\begin{equation*}x\\end{equation*}"]),
    ("```math\nx^2\n```", ["x^2"]),
]


@pytest.mark.parametrize(("text", "expected"), IS_MATH)
def test_formulas_are_found(text: str, expected: list[str]) -> None:
    assert [formula.tex for formula in formulas(text)] == expected


NO_MATH = [
    # Prices.
    "$5",
    "$5 and $10",
    "$5-$10",
    "costs $5, or 10$",
    "US$ 3 and US$ 4",
    "US$3 and US$4",
    "A$5/R$6",
    "1$ = 30 and 2$ = 60",
    "from $1,000 to $2,000.",
    "$20k–$30k",
    "**$5** and **10$**",
    "~~$20~~ 10$",
    "| $5 | 10$ |",
    "$$$ and $$$",
    "cheap ($), dear ($$), dearer ($$$)",
    "$5/month for one, two for 8$",
    "цена 5$ и 10$",
    "$5 — это цена, а 10$ — нет",
    "$BTC and $ETH",
    # Programs.
    "$HOME/$PATH",
    "echo $a and $b",
    "$a,$b,$c",
    "${HOME}/${PATH}",
    "$(a)/$(b)",
    "$('#id').on($('x'))",
    "$this->foo($x)",
    "kill $$ and echo $$",
    "$title$ and $body$",
    "$first_name$",
    "$Id$ and $Date: 2004 $",
    # Code, tags, addresses.
    "`$x$` and ``$y$``",
    "```\n$x^2$\n```",
    "~~~ sh\n$$\nx\n$$\n~~~",
    "> ```\n> $x$\n> ```",
    "- ```\n  $x^2$\n  ```",
    "<code>$x$</code> <pre>\n$x$\n\n$y$</pre>",
    '<a title="$x$">b</a>',
    "<!-- $x$ -->",
    "<script>$x$</script>",
    "[a](http://b/$c_d$)",
    "https://a.example/$b^2$",
    "<https://a.example/$b^2$>",
    # Escapes.
    "\\$x$",
    "$x\\$",
    "\\(see above\\)",
    "\\(c\\) 2024",
    "\\[1\\] and \\[x\\]",
    "\\[\\[1\\]\\](u)",
    # Spaces, gaps, order.
    "$ x$ and $x $",
    "$a\n\nb$",
    "$$a\n\nb$$",
    "$$",
    "$a) and (b$",
    "$a{b$",
    "a \\begin{align}x\\end{align}",
    "\\begin{itemize}\nx\n\\end{itemize}",
    "$x$5",
]


@pytest.mark.parametrize("text", NO_MATH)
def test_other_dollars_are_left_alone(text: str) -> None:
    assert shield_formulas(text, 1) == (text, {})


DISPLAY = [
    ("$$x$$", True),
    ("  $$x$$  ", True),
    ("- $$x$$", True),
    ("> $$\n> x\n> $$", True),
    ("$$x$$, $$y$$", False),
    ("text $$x$$", False),
    ("$$x$$ text", False),
    ("# $$x$$", False),
    ("| $$x$$ |", False),
    ("text \\[x = 1\\] text", True),
    ("\\(x = 1\\)", False),
    ("$x$", False),
]


@pytest.mark.parametrize(("text", "expected"), DISPLAY)
def test_display_is_told_from_line(text: str, expected: bool) -> None:
    assert formulas(text)[0].is_display is expected


def test_shield_keeps_lines_and_their_beginnings() -> None:
    text = "> a\n> $$\n>   x\n> $$\n> $y_1$\n\n  1. $$\n     z\n     $$\n"
    shielded, _ = shield_formulas(text, 1)
    assert shielded.count("\n") == text.count("\n")
    assert [line.startswith(">") for line in shielded.split("\n")[:5]] == [True] * 5
    assert shielded.split("\n")[7].startswith("     ")


def test_formulas_know_their_lines() -> None:
    assert [formula.line for formula in formulas("a\n\n$$\nx\n$$\n\nb $y$ c\n", 10)] == [12, 16]


def test_marks_of_the_shield_are_not_the_authors() -> None:
    text = "\U00100000 and $x$"
    shielded, pieces = shield_formulas(text, 1)
    assert shielded.startswith("\U00100000 and ")
    assert "\U00100000" not in pieces


def test_a_text_without_formulas_is_the_same_object() -> None:
    text = "Nothing here but `code` and words. " * 50
    assert shield_formulas(text, 1)[0] is text


@pytest.mark.parametrize(
    "part", ["$ ", "$x", "\\(", "\\[a", "`$", "<a $", "$$\n", "\\begin{align}\n", "](", "<pre "]
)
def test_time_goes_with_length(part: str) -> None:
    text = part * (110_000 // len(part))
    start = time.perf_counter()
    shield_formulas(text, 1)
    assert time.perf_counter() - start < 5


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


def test_nothing_but_mathml_passes() -> None:
    hostile = "\\href{javascript:alert(1)}{x} \\class{a}{y} \\style{color:red}{z} \\text{<script>}"
    text = xhtml(f"${hostile}$")
    assert "<script" not in text
    assert "href=" not in text
    assert "style=" not in text


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


def test_macros_hold_for_the_rest_of_the_post() -> None:
    outcome = render("$$\\newcommand{\\R}{\\mathbb{R}}$$\n\nThen $x\\in\\R$.")
    text = outcome.value.xhtml
    assert "<mi>ℝ</mi>" in text
    assert text.count("<math ") == 1
    assert not outcome.diagnostics


def test_expansion_is_bounded() -> None:
    doubling = "".join(f"\\def\\m{chr(97 + i)}{{\\m{chr(98 + i)}\\m{chr(98 + i)}}}" for i in range(24))
    with pytest.raises(MacroError):
        Macros().apply(doubling + "\\def\\my{x}\\ma")


def test_a_formula_goes_through_all_passes() -> None:
    text = xhtml("# A title with $x^2$\n\n*So* $a_1$ *and* $b_1$: [see $c$](https://a.example/).")
    assert text.count("<math ") == 4
    assert "<em>So</em>" in text


def test_tex_returns_in_attributes_and_code() -> None:
    text = xhtml(
        'Text $\\alpha$.\n\n    code $x_1$\n\n![of $y_1$](a.png "the $z_1$")\n\n[a](/b$c_1$d "$e_1$")'
    )
    assert "<code>code $x_1$" in text
    assert "of $y_1$" in text
    assert 'title="$e_1$"' in text
    assert "\U00100000" not in text
    assert "%F4" not in text


def test_a_display_formula_is_a_block_of_its_own() -> None:
    assert xhtml("a\n\n$$\nx\n$$\n\nb").count('<div class="math"><math ') == 1
    assert '<span class="math"><math ' in xhtml("a\n$$\nx\n$$\nb")
    assert 'displaystyle="true"' in xhtml("- $$x$$")


def test_an_unreadable_formula_is_shown_and_reported() -> None:
    outcome = render("one\n\ntwo $\\nosuch{x}$ three")
    assert '<code class="math">$\\nosuch{x}$</code>' in outcome.value.xhtml
    (problem,) = outcome.diagnostics
    assert problem.code == "math-unreadable"
    assert str(problem.where) == "post.md:6"


def test_formulas_run_from_left_to_right() -> None:
    assert ' dir="ltr" ' in render("$x$", language="fa").value.xhtml
    assert " dir=" not in render("$x$").value.xhtml


def test_formulas_of_html_posts_are_read() -> None:
    text = xhtml("<p>Let $x_1 &lt; y_1$ be.</p><pre>$x$</pre>", "post.html")
    assert text.count("<math ") == 1
    assert "<mo>&lt;</mo>" in text


def test_no_formula_is_found_in_the_corpora(corpora: object) -> None:
    """None of the collections has mathematics, and all of them have dollar signs."""
    from pathlib import Path

    found = []
    for path in Path(str(corpora)).rglob("*.m*d*"):
        if path.is_file():
            found += formulas(path.read_text("utf-8", errors="replace"))
    assert found == []
