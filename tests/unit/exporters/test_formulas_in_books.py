"""A book with formulas: valid, printed, and with a word for each that cannot be drawn."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bookmaker import Edition, Selection, Workshop, build, collect
from bookmaker.collector.arrange import Arrangement
from tests.checking import epubcheck_messages
from tests.sites import write_site

_POST = """---
title: Formulas
---
Let $x_1 \\in \\mathbb{R}^n$ and \\(a^2\\).

$$
\\begin{align} a &= \\frac{b}{c} \\\\ &= \\begin{cases} 1 & \\text{if } x \\\\ 0 \\end{cases} \\end{align}
$$

- $$\\left. \\sum_{i=1}^n i \\right|_0^1$$

## With $\\hat\\theta$ in a heading

| $|x|$ | [$y$](https://a.example/) |
|---|---|
| $\\text{中}$ | $\\nosuch$ |
"""


def test_a_book_with_formulas_is_valid_and_prints(tmp_path: Path) -> None:
    files = {"_config.yml": "title: T\nlang: en\n", "_posts/2024-03-02-formulas.md": _POST}
    collection = collect(write_site(tmp_path / "site", files))
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as workshop:
        report = build(collection, Selection(), Arrangement(name="b"), Edition(out=tmp_path), workshop)
    assert epubcheck_messages(tmp_path / "b.epub") == []
    with zipfile.ZipFile(tmp_path / "b.epub") as archive:
        package = archive.read("EPUB/content.opf").decode()
    assert 'properties="mathml"' in package
    problems = sorted(problem.message for problem in report.diagnostics)
    assert problems == [
        "$\\nosuch$: \\nosuch is not known",
        "p2024-03-02-formulas: in the PDF, \\text{中}: the font of formulas lacks 中 (U+4E2D)",
    ]
