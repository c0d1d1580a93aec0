"""What becomes of formulas in a chapter's XHTML."""

from __future__ import annotations

from datetime import UTC, datetime

from bookmaker.errors import Outcome
from bookmaker.model import Chapter, ChapterDocument, Post, Site
from bookmaker.renderer.chapter import render_chapter

MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


def render(body: str, path: str = "post.md", language: str = "en") -> Outcome[ChapterDocument]:
    post = Post(id="p", path=path, title="T", date=MOMENT, body=body, body_line=4, language=language)
    chapter = Chapter(id="p", title="T", posts=(post,), language=language)
    return render_chapter(chapter, Site(root="/nowhere", asset_root="/nowhere"), "en")


def xhtml(body: str, path: str = "post.md") -> str:
    return render(body, path).value.xhtml


def test_macros_hold_for_the_rest_of_the_post() -> None:
    outcome = render("$$\\newcommand{\\R}{\\mathbb{R}}$$\n\nThen $x\\in\\R$.")
    text = outcome.value.xhtml
    assert "<mi>ℝ</mi>" in text
    assert text.count("<math ") == 1
    assert not outcome.diagnostics


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


def test_nothing_but_mathml_passes() -> None:
    hostile = "\\href{javascript:alert(1)}{x} \\class{a}{y} \\style{color:red}{z} \\text{<script>}"
    text = xhtml(f"${hostile}$")
    assert "<script" not in text
    assert "href=" not in text
    assert "style=" not in text
