"""Blocks of code: what is coloured, numbered and named, and that no letter of them ever changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookmaker.exporters.pdf.code_lines import break_long_lines, code_columns
from bookmaker.pagesizes import PAGE_SIZES
from bookmaker.renderer.highlight import highlight_code, language_name
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import Element, tree_to_xhtml
from tests.posts import SITE, make_post

SOURCES = {
    "python": 'def f(x):  # why\n\t"""Two\n\tlines"""\n\treturn "a\\n" + x\n\n\n',
    "ruby": "class A < B\n  puts <<~END\n    text\n  END\nend\n",
    "html": "<!-- c --><p class='x'>a &amp; b</p>\n<script>let a = 1 < 2;</script>",
    "yaml": "a: &x [1, yes]\r\nb: *x\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n",
    "c++": "#include <a>\nint main() { return 0; } // \ufeff\n",
    "json": '{"a": [1, null, "ü"]}',
    "console": "$ ls -l\ntotal 0\n",
    "php": "<?php echo 'x'; ?> text",
    "bash": "\n\n  echo \"$HOME\" | sed 's/a/b/'  \n",
    "kt": 'fun main() = println("x")\n',
}
CLASSES = {"k", "s", "c", "n", "m", "p", "gd", "gi", "line"}


def _root(body: str) -> Element:
    return render_post(make_post("a", body=body), SITE, 2, "en").root


def _blocks(body: str) -> Iterator[Element]:
    return _root(body).iter("pre")


@pytest.mark.parametrize("language", SOURCES)
def test_coloured_code_is_the_same_text(language: str) -> None:
    source = SOURCES[language]
    pieces = highlight_code(source, language)
    assert pieces is not None
    assert "".join(text for _, text in pieces) == source
    assert {name for name, _ in pieces} - {""} <= CLASSES
    assert any(name for name, _ in pieces)


@given(text=st.text(), language=st.sampled_from(["python", "html", "yaml", "rust", "perl", "markdown"]))
@settings(max_examples=150, deadline=None)
def test_any_text_in_any_language_stays_as_it_is(text: str, language: str) -> None:
    pieces = highlight_code(text, language)
    assert pieces is None or "".join(piece for _, piece in pieces) == text


@pytest.mark.parametrize(
    ("info", "language", "label", "is_numbered"),
    [
        ("python", "python", "Python", False),
        ("Python", "Python", "Python", False),
        ("ruby linenos", "ruby", "Ruby", True),
        ("ruby {linenos}", "ruby", "Ruby", True),
        ("go {linenos=table,hl_lines=[1]}", "go", "Go", True),
        ("go {linenos=false}", "go", "Go", False),
        ("{.python .numberLines}", "python", "Python", True),
        ("{linenos}", "", None, True),
        ('js title="app.js"', "js", "app.js", False),
        ("rust,ignore", "rust", "Rust", False),
        ("sh:deploy", "sh", "Bash", False),
        ("nosuchlanguage", "nosuchlanguage", None, False),
        ("text", "text", None, False),
        ("{1,3}", "", None, False),
        ("", "", None, False),
    ],
)
def test_what_a_fence_says(info: str, language: str, label: str | None, is_numbered: bool) -> None:
    (block,) = _blocks(f"```{info}\nx = 1\n```")
    assert block[0].get("class", "") == (f"language-{language}" if language else "")
    assert block.get("data-label") == label
    assert (block.find(".//span[@class='line']") is not None) == is_numbered
    assert "".join(block.itertext()) == "x = 1\n"


@pytest.mark.parametrize(
    "body",
    [
        "    int x = 1;\n{: .language-c}",
        "~~~\nint x = 1;\n~~~\n{: .language-c}",
        '<pre><code class="language-c">int x = 1;\n</code></pre>',
        '<pre lang="c">int x = 1;\n</pre>',
        '<div class="language-c highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
        '<span class="kt">int</span> x = <span class="mi">1</span>;\n</code></pre></div></div>',
    ],
)
def test_ways_to_name_a_language(body: str) -> None:
    (block,) = _blocks(body)
    assert block.get("data-label") == "C"
    assert [span.text for span in block.iter("span")] == ["int", "1"]
    assert "".join(block.itertext()) == "int x = 1;\n"
    assert block.get("lang") is None


def test_numbers_are_no_part_of_the_text() -> None:
    (block,) = _blocks('```python {linenos linenostart=9}\n"""a\n\nb"""\n```')
    lines = list(block.iter("span"))
    numbered = [line for line in lines if line.get("class") == "line"]
    assert [line.get("data-number") for line in numbered] == ["9", "10", "11"]
    assert ["".join(line.itertext()) for line in numbered] == ['"""a\n', "\n", 'b"""\n']


@pytest.mark.parametrize(
    "body", ["<pre>a <b>bold</b> b</pre>", '<pre><code>a <a href="https://e.org/">b</a></code></pre>']
)
def test_marks_of_the_author_in_code_stay(body: str) -> None:
    (block,) = _blocks(body)
    assert "".join(block.itertext()).startswith("a b")
    assert list(block.iter("b", "a"))


def test_classes_of_code_mean_nothing_elsewhere() -> None:
    root = _root('<span class="k">a</span> <span class="line">b</span>')
    assert all(span.get("class") is None for span in root.iter("span"))


def test_large_blocks_are_left_plain() -> None:
    assert highlight_code("x = 1\n" * 40_000, "python") is None
    assert highlight_code("x" * 6_000, "python") is None


@pytest.mark.parametrize(
    ("language", "name"), [("c++", "C++"), ("yml", "YAML"), ("txt", ""), ("", ""), ("?", "")]
)
def test_names_of_languages(language: str, name: str) -> None:
    assert language_name(language) == name


LINES = [
    ("short", ["short"]),
    ("aaaa bbbb cccc dddd eeee", ["aaaa bbbb cccc ", "dddd eeee"]),
    ("a" * 45, ["a" * 19, "a" * 17, "a" * 9]),
    ("x" * 20, ["x" * 20]),
    ("x" * 21, ["x" * 19, "x" * 2]),
    ("\t\t\t\tabcdef", [" " * 16, "abcdef"]),
    ("a\tbc\t字\t<b>d\t</b>e", ["a   bc  字  <b>d   </b>e"]),
    ("字" * 12, ["字" * 9, "字" * 3]),
    ("a&amp;" * 11, ["a&amp;" * 9 + "a", "&amp;a&amp;"]),
    ('<span class="s">' + "a" * 21 + "</span>", ['<span class="s">' + "a" * 19, "aa</span>"]),
]


@pytest.mark.parametrize(("line", "rows"), LINES)
def test_long_lines_turn(line: str, rows: list[str]) -> None:
    broken = break_long_lines(f"<pre><code>{line}\n</code></pre>", 20)
    assert broken == "<pre><code>" + '<span class="turn"></span>'.join(rows) + "\n</code></pre>"


def test_code_in_tables_has_spaces_for_tabs() -> None:
    table = "<table><tr><td><pre>a\tb\n\tc</pre></td></tr></table>"
    assert break_long_lines(table, 80) == table.replace("a\tb", "a   b").replace("\tc", "    c")


def test_indents_make_lines_turn_sooner() -> None:
    code = f"<pre><code>{'a' * 30}</code></pre>"
    assert break_long_lines(code, 30) == code
    assert "turn" in break_long_lines(f"<ul><li>{code}</li></ul>", 30)
    assert "turn" not in break_long_lines(f"<ul><li>x</li></ul>{code}", 30)


def test_in_tables_the_layout_breaks_lines() -> None:
    table = f"<table><tr><td><pre><code>{'a' * 90}</code></pre></td></tr></table>"
    assert break_long_lines(table, 30) == table


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_turns_take_no_letter_away(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    broken = break_long_lines(f"<pre><code>{escaped}</code></pre>", 30)
    assert unescape(re.sub(r"<[^>]*>", "", broken)) == unescape(escaped)


def test_pages_hold_a_sensible_number_of_letters() -> None:
    assert {name: code_columns(size) for name, size in PAGE_SIZES.items() if name in ("a4", "a5", "a6")} == {
        "a4": 69, "a5": 59, "a6": 51,
    }  # fmt: skip


def test_the_same_block_twice_is_the_same_markup() -> None:
    body = "```python\nclass A: pass\n```\n"
    first, second = (tree_to_xhtml(block) for block in _blocks(body + "\n" + body))
    assert first == second
