"""Spaces at the edges of links and emphasis, links without words, and marks that a space parted."""

from __future__ import annotations

import pytest

from bookmaker.renderer.markdown import markdown_to_html
from tests.unit.renderer.mended import mend_html, mend_line, shown

MOVED = [
    ("[docs ](u)and", '<a href="u">docs</a> and'),
    ("see[ docs](u)", 'see <a href="u">docs</a>'),
    ("see [ docs ](u) and", 'see <a href="u">docs</a> and'),
    ("a<b> b </b>c", "a <b>b</b> c"),
    ("a<b><i> b</i></b>", "a <b><i>b</i></b>"),
    ("a<b> b<i> c </i></b>d", "a <b>b <i>c</i></b> d"),
    ("a <b>b<br></b>c", "a <b>b</b><br/>c"),
    ("a <b><br>b</b>c", "a <br/><b>b</b>c"),
    ("a<b> </b>b", "a b"),
    ("a<b></b>b", "ab"),
    ("a<b><br></b>b", "a<br/>b"),
    ("a <b><i> </i></b>b", "a b"),
    ("[![p ](i)](u)", '<a href="u"><img alt="p " src="i"/></a>'),
    ("<code>a <b> b </b></code>", "<code>a <b> b </b></code>"),
]

JOINED = [
    ("**a** , b", "<strong>a</strong>, b"),
    ("**a** : b", "<strong>a</strong>: b"),
    ("**a** ; b", "<strong>a</strong>; b"),
    ("[a ](u), b", '<a href="u">a</a>, b'),
    ("[a ](u).", '<a href="u">a</a>.'),
    ("**a** _, b_", "<strong>a</strong><em>, b</em>"),
]

APART = [
    "<strong>1</strong> : 10",
    "<strong>a</strong> :)",
    "<strong>a</strong> .NET",
    "<strong>a</strong> ...",
    "<strong>a</strong> ,5",
    "<strong>a</strong> (b)",
    "<strong>a</strong> — b",
    "a , b",
]

GLUED = [
    "[Python](u)-script",
    "[слов](u)ы",
    "[word](u)s",
    "по[слов](u)ица",
    "[one](u)[two](v)",
    "[a](u)(b)",
]

EMPTIED = [
    ("a [](u) b", "a b", 1),
    ("a[ ](u)b", "a b", 1),
    ("a,[ ](u)[b](v)", 'a, <a href="v">b</a>', 1),
    ("[](u)[ ](v) a", "a", 2),
    ("a [** **](u) b", 'a <a href="u">** **</a> b', 0),
    ("a <a href='u'><b> </b></a>b", "a b", 1),
    ("a <a href='u'> </a><a href='u'>b</a>", 'a <a href="u">b</a>', 0),
    ("a [![](i)](u) b", 'a <a href="u"><img alt="" src="i"/></a> b', 0),
    ('a <a id="x" href="u"></a>b', 'a <a href="u" id="x"></a>b', 0),
    ('a <a name="x"></a>b', 'a <a name="x"></a>b', 0),
]


@pytest.mark.parametrize(("source", "expected"), MOVED, ids=[source for source, _ in MOVED])
def test_spaces_move_out(source: str, expected: str) -> None:
    assert mend_line(source) == expected


@pytest.mark.parametrize(("source", "expected"), JOINED, ids=[source for source, _ in JOINED])
def test_a_mark_follows_its_word(source: str, expected: str) -> None:
    assert mend_line(source) == expected


@pytest.mark.parametrize("source", APART)
def test_a_space_that_belongs_there_stays(source: str) -> None:
    assert mend_line(source) == source


def test_french_keeps_spaces_before_tall_marks() -> None:
    assert mend_line("**a** : b", language="fr") == "<strong>a</strong> : b"
    assert mend_line("**a** , b", language="fr") == "<strong>a</strong>, b"


@pytest.mark.parametrize("source", GLUED)
def test_nothing_is_put_between_a_link_and_letters(source: str) -> None:
    linked = source.replace("[", '<a href="').replace("](", '">').replace(")", "")
    assert mend_line(source).count(" ") == linked.count(" ")


@pytest.mark.parametrize(("source", "expected", "count"), EMPTIED, ids=[source for source, _, _ in EMPTIED])
def test_links_without_words_go_and_their_spaces_stay(source: str, expected: str, count: int) -> None:
    passage = mend_html(markdown_to_html(source, 1).html)
    assert shown(passage).removeprefix("<p>").removesuffix("</p>") == expected
    assert [problem.code for problem in passage.problems] == ["link-empty"] * bool(count)


def test_empty_links_are_reported_once_with_their_number() -> None:
    passage = mend_html(markdown_to_html("a\n\nb [ ](u) c\n\n[](v)\n", 7).html)
    (problem,) = passage.problems
    assert problem.message == "2 links without a word left out"
    assert str(problem.where) == "post.md:9"
