"""Bold paragraphs that act as headings, bold type in headings, paragraphs numbered by hand."""

from __future__ import annotations

import pytest

from tests.unit.renderer.mended import mend

_LONG = "word " * 18 + "word"

HEADINGS = [
    ("**A**\n\nb", "<h2>A</h2><p>b</p>"),
    ("a\n\n**B**\n\nc", "<p>a</p><h2>B</h2><p>c</p>"),
    ("**A**\n\nb\n\n**C**\n\nd", "<h2>A</h2><p>b</p><h2>C</h2><p>d</p>"),
    ("**A:**\n\n- b", "<h2>A:</h2><ul><li>b</li></ul>"),
    ("**A?**\n\nb", "<h2>A?</h2><p>b</p>"),
    ("**A _b_**\n\nc", "<h2>A <em>b</em></h2><p>c</p>"),
    ("**A**\n\n    code", "<h2>A</h2><pre><code>code </code></pre>"),
    ("### A\n\n**B**\n\nc", "<h3>A</h3><h4>B</h4><p>c</p>"),
    ("### A\n\n**B**\n\nc\n\n# D\n\n**E**\n\nf", "<h3>A</h3><h4>B</h4><p>c</p><h1>D</h1><h2>E</h2><p>f</p>"),
    ("**A**\n\nb\n\n## C", "<h2>A</h2><p>b</p><h2>C</h2>"),
    ("###### A\n\n**B**\n\nc", "<h6>A</h6><h6>B</h6><p>c</p>"),
    ("## **A**", "<h2>A</h2>"),
    ("## ** A**", "<h2>A</h2>"),
    ("## **A** **b**", "<h2>A b</h2>"),
    ("## [**A**](u)", '<h2><a href="u">A</a></h2>'),
    ("## **A** b", "<h2><strong>A</strong> b</h2>"),
    ("## _A_", "<h2><em>A</em></h2>"),
]

PARAGRAPHS = [
    "**A.**\n\nb",
    "**A,**\n\nb",
    "**A…**\n\nb",
    "**A**",
    "**A**\n\n**B**\n\nc",
    f"**{_LONG}**\n\nb",
    "**A** b\n\nc",
    "**A**\n\n![](i)\n\nb",
    "**A**\n\n# B",
    "**A:**\n\n    code",
    "**[A](u)**\n\nb",
    "**12**\n\nb",
    "> **A**\n>\n> b",
    "- **A**\n\n  b",
    "_A_\n\nb",
    '<div class="card">\n\n**A**\n\nb\n\n</div>',
]

NUMBERED = [
    (
        "**1)** a b\n\n**2)** c d",
        '<p class="numbered"><strong>1)</strong>~a b</p><p class="numbered"><strong>2)</strong>~c d</p>',
    ),
    (
        "**1) a.** b\n\n**2) c.** d",
        '<p class="numbered"><strong>1)~a.</strong> b</p><p class="numbered"><strong>2)~c.</strong> d</p>',
    ),
    (
        "**1)** **a** b\n\nc\n\n**2.** d",
        '<p class="numbered"><strong>1)</strong>~<strong>a</strong> b</p><p>c</p>'
        '<p class="numbered"><strong>2.</strong>~d</p>',
    ),
    (
        "**1) A**\n\n- b\n\n**2) c.** d",
        '<p class="numbered"><strong>1)~A</strong></p><ul><li>b</li></ul>'
        '<p class="numbered"><strong>2)~c.</strong> d</p>',
    ),
    ("**1) A**\n\nb\n\n**2) C**\n\nd", "<h2>1) A</h2><p>b</p><h2>2) C</h2><p>d</p>"),
    ("**1)** a", "<p><strong>1)</strong> a</p>"),
    ("**2)** a\n\n**3)** b", "<p><strong>2)</strong> a</p><p><strong>3)</strong> b</p>"),
    (
        "**1)**a\n\n**2)**b",
        '<p class="numbered"><strong>1)</strong>a</p><p class="numbered"><strong>2)</strong>b</p>',
    ),
    ("**2022.** a\n\n**2023.** b", "<p><strong>2022.</strong> a</p><p><strong>2023.</strong> b</p>"),
    ("**1.5** a\n\n**2.5** b", "<p><strong>1.5</strong> a</p><p><strong>2.5</strong> b</p>"),
    (
        "**1)** a\n\n**2)** b\n\n**1)** c",
        '<p class="numbered"><strong>1)</strong>~a</p><p class="numbered"><strong>2)</strong>~b</p>'
        "<p><strong>1)</strong> c</p>",
    ),
]


@pytest.mark.parametrize(("source", "expected"), HEADINGS, ids=[source for source, _ in HEADINGS])
def test_headings(source: str, expected: str) -> None:
    assert mend(source) == expected


@pytest.mark.parametrize("source", PARAGRAPHS)
def test_other_bold_paragraphs_stay(source: str) -> None:
    assert "<h2" not in mend(source)


@pytest.mark.parametrize(("source", "expected"), NUMBERED, ids=[source for source, _ in NUMBERED])
def test_numbers_by_hand(source: str, expected: str) -> None:
    assert mend(source) == expected.replace("~", "\N{NO-BREAK SPACE}")
