"""Every word of every post stands in the PDF, in its order."""

from __future__ import annotations

from tests.building import Built
from tests.pdf_reading import PdfBook
from tests.word_walk import Token, lost_words, missing_words


def test_words_of_all_chapters_are_on_their_pages(examples: Built, pdf: PdfBook) -> None:
    assert lost_words(examples, pdf) == {}


def test_the_comparison_notices_what_it_should() -> None:
    def compare(*tokens: Token) -> str:
        return missing_words(["one", "postwar", "three"], list(tokens), [["day", "rain"]])

    one, three = Token("one", False), Token("three", True)
    broken = (Token("post", True), Token("war", False))
    assert compare(one, Token("7", False), *broken, three) == ""
    assert compare(one, Token("day", False), Token("rain", False), *broken, three) == ""
    assert compare(one, Token("post12", True), Token("war", False), three) == ""
    assert "end before" in compare(one, *broken)
    assert "'onepostwar'" in compare(Token("onepostwar", True), three)
    assert "'three'" in compare(one, three)
    assert "after the end: four" in compare(one, *broken, three, Token("four", True))
    assert "'post'" in compare(one, Token("post", False), Token("war", False), three)
