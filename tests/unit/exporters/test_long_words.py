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
    assert break_long_words(xhtml) == xhtml


def test_a_long_word_may_be_broken_every_few_letters() -> None:
    broken = break_long_words(f"<p>Before {_LONG} after.</p>")
    assert broken.replace("<wbr/>", "") == f"<p>Before {_LONG} after.</p>"
    assert max(map(len, re.split(r"<wbr/>|\s", broken))) < 40


def test_entities_stay_whole() -> None:
    broken = break_long_words(f"<p>{'&amp;' * 100}</p>")
    assert "<wbr/>" in broken
    assert broken.replace("<wbr/>", "") == f"<p>{'&amp;' * 100}</p>"
    assert not re.search(r"&[a-z]*<wbr/>", broken)
