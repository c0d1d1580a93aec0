"""Every word of every post stands in the PDF, in its order."""

from __future__ import annotations

from tests.building import Built
from tests.pdf_reading import PdfBook
from tests.word_walk import Token, chapter_pages, chapter_words, missing_words, page_tokens, repeated_rows


def test_words_of_all_chapters_are_on_their_pages(examples: Built, pdf: PdfBook) -> None:
    assert lost_words(examples, pdf) == {}


def lost_words(built: Built, pdf: PdfBook) -> dict[str, str]:
    """By chapter: where its pages stop saying what it says."""
    rendered = built.report.rendered
    anchors = []
    for part in rendered.book.parts:
        anchors += [part.id] if part.title else []
        anchors += [chapter.id for chapter in part.chapters]
    pages = chapter_pages(pdf, anchors)
    found = {}
    for document in rendered.documents:
        words, rows = chapter_words(document.xhtml), repeated_rows(document.xhtml)
        found[document.id] = missing_words(words, page_tokens(pdf, pages[document.id]), rows)
    return {name: problem for name, problem in found.items() if problem}


def test_the_comparison_notices_what_it_should() -> None:
    def compare(*tokens: Token) -> str:
        return missing_words(["one", "postwar", "three"], list(tokens), [["day", "rain"]])

    one, three = Token("one", False), Token("three", True)
    broken = (Token("post", True), Token("war", False))
    assert compare(one, Token("7", False), *broken, three) == ""
    assert compare(one, Token("day", False), Token("rain", False), *broken, three) == ""
    assert "end before" in compare(one, *broken)
    assert "'onepostwar'" in compare(Token("onepostwar", True), three)
    assert "'three'" in compare(one, three)
    assert "after the end: four" in compare(one, *broken, three, Token("four", True))
    assert "'post'" in compare(one, Token("post", False), Token("war", False), three)
