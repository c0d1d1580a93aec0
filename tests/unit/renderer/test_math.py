"""Formulas in posts: what is one, and what is not."""

from __future__ import annotations

import pytest

from benchmarks.hostile import FORMULAS
from bookmaker.renderer.math.shield import Formula, shield_formulas

#: A formula beyond doubt, which lets those in doubt through.
SURE = "\n\n$\\alpha$\n"


def formulas(text: str, first_line: int = 1) -> list[Formula]:
    _, pieces = shield_formulas(text, first_line)
    return [piece.formula for piece in pieces.values() if piece.formula]


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


@pytest.mark.parametrize("piece", FORMULAS)
def test_hostile_texts_keep_their_letters(piece: str) -> None:
    text = piece * (110_000 // len(piece))
    shielded, pieces = shield_formulas(text, 1)
    assert "".join(pieces[letter].source if letter in pieces else letter for letter in shielded) == text


def test_no_formula_is_found_in_the_corpora(corpora: object) -> None:
    """None of the collections has mathematics, and all of them have dollar signs."""
    from pathlib import Path

    found = []
    for path in Path(str(corpora)).rglob("*.m*d*"):
        if path.is_file():
            found += formulas(path.read_text("utf-8", errors="replace"))
    assert found == []
