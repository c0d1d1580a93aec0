"""Words that no line can hold may be broken, and lose nothing by it."""

from __future__ import annotations

import re

import pytest

from bookmaker.exporters.pdf.long_words import break_long_words

_LONG = "абвгд" * 60


@pytest.mark.parametrize(
    "xhtml",
    [
        "<p>Words of the usual length, and https://example.org/an/address/that-is-long/but/can/be/broken/anyway</p>",
        f"<pre><code>{_LONG}</code></pre>",
        f'<p><img src="asset:{_LONG}" alt="{_LONG}"/></p>',
    ],
)
def test_what_is_short_code_or_an_attribute_stays(xhtml: str) -> None:
    assert break_long_words(xhtml, 60) == xhtml


def test_a_long_word_may_be_broken_every_few_letters() -> None:
    broken = break_long_words(f"<p>Before {_LONG} after.</p>", 60)
    assert broken.replace("<wbr/>", "") == f"<p>Before {_LONG} after.</p>"
    assert max(map(len, re.split(r"<wbr/>|\s", broken))) < 40


def test_entities_stay_whole() -> None:
    broken = break_long_words(f"<p>{'&amp;' * 100}</p>", 60)
    assert "<wbr/>" in broken
    assert broken.replace("<wbr/>", "") == f"<p>{'&amp;' * 100}</p>"
    assert not re.search(r"&[a-z]*<wbr/>", broken)


@pytest.mark.parametrize(
    ("word", "is_broken"),
    [
        ("5d0457e0dabb74cf317adc7baba183acb686ee8d05d0457e0dabb74cf", True),
        ("5d0457e0dabb74cf317adc7baba183acb686ee8d0", False),
        ("subtleCrypto.exportKeyOfTheWholeWorldAndMuchMore()", True),
        ("Rindfleischetikettierungsüberwachungsaufgabenübertragung", False),
        ("однако—воистину—удивительно—странно—и—чудно", False),
    ],
)
def test_names_may_be_broken_where_they_are_a_good_part_of_a_line(word: str, is_broken: bool) -> None:
    broken = break_long_words(f"<p>{word}</p>", 60)
    assert ("<wbr/>" in broken) == is_broken
    assert broken.replace("<wbr/>", "") == f"<p>{word}</p>"
