"""Any post becomes a sound chapter, and no word of it is lost, doubled, glued or moved."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.property.rendering import WORD, assert_sound, render_text, seen_words
from tests.property.texts import Text, blocks, join

_LANGUAGES = st.sampled_from(["en", "ru", "de", "fr", "uk", "fa", "la"])
#: Each by itself or before words: none of these hides a word that stands after a space.
_TOKENS = st.sampled_from(
    "* ** _ __ ~~ ` `` # ## > >> - + 1. | --- === : ~ ! [ ] ( ) < > & ; \\ / ^ \" ' — … \n \n\n \t".split(" ")
    + "<b> </b> <i> </i> <em> <p> </p> <div> </div> <br> <hr> <ul> </ul> <li> <ol> <h1> </h1> <h3>".split()
    + "<blockquote> </blockquote> <span> </span> <pre> </pre> <code> </code> <center> <font> <sub>".split()
    + "<section> <figure> </figure> <details> <summary> </details> <dl> <dt> <dd> </dl> <q> <a> </a>".split()
    + ["<a href='#x'>", "<a name=x>", "<p id='x'>", "<img src=x.png>", "<foo>", "</foo>", "<!-- -->", "<wbr>"]
    + ["[x](#x)", "[^1]", "![](a.png)", "\n    ", "\n- ", "\n> ", "\n\n# ", "&nbsp;", "\u200c"]
)
_WORDS = st.integers(0, 99).map(lambda number: f"w{number}w")
_JUNK = st.lists(st.one_of(_TOKENS, _WORDS), max_size=30).map(" ".join)


@given(st.lists(blocks, max_size=5), _LANGUAGES)
def test_words_arrive_in_their_order(texts: list[Text], language: str) -> None:
    text = join(texts, "\n\n")
    notes = {note.markup: note.words for note in text.notes}
    body = "\n\n".join([text.markup, *notes])
    document = render_text(body, language=language).value
    assert_sound(document)
    expected = [*text.words, *(word for words in notes.values() for word in words)]
    assert seen_words(document) == expected


@given(_JUNK, _LANGUAGES)
def test_no_word_is_lost_among_broken_markup(body: str, language: str) -> None:
    document = render_text(body, language=language).value
    assert_sound(document)
    assert Counter(seen_words(document)) == Counter(WORD.findall(body))


@given(_JUNK)
def test_no_word_is_lost_in_html_posts(body: str) -> None:
    document = render_text(body, suffix=".html").value
    assert_sound(document)
    assert Counter(seen_words(document)) == Counter(WORD.findall(body))


@given(st.text(max_size=200), _LANGUAGES)
def test_any_text_gives_a_sound_chapter(body: str, language: str) -> None:
    assert_sound(render_text(body, language=language).value)


@given(st.lists(st.one_of(_TOKENS, st.text(max_size=5)), max_size=40).map("".join))
def test_any_markup_gives_a_sound_chapter(body: str) -> None:
    assert_sound(render_text(body).value)


@given(st.lists(st.one_of(_TOKENS, st.text(max_size=5)), max_size=40).map("".join))
def test_rendering_twice_gives_the_same(body: str) -> None:
    assert render_text(body) == render_text(body)
