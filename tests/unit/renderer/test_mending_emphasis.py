"""Broken bold and italic type becomes whole; asterisks and underscores that mean themselves stay."""

from __future__ import annotations

import pytest

from tests.unit.renderer.mended import mend, mend_html, mend_line, shown

REPAIRED = [
    # Spaces inside the marks
    ("** word**", "<strong>word</strong>"),
    ("**word **", "<strong>word</strong>"),
    ("** word **", "<strong>word</strong>"),
    ("a ** word** b", "a <strong>word</strong> b"),
    ("a **word ** b", "a <strong>word</strong> b"),
    ("a **word **b", "a <strong>word</strong> b"),
    ("a ** two words ** b", "a <strong>two words</strong> b"),
    ("** one** and ** two**", "<strong>one</strong> and <strong>two</strong>"),
    ("**one **and **two **and", "<strong>one</strong> and <strong>two</strong> and"),
    ("**one** and ** two**", "<strong>one</strong> and <strong>two</strong>"),
    ("**a **, ** b**", "<strong>a</strong>, <strong>b</strong>"),
    ("(** word**)", "(<strong>word</strong>)"),
    ("**\u00a0word**", "\u00a0<strong>word</strong>"),
    ("__ word__", "<strong>word</strong>"),
    ("__word __ b", "<strong>word</strong> b"),
    ("_word _, b", "<em>word</em>, b"),
    ("_ word_ b", "<em>word</em> b"),
    ("*word *, b", "<em>word</em>, b"),
    ("***word ***b", "<em><strong>word</strong></em> b"),
    # Line breaks inside the marks
    ("a **\nb** c", "a <strong>b</strong> c"),
    ("a **b\n** c", "a <strong>b</strong> c"),
    ("a **  \nb** c", "a <br/> <strong>b</strong> c"),
    ("**a\nb**", "<strong>a b</strong>"),
    # Nested kinds, links and code
    ("** _word_** b", "<strong><em>word</em></strong> b"),
    ("**_word_ **b", "<strong><em>word</em></strong> b"),
    ("_a ** b** c_", "<em>a <strong>b</strong> c</em>"),
    ("**[a](u) **b", '<strong><a href="u">a</a></strong> b'),
    ("[** a**](u)", '<a href="u"><strong>a</strong></a>'),
    ("** `a**` **", "<strong><code>a**</code></strong>"),
    # Glued to letters, across punctuation
    ("**word:**next", "<strong>word:</strong>next"),
    ("слово**«слово»**слово", "слово<strong>«слово»</strong>слово"),
    ("слова**:**", "слова<strong>:</strong>"),
    ("字**「強調」**字", "字<strong>「強調」</strong>字"),
    ("**注意：**本文", "<strong>注意：</strong>本文"),
    ("本文**（注）**、次", "本文<strong>（注）</strong>、次"),
    ("**강조(强調)**는", "<strong>강조(强調)</strong>는"),
    ("__слово__слово", "<strong>слово</strong>слово"),
    # Two bold words without anything between
    ("**слово****слово**", "<strong>слово</strong><strong>слово</strong>"),
    ("**one:****two**", "<strong>one:</strong><strong>two</strong>"),
    # Bold type with nothing in it, and a note's mark in bold type
    ("слово**** слово", "слово слово"),
]

KEPT = [
    "2**3",
    "x**2 + y**2",
    "2**3 = 8, 3**2 = 9",
    "(a + b)**2 and (c + d)**2",
    "a ** b ** c",
    "x ** (a + b) ** y",
    "5 * 3 * 2",
    "**kwargs and **options",
    "f(*args, **kwargs)",
    "src/**/*.md and src/**",
    "**/cache and **/build",
    "*.md and *.txt",
    "snake_case and _private and __dunder",
    "_private _other b",
    "__init__py",
    "о__о",
    "price* and *discount",
    "one** and two**",
    "word** and **word",
    "*Face: A, b * c",
    "a ** b",
    "x****x",
    "to f**** it",
    "a hotel ****",
    "word*****",
    "**",
    "***** five stars",
    "5'' ** 6''",
]


@pytest.mark.parametrize(("source", "expected"), REPAIRED, ids=[source for source, _ in REPAIRED])
def test_broken_emphasis_is_repaired(source: str, expected: str) -> None:
    assert mend_line(source) == expected


@pytest.mark.parametrize("source", KEPT)
def test_what_may_mean_itself_stays(source: str) -> None:
    assert mend_line(source) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("`** a**` b", "<code>** a**</code> b"),
        (r"\*\* a\*\* b", "** a** b"),
        ("&#42;&#42; a&#42;&#42; b", "** a** b"),
        ('<span title="** a**">b</span>', '<span title="** a**">b</span>'),
        ("**word**", "<strong>word</strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("word**bold**word", "word<strong>bold</strong>word"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
    ],
)
def test_what_is_right_is_not_touched(source: str, expected: str) -> None:
    assert mend_line(source) == expected


@pytest.mark.parametrize("rule", ["* * *", "****", "_____", "***"])
def test_rules_between_sections_stay(rule: str) -> None:
    assert mend(f"a\n\n{rule}\n\nb") == "<p>a</p><hr/><p>b</p>"


def test_code_blocks_stay() -> None:
    assert mend("```\n** a**\n```") == "<pre><code>** a** </code></pre>"
    assert mend("    ** a**\n") == "<pre><code>** a** </code></pre>"


def test_an_asterisk_in_bold_is_a_note_s_mark_where_the_note_follows() -> None:
    assert mend("Слово*****.\n\n***** Сноска") == (
        "<p>Слово<strong>*</strong>.</p><p><strong>*</strong> Сноска</p>"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**One\n\ntwo** three", "<p><strong>One</strong></p><p><strong>two</strong> three</p>"),
        ("a **One\n\ntwo**", "<p>a <strong>One</strong></p><p><strong>two</strong></p>"),
        ("**a _b_\n\n_c_ d**", "<p><strong>a <em>b</em></strong></p><p><strong><em>c</em> d</strong></p>"),
        ("**a\n\nb", "<p>**a</p><p>b</p>"),
        ("a\n\nb**", "<p>a</p><p>b**</p>"),
        ("**a\n\n- b**", "<p>**a</p><ul><li>b**</li></ul>"),
        ("`**`a\n\nb**", "<p><code>**</code>a</p><p>b**</p>"),
        ("2**3\n\n3**2", "<p>2**3</p><p>3**2</p>"),
        ("a **one\n\n**two", "<p>a **one</p><p>**two</p>"),
    ],
)
def test_bold_type_that_two_paragraphs_cut(source: str, expected: str) -> None:
    assert mend(source).replace(' class="cut"', "") == expected


@pytest.mark.parametrize("source", [source for source, _ in REPAIRED])
def test_mending_the_mended_changes_nothing(source: str) -> None:
    once = mend(source)
    assert shown(mend_html(once)) == once
