"""Pieces that cost a careless reader time to the square of their number, or worse."""

from __future__ import annotations

MARKDOWN = (
    "{:", "{: .a", "{: .a}\n", "* a\n{: .a}\n", "*a*{:.b}", '<div markdown="1">', '<div markdown="1">\n',
    "<table>\n\n    <td>\n\n", "| `", "|`", "{::comment}", "*[", '{:"',
)  # fmt: skip
FORMULAS = ("$ ", "$x", "\\(", "\\[a", "`$", "<a $", "$$\n", "\\begin{align}\n", "](", "<pre ")
TYPOGRAPHY = (
    ' "', "'", "a.", "1-", " - ", "--", "a@", "a/", "http://!", "«", "\u00a0", "№", '("a', "А.",
)  # fmt: skip
