"""The reading of sources: which words must be in a book, which may, and which must not."""

from __future__ import annotations

import pytest

from bookmaker.checker.source import post_to_words
from tests.posts import make_post
from tests.unit.checker.reading import kinds, printed, source_words

PRINTED = [
    ("# Head\n\nSome *very* **bold** text.", "head some very bold text"),
    ("при**мер** и 2*3", "при+мер и 2+3"),
    ("[link](https://example.org/x) and [ref][id]", "link and ref"),
    ("[глюк](https://example.org)ованный", "глюк+ованный"),
    ("the [style guide][style\nguide] and ![alt][a\nb] on", "the style guide and on"),
    ("[a `b` c`](#b) on.\n- In `d` too.", "a b c on in d too"),
    ("[id]: https://example.org 'Title'\n\ntext", "text"),
    ("<https://example.org/a> <me@example.org>", "https example org a me example org"),
    ("![alt](x.png 'title')word", "word"),
    ("`<b>a[1](c)</b>` b", "b a 1 c b b"),
    ("``a ` b`` c", "a b c"),
    ("~~~ python\nx = [a](b) # <i>\n~~~\nend", "x a b i end"),
    ("```\ncode\n\nmore\n```", "code more"),
    ("> ```\n> quoted\n> ```\n> after", "quoted after"),
    ("before\n```\nnever closed", "before never closed"),
    ("    <b>may be code</b>", "may be code"),
    ("a<br>b <span class='x'>c</span>d", "a b c+d"),
    ("<!-- not\n\nthis --> but this", "but this"),
    ("<script>var x = 1</script><style>a{}</style>text", "text"),
    ("a <x-note class='b'>c</x-note> d", "a x note class b c x note d"),
    ("List<String> and Map<Key, Value> and <b>x</b>", "list string and map key value and x"),
    ("<pre>a[b](c) &lt;d&gt;</pre> e", "a b c d e"),
    ("&laquo;a&raquo; b&nbsp;c&auml;d &para=1", "a b c+ä+d para 1"),
    ("word[^1] next\n\n[^1]: The note.", "word next the note"),
    ("text\n{: .class #id}\n\n## Head {#custom}\n", "text head"),
    ("* TOC\n{:toc}\n\ntext", "text"),
    ("CSS here\n\n*[CSS]: Cascading Style Sheets", "css here"),
    ("1. one\n2. two\n   1) three", "one two three"),
    ("- [x] done\n- [ ] open", "done open"),
    ("| a | b |\n|---|:-:|\n| c | d |", "a b c d"),
    ("Prices: $5 and $10", "prices 5 and 10"),
    ("Euler: $e^{i\\pi}$ done", "euler done"),
    ("$$\n\\sum x\n$$ done", "done"),
    (r"escaped \*stars\* and \_this\_", "escaped stars and this"),
    ("smile :smile: at 10:30:45", "smile at 10 30 45"),
    ("<iframe src='https://example.org/v' title='A film'></iframe> after", "after"),
    ("<thead><tr><th>Head</th></tr></thead> cell", "head cell"),
]


@pytest.mark.parametrize(("body", "expected"), PRINTED)
def test_what_must_be_printed(body: str, expected: str) -> None:
    assert printed(body) == expected


def test_html_posts_are_no_markdown() -> None:
    assert printed("<p>a *b* [c](d) `e`</p>\n<p>f&amp;g</p>", ".html") == "a b c d e f g"
    assert printed("a <x-note class='b'>c</x-note> <pi>d</pi><o:p></o:p>", ".html") == "a c d"


@pytest.mark.parametrize(
    ("body", "described"),
    [
        ("![A red sun](sun.png)", "a red sun"),
        ("<img src='sun.png' alt='A red sun'>", "a red sun"),
        ("<img alt='A red sun' src='sun.png' ALT='A moon'>", "a red sun"),
        ("![IMG_2041](a.jpg) ![sun.png](sun.png)", ""),
    ],
)
def test_pictures_are_described_unless_by_a_file_name(body: str, described: str) -> None:
    assert kinds(body, "described") == described


@pytest.mark.parametrize(
    ("body", "silent"),
    [
        ("```sh\nls\n```", "sh bash"),
        ('<pre class="language-console"><code>$ ls</code></pre>', "console bash session"),
        ('<pre><code class="lang-sh">ls</code></pre>', "sh bash"),
        ("``` ruby linenos\na\nb\n```", "ruby linenos ruby 1 2 3"),
        ("word[^x]\n\n[^x]: note", "1 1"),
        ("1. one", "1"),
        ("<abbr title='Long name'>LN</abbr>", "long name"),
    ],
)
def test_what_may_be_shown(body: str, silent: str) -> None:
    assert kinds(body, "silent") == silent


def test_a_tables_head_may_stand_on_each_page() -> None:
    assert kinds("| time | what |\n|------|------|\n| 9:00 | bread |", "repeated") == "time what"


def test_words_know_their_lines() -> None:
    words = source_words("one\n\n[two\nthree](x) <b\nclass='y'>four</b>\n\n```\nfive\n```\n")
    assert [(word.text, word.line) for word in words if word.kind == "printed"] == [
        ("one", 9), ("two", 11), ("three", 12), ("four", 13), ("five", 16),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["# A title\n", "# *A* title #\n", "\nA title\n=======\n"])
def test_the_title_is_said_once(heading: str) -> None:
    post = make_post("post", title="A Title", body=f"{heading}\nA title\n", body_line=9)
    words = [(word.text, word.line) for word in post_to_words(post, "en") if word.kind == "printed"]
    last = 9 + heading.count("\n") + 1
    assert words == [("a", 1), ("title", 1), ("a", last), ("title", last)]


def test_another_heading_stays() -> None:
    assert printed("# Another title\n\ntext") == "another title text"


@pytest.mark.parametrize(("text", "minutes"), [("a.b.c.d_e ", 50), ("word ", 50), ("word ", 4)])
def test_how_long_it_takes_to_read_may_be_said(text: str, minutes: int) -> None:
    post = make_post("post", body=text * 180 * minutes, body_line=9)
    opening = {word.text for word in post_to_words(post, "en") if word.line == 1 and word.kind == "silent"}
    assert {str(minutes), "min", "read"} <= opening
    assert str(minutes + 10) not in opening
