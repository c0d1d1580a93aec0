"""Formulas on paper: drawn, on the baseline, as high as the letters around them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from lxml import etree
from PIL import Image
from ziamath.nodes.mnode import Mnode
from ziamath.zmath import Math

from bookmaker.exporters.pdf.drawing import Drawing, DrawingError, draw_formula
from bookmaker.exporters.pdf.formulas import draw_formulas
from bookmaker.rasterise import pdf_page_to_png
from bookmaker.renderer.math.mathml import tex_to_mathml
from bookmaker.typesetting import lay_out

_MATHML = 'xmlns="http://www.w3.org/1998/Math/MathML" '
#: The free border of a drawing, in ex.
BORDER = 2 / 47.3


def mathml(tex: str, *, is_display: bool = False) -> str:
    text = etree.tostring(tex_to_mathml(tex, is_display=is_display), encoding="unicode")
    return text.replace("<math ", f"<math {_MATHML}")


def draw(tex: str, *, is_display: bool = False) -> Drawing:
    return draw_formula(mathml(tex, is_display=is_display))[0]


def height_ex(drawing: Drawing) -> float:
    return drawing.artwork.height / 47.3


def test_a_section_without_formulas_is_untouched() -> None:
    body = "<p>Words &lt;math</p>" * 100
    drawn = draw_formulas(body)
    assert drawn.xhtml is body
    assert not drawn.artworks


def test_ziamath_is_not_loaded_without_formulas() -> None:
    code = (
        "import sys; from bookmaker.exporters.pdf.formulas import draw_formulas;"
        "draw_formulas('<p>x</p>'); sys.exit('ziamath' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


DRAWN = [
    "x",
    "\\frac{a}{b}",
    "\\sum_{i=1}^n i^2 = \\frac{n(n+1)(2n+1)}{6}",
    "\\int_0^\\infty e^{-x^2}\\,dx",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
    "\\begin{cases} 1, & \\text{если } x > 0 \\\\ 0 & \\text{иначе} \\end{cases}",
    "\\begin{align} a &= b \\\\ &= c \\end{align}",
    "\\alpha\\beta\\gamma\\Gamma\\varphi\\phi\\epsilon",
    "\\mathbb{R}\\mathcal{L}\\mathfrak{g}\\mathbf{x}",
    "\\left\\{ \\prod_{p \\mid x} p \\right\\}",
    "\\hat x \\widehat{xy} \\vec v \\bar x \\tilde x \\widetilde{xy} \\overline{abc}",
    "\\underbrace{a + \\dots + a}_{n\\text{ раз}} \\xrightarrow{f} \\boxed{x} \\cancel{x}",
    "\\sqrt[3]{x} \\sqrt{\\frac{a}{b}}",
    "\\operatorname*{arg\\,max}_\\theta \\log p_\\theta(x)",
    "\\text{n-й} \\text{}",
]


@pytest.mark.parametrize("tex", DRAWN)
@pytest.mark.parametrize("is_display", [True, False])
def test_formulas_are_drawn(tex: str, is_display: bool) -> None:
    for drawing in draw_formula(mathml(tex, is_display=is_display)):
        letters = dict(drawing.artwork.letters)
        called = set(re.findall(rb"/i(L\d+)0 Do", drawing.artwork.operators))
        assert called == {name.encode() for name in letters}
        assert all(outline.endswith(b" f") for outline in letters.values())
        assert 0 < drawing.width_ex < 60
        assert 0 < height_ex(drawing) < 15
        assert -3 < drawing.depth_ex < 8


def test_letters_stand_on_the_baseline_and_reach_the_x_height() -> None:
    x = draw("x")
    assert x.depth_ex == pytest.approx(BORDER, abs=0.05)
    assert height_ex(x) - 2 * BORDER == pytest.approx(1, abs=0.05)
    assert draw("y").depth_ex > 0.4
    assert draw("x^2").depth_ex == pytest.approx(x.depth_ex, abs=0.05)
    assert draw("x_2").depth_ex > x.depth_ex


def test_fractions_and_matrices_lie_around_the_axis() -> None:
    for tex in ("\\frac{a}{b}", "\\begin{pmatrix} a \\\\ b \\end{pmatrix}"):
        drawing = draw(tex, is_display=True)
        above = height_ex(drawing) - drawing.depth_ex
        # The axis is at the height of the minus sign, a quarter of an em.
        assert (above - drawing.depth_ex) / 2 == pytest.approx(0.53, abs=0.1)


def test_display_style_is_larger() -> None:
    for tex in ("\\sum_{i=1}^n i", "\\frac{a}{b}", "\\lim_{x\\to 0} x"):
        assert height_ex(draw(tex, is_display=True)) > 1.2 * height_ex(draw(tex))


def test_spaces_are_those_of_tex() -> None:
    """Widths in em: the spaces of TeX are 4 eighteenths around a sign and 5 around a relation."""
    em = 0.473
    quad = draw("x\\quad x").width_ex - draw("xx").width_ex
    assert quad * em == pytest.approx(1, abs=0.02)
    widths = {tex: draw(tex).width_ex * em for tex in ("a=b", "a+b", "{=}", "{+}", "ab")}
    free = draw("ab").width_ex * em - 2 * BORDER * em
    assert widths["a=b"] - widths["{=}"] - free == pytest.approx(10 / 18, abs=0.08)
    assert widths["a+b"] - widths["{+}"] - free == pytest.approx(8 / 18, abs=0.08)


def test_a_minus_sign_is_nearer_than_a_minus() -> None:
    assert draw("a=-b").width_ex < draw("a=b-b").width_ex - draw("b").width_ex + 2 * BORDER


def test_brackets_grow_only_where_tex_says_so() -> None:
    tall = "\\frac{a}{\\frac{b}{c}}"
    plain, grown = draw(f"({tall})", is_display=True), draw(f"\\left({tall}\\right)", is_display=True)
    assert grown.width_ex > plain.width_ex + 0.2
    assert height_ex(draw("\\lVert x \\rVert_2 \\frac{a}{b}")) < height_ex(
        draw("\\left\\lVert x \\frac{a}{b} \\right\\rVert_2")
    )


def test_a_long_formula_in_the_line_may_be_broken() -> None:
    long = "p(\\theta\\mid x) = \\frac{p(x\\mid\\theta)p(\\theta)}{p(x)} \\propto p(x\\mid\\theta)"
    assert len(draw_formula(mathml(long))) == 5
    assert len(draw_formula(mathml(long, is_display=True))) == 1
    assert len(draw_formula(mathml(long).replace("<math ", '<math dir="ltr" '))) == 1
    assert len(draw_formula(mathml("a = b"))) == 1
    assert len(draw_formula(mathml("f(a = b, c = d, e = f, g = h)"))) == 1
    signs = "a_1x_1 + a_2x_2 + a_3x_3 + a_4x_4 + a_5x_5 + a_6x_6"
    assert len(draw_formula(mathml(signs))) == 11


def test_the_line_breaks_after_an_operator() -> None:
    body = mathml("aaaaaaaaaa = bbbbbbbbbbbb")
    xhtml = draw_formulas(f"<p>{body}</p>").xhtml
    first, second, third = xhtml.split("<img ")[1:]
    assert first.endswith("/>\N{NO-BREAK SPACE}")
    assert second.endswith("/> ")
    assert 'alt="aaaaaaaaaa = bbbbbbbbbbbb"' in first
    assert 'alt="…"' in second
    assert 'alt="…"' in third


def test_letters_behind_a_formula_stay_with_it() -> None:
    assert '<span style="white-space: nowrap"><img ' in draw_formulas(f"the {mathml('n')}th").xhtml
    assert "nowrap" not in draw_formulas(f"the {mathml('n')}, then").xhtml


def test_rules_of_arrays_are_drawn() -> None:
    plain = draw("\\begin{array}{ccc} a & b & c \\\\ d & e & f \\end{array}")
    ruled = draw("\\begin{array}{cc|c} a & b & c \\\\ \\hline d & e & f \\end{array}")
    assert plain.artwork.operators.count(b" re f") == 0
    assert ruled.artwork.operators.count(b" re f") == 2
    assert b" re f" not in draw("\\binom{n}{k}").artwork.operators


def test_colours_are_kept() -> None:
    operators = draw("\\color{red}{x} + \\color{#0000ff}{y} + \\color{nosuch}{z}").artwork.operators
    assert operators.count(b"1 0 0 rg") == 1
    assert operators.count(b"0 0 1 rg") == 1
    assert operators.count(b"0 0 0 rg") == 3


def test_the_description_is_the_tex() -> None:
    drawn = draw_formulas(mathml('a<b \\& \\text{"c"}'))
    image = ElementTree.fromstring(drawn.xhtml)
    assert image.get("alt") == 'a<b \\& \\text{"c"}'
    assert list(drawn.artworks) == [image.get("src")]


def test_the_same_formula_is_one_picture() -> None:
    drawn = draw_formulas(mathml("x") + mathml("y") + mathml("x"))
    assert len(drawn.artworks) == 2


def test_what_cannot_be_drawn_is_shown_and_told() -> None:
    drawn = draw_formulas(mathml("x = \\text{中}"))
    assert drawn.xhtml == '<code class="math">x = \\text{中}</code>'
    assert drawn.problems == ("x = \\text{中}: the font of formulas lacks 中 (U+4E2D)",)


def test_formulas_that_would_take_unbounded_time_are_refused() -> None:
    nested = "x"
    for _ in range(14):
        nested = f"\\left(\\frac{{{nested}}}{{y}}\\right)"
    tower = "x"
    for _ in range(14):
        tower = f"1 + \\frac{{1}}{{{tower}}}"
    with pytest.raises(DrawingError, match="too intricate"):
        draw_formula(mathml(nested))
    (drawing,) = draw_formula(mathml(tower))
    assert drawing.artwork.operators


def test_drawings_are_the_same_in_every_process() -> None:
    code = (
        "import sys; from bookmaker.exporters.pdf.formulas import draw_formulas;"
        "drawn = draw_formulas(sys.stdin.read());"
        "sys.stdout.write(drawn.xhtml + str(sorted(drawn.artworks.items())))"
    )
    markup = "".join(mathml(tex) for tex in DRAWN)
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        result = subprocess.run(
            [sys.executable, "-c", code],
            input=markup.encode(),
            capture_output=True,
            env=environment,
            check=True,
        )
        digests.add(hashlib.sha256(result.stdout).hexdigest())
    assert len(digests) == 1


def test_ziamath_still_needs_what_we_mend() -> None:
    """When this fails, `_prepare_ziamath` or `make_explicit` has become shorter."""
    draw("x")  # our version is in place from here on
    original = Mnode.size_px.__closure__
    assert original is not None
    size_px = next(cell.cell_contents for cell in original if callable(cell.cell_contents))
    node = Math(ElementTree.fromstring("<math><mi>x</mi></math>"), size=100).node
    assert size_px(node, "1em", 100) == pytest.approx(133.3, abs=0.1)
    with pytest.raises(IndexError):
        Math(ElementTree.fromstring("<math><mtext></mtext></math>"), size=100)


@pytest.mark.parametrize("face", ["serif", "sans-serif", "monospace"])
def test_ink_of_letter_and_formula_ends_on_one_line(face: str) -> None:
    drawn = draw_formulas(f"<p>x<br/>{mathml('x')}</p>")
    style = f"@page {{ size: 60px 80px; margin: 5px }} p {{ font: 20px/25px {face}; margin: 0 }}"
    pages = lay_out(f"<html><body>{drawn.xhtml}</body></html>", (style,), artworks=drawn.artworks)
    assert pages.complaints == []
    picture = Image.open(io.BytesIO(pdf_page_to_png(pages.to_pdf(), 1200))).convert("L")
    (text_top, text_bottom), (top, bottom) = _ink_rows(picture)
    # Units: the picture has 20 pixels for each of the page, the text 400 for its size.
    assert abs((bottom - text_bottom) - 25 * 20) <= 12
    assert (bottom - top) / (text_bottom - text_top) == pytest.approx(1, abs=0.08)


def _ink_rows(picture: Image.Image) -> list[tuple[int, int]]:
    """First and last row of each run of rows that are not blank."""
    rows = [picture.crop((0, y, picture.width, y + 1)).getextrema()[0] < 128 for y in range(picture.height)]  # type: ignore[operator]
    edges = [y for y in range(1, len(rows)) if rows[y] != rows[y - 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
