"""Words that the layout drops are told, and no others."""

from __future__ import annotations

import pytest

from bookmaker.exporters.pdf.layout import LayoutJob, lay_out_section, recall_section
from tests.building import Shelf

_STYLE = """
@page { size: 60mm 60mm; margin: 10mm }
p { hyphens: auto; margin: 0 }
tr { break-inside: avoid }
tfoot { display: table-footer-group }
.gone, rp { display: none }
p::first-letter { font-size: 2em }
li::before { content: "made" }
"""


def lost(shelf: Shelf, body: str) -> list[str]:
    """What is said of a section, now and when its pages are recalled."""
    job = LayoutJob(id="words", title="Words", language="en", direction="ltr", body=body, styles=(_STYLE,))
    outcome = shelf.workshop.submit(lay_out_section, job, shelf.workshop.store).result()
    assert recall_section(job, shelf.workshop.store) == outcome
    return [f"{problem.code}: {problem.message}" for problem in outcome.diagnostics]


@pytest.mark.parametrize("rest", ["", "and so on " * 20])
def test_words_that_are_not_on_the_pages_are_told(shelf: Shelf, rest: str) -> None:
    """WeasyPrint drops a foot that would stand on each page and is as high as a page."""
    foot = f"<tfoot><tr><td>one <b>two</b> three {rest}{'<br/>' * 9}</td></tr></tfoot>"
    told = lost(shelf, f"<table><tbody><tr><td>four</td></tr></tbody>{foot}</table>")
    sign = "words-lost: words: the pages lack: "
    assert [problem.removeprefix(sign)[:9] for problem in told] == ["one three", "two"]
    assert all(len(problem) < 120 for problem in told)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{'incomprehensibility ' * 30}</p>",
        "<p>a\u00adb\u200bc \u0645\u06cc\u200c\u06a9\u0646\u0645 e\u0301 👩\u200d🚀\u2028d</p>",
        "<pre>a\n\n    b\tc\n</pre><ul><li>  d  </li></ul>",
        f"<table><thead><tr><th>a</th></tr></thead><tbody>{'<tr><td>b<br/>c</td></tr>' * 9}</tbody></table>",
        f"<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>{'b<br/>' * 9}</td></tr></tbody></table>",
        '<p>a <b class="gone">b <i>c</i></b> d</p><div class="gone"><p>e</p></div>',
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>a</title><text>b</text></svg>',
    ],
    ids=["hyphens", "joiners", "spaces", "repeated head", "high row", "hidden", "ruby", "drawing"],
)
def test_words_that_are_there_are_not(shelf: Shelf, body: str) -> None:
    assert lost(shelf, body) == []
