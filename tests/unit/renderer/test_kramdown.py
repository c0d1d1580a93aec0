"""What kramdown adds to Markdown: each row is Markdown, and the HTML that must come of it."""

from __future__ import annotations

import re

import pytest

from benchmarks.hostile import MARKDOWN
from bookmaker.renderer.kramdown.attributes import Attributes, parse_attributes
from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.raw_html import LINE

_LINE = re.compile(rf' {LINE}="\d+"')

LISTS: list[tuple[str, Attributes | None]] = [
    (" .a #b ", Attributes(classes=("a",), id="b")),
    (".a.b", Attributes(classes=("a", "b"))),
    ('width="20%" .c', Attributes(classes=("c",), pairs=(("width", "20%"),))),
    ("title='a \"b\"'", Attributes(pairs=(("title", 'a "b"'),))),
    ("width=200", Attributes(pairs=(("width", "200"),))),
    ("toc", Attributes(references=("toc",))),
    ('style="a}b"', Attributes(pairs=(("style", "a}b"),))),
    ("", Attributes()),
    ("ok, value", None),
    ("a => 1", None),
    ("#", None),
    ('a="b"c', None),
]

BLOCKS = [
    ("Words.\n{: .a #b}", '<p class="a" id="b">Words.</p>'),
    ("{: .a}\nWords.", '<p class="a">Words.</p>'),
    ("One.\n{: .a}\nTwo.", '<p class="a">One.</p>\n<p>Two.</p>'),
    ("One.\n\n{: .a}\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
    ("One.\n{: .a}\n{: .b}", '<p class="a b">One.</p>'),
    ("One.\n\n{: .a}\n{: .b}\nTwo.", '<p>One.</p>\n<p class="a b">Two.</p>'),
    ("{: .a}\n\n{: .b}\nTwo.", '<p class="b">Two.</p>'),
    ("One.\n{:.a}", '<p class="a">One.</p>'),
    ("One.\n{.a}", '<p class="a">One.</p>'),
    ("> One.\n{: .a}", '<blockquote class="a">\n<p>One.</p>\n</blockquote>'),
    ("> One.\n> {: .a}", '<blockquote>\n<p class="a">One.</p>\n</blockquote>'),
    ("* One\n* Two\n{: .a}", '<ul class="a">\n<li>One</li>\n<li>Two</li>\n</ul>'),
    ("* {:.a} One\n* Two", '<ul>\n<li class="a">One</li>\n<li>Two</li>\n</ul>'),
    ("1. One\n{:.a}\n\nWords.", '<ol class="a">\n<li>One</li>\n</ol>\n<p>Words.</p>'),
    ("# One\n{: #b}", '<h1 id="b">One</h1>'),
    ("# One {#b}", '<h1 id="b">One</h1>'),
    ("# One # {#b .c}", '<h1 class="c" id="b">One</h1>'),
    ("# One {: .c}", '<h1 class="c">One</h1>'),
    ("One {#b}\n===", '<h1 id="b">One</h1>'),
    ("# Sets {a, b}", "<h1>Sets {a, b}</h1>"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n{: .c}", '<table class="c">'),
    ("~~~\ncode\n~~~\n{: .language-ruby}", '<pre><code class="language-ruby">code\n</code></pre>'),
    ("    code\n{: .language-c}", '<pre><code class="language-c">code\n</code></pre>'),
    ("Term\n: Meaning\n{: .a}", '<dl class="a">\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>'),
    ("{:x: .a #b}\n\nWords.\n{: x}", '<p class="a" id="b">Words.</p>'),
    ("Words.\n{: x .c}\n\n{:x: .a}", '<p class="a c">Words.</p>'),
    ("* Contents\n{:toc}\n\nWords.", "<p>Words.</p>"),
    ("1. Contents\n   1. inner\n{:toc .x}\n\nWords.", "<p>Words.</p>"),
    ("* notes\n{:footnotes}\n\nWords.", "<p>Words.</p>"),
    ("# One\n{:.no_toc}", '<h1 class="no_toc">One</h1>'),
    ("Words at the end {: .a}", '<p class="a">Words at the end</p>'),
    ("{:ok, value}", "<p>{:ok, value}</p>"),
    ("{:ok}", "<p>{:ok}</p>"),
    ("{a}", "<p>{a}</p>"),
    ("    {: .a}", "<pre><code>{: .a}\n</code></pre>"),
    ("```\n{: .a}\n```", "<pre><code>{: .a}\n</code></pre>"),
]

SPANS = [
    ("*a*{:.b}", '<p><em class="b">a</em></p>'),
    ("**a**{: .b #c} d", '<p><strong class="b" id="c">a</strong> d</p>'),
    ("`a`{:.b}", '<p><code class="b">a</code></p>'),
    ('[a](b){:target="_blank"}', '<p><a href="b" target="_blank">a</a></p>'),
    ('![a](b){: width="50%"}', '<p><img src="b" alt="a" width="50%" /></p>'),
    ("![a](b){width=50%}", '<p><img src="b" alt="a" width="50%" /></p>'),
    ("![a](b) {: .c}", '<p><img src="b" alt="a" class="c" /></p>'),
    ("~~a~~{:.b}", '<p><s class="b">a</s></p>'),
    ("a{:.b} c", "<p>a{:.b} c</p>"),
    ("it returns {:ok} here", "<p>it returns {:ok} here</p>"),
    ("*a*{:ok, b}", "<p><em>a</em>{:ok, b}</p>"),
    ("`{:.b}`", "<p><code>{:.b}</code></p>"),
    ("one\\\\\ntwo", "<p>one<br />\ntwo</p>"),
    ("one\\\\ two", "<p>one\\ two</p>"),
    ("a {::comment}b{:/comment} c", "<p>a  c</p>"),
    ("a {::nomarkdown}<i>*b*</i>{:/} c", "<p>a <i>*b*</i> c</p>"),
    ('a {::nomarkdown type="latex"}\\x{:/} c', "<p>a  c</p>"),
    ("a {::comment} b", "<p>a {::comment} b</p>"),
]

EXTENSIONS = [
    ("{::comment}\nhidden\n\nmore\n{:/comment}\n\nWords.", "<p>Words.</p>"),
    ("Words.\n{::comment}\nhidden\n{:/}\nMore.", "<p>Words.</p>\n<p>More.</p>"),
    ('{::options toc_levels="1..2" /}\n\nWords.', "<p>Words.</p>"),
    ("{::nomarkdown}\n<b>*raw*</b>\n{:/}", "<b>*raw*</b>"),
    ("* a\n^\n* b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>"),
    ("One.\n\n<!--more-->\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
    ("<!-- more --> *Two*", "<p><em>Two</em></p>"),
]

ABBREVIATIONS = [
    ("The CSS.\n\n*[CSS]: Cascading Styles", '<p>The <abbr title="Cascading Styles">CSS</abbr>.</p>'),
    ("*[A]: b\nThe A of AB and `A`.", '<p>The <abbr title="b">A</abbr> of AB and <code>A</code>.</p>'),
    ("A\n\n*[A]:", "<p><abbr>A</abbr></p>"),
    ("*A* and A+\n\n*[A+]: plus", '<p><em>A</em> and <abbr title="plus">A+</abbr></p>'),
    ("    *[A]: b", "<pre><code>*[A]: b\n</code></pre>"),
]

HTML = [
    ('<div markdown="1">\n*a*\n\n- b\n</div>', "<p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>"),
    ('<div markdown="1">*a*</div>', '<div markdown="1"><p><em>a</em></p>\n</div>'),
    ('<div markdown="span">*a*</div>', '<div markdown="span"><em>a</em></div>'),
    ('<p markdown="1">*a*</p>', '<p markdown="1"><em>a</em></p>'),
    ('<div markdown="0">*a*</div>', "*a*"),
    ('<pre markdown="1">*a*</pre>', "*a*"),
    ('<div>\n  <div markdown="1">\n    *a*\n\n    b\n  </div>\n</div>', "<p><em>a</em></p>\n<p>b</p>"),
    ('<div markdown="1">\n\n```\nx\n  y\n```\n\n</div>', "<pre><code>x\n  y\n</code></pre>"),
    ('<table><tr><td markdown="span">*a*</td></tr></table>', '<td markdown="span"><em>a</em></td>'),
    ('- one\n\n  <div markdown="1">\n  *a*\n  </div>', "<p><em>a</em></p>"),
    ('<div markdown="1">\na[^1]\n</div>\n\n[^1]: note', 'id="fnref1"'),
    ('<div markdown="1">\n*never closed', "*never closed"),
]

INDENTED = [
    (
        "<table>\n  <tr>\n\n    <td>a</td>\n\n  </tr>\n</table>",
        "<table>\n  <tr>\n    <td>a</td>\n  </tr>\n</table>",
    ),
    (
        "<table>\n<tr><td>\n\n    words\n</td></tr></table>",
        "<table>\n<tr><td>\n    words\n</td></tr></table>",
    ),
    ("<ul>\n\n    <li>a</li>\n\n</ul>", "<ul>\n    <li>a</li>\n</ul>"),
    ("<div>\n\n    a = 1\n\n</div>", "<div>\n<pre><code>a = 1\n</code></pre>\n</div>"),
    ("    <table>\n\n    <td>\n\n    </table>", "&lt;table&gt;\n\n&lt;td&gt;\n\n&lt;/table&gt;"),
    ("<table>\n\n    <td>a", "<table>\n<pre><code>&lt;td&gt;a\n</code></pre>"),
]

TABLES = [
    ("| a | b |\n| c | d |", "<tbody>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr>"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n|---\n| 3 | 4 |", "</tbody>\n<tbody>\n<tr>\n<td>3</td>"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n|===\n| 3 | 4 |", "<tfoot>\n<tr>\n<td>3</td>"),
    ("| a | b |\n|:--|--:|\n| 1 | 2 |\n|---\n| 3 | 4 |", '<td style="text-align:right">2</td>'),
    ("| a `x|y` | b \\| c |\n| d | e |", "<td>a <code>x|y</code></td>\n<td>b | c</td>"),
    ("| a | b |\n|---|\n| 1 | 2 |", "<thead>\n<tr>\n<th>a</th>"),
    ("| a | b | c |\n| d |\n| e | f |", "<p>| a | b | c |"),
    ("| alone |\n| too |", "<p>| alone |\n| too |</p>"),
]


def _html(markdown: str) -> str:
    return _LINE.sub("", markdown_to_html(markdown, 1).html).strip()


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_attribute_lists_are_read_and_nothing_else(text: str, expected: Attributes | None) -> None:
    assert parse_attributes(text) == expected


@pytest.mark.parametrize(("markdown", "expected"), BLOCKS + EXTENSIONS)
def test_blocks(markdown: str, expected: str) -> None:
    html = _html(markdown)
    assert html == expected or (expected.startswith("<table") and html.startswith(expected))


@pytest.mark.parametrize(("markdown", "expected"), SPANS + ABBREVIATIONS)
def test_spans(markdown: str, expected: str) -> None:
    assert _html(markdown) == expected


@pytest.mark.parametrize(("markdown", "expected"), HTML + INDENTED)
def test_markdown_in_html(markdown: str, expected: str) -> None:
    assert expected in _html(markdown)


@pytest.mark.parametrize(("markdown", "expected"), TABLES)
def test_tables(markdown: str, expected: str) -> None:
    assert expected in _html(markdown)


def test_a_note_can_be_referred_to_twice() -> None:
    html = _html("a[^1] b[^1]\n\n[^1]: note")
    assert html.count("footnote-backref") == 2
    assert html.count("<li id=") == 1


def test_lines_stay_those_of_the_file() -> None:
    html = markdown_to_html('{: .a}\nOne.\n\n<div markdown="1">\n\nTwo.\n\n</div>\n\nThree.', 5).html
    assert re.findall(rf'<p[^>]* {LINE}="(\d+)"', html) == ["6", "10", "14"]


HOSTILE = (
    *(piece * (50_000 // len(piece)) for piece in MARKDOWN),
    "a\n" + "{: .a}\n" * 10_000,
    '<div markdown="1">\n' * 1_000 + "</div>\n" * 1_000,
    "<table>\n\n    <td>\n\n" * 1_000 + "</table>",
    "|`" * 2_000 + "\n" + "|`" * 2_000,
)


@pytest.mark.parametrize("markdown", HOSTILE, ids=lambda text: text[:20])
def test_hostile_posts_keep_what_follows(markdown: str) -> None:
    assert "The end." in markdown_to_html(f"{markdown}\n\nThe end.", 1).html
