"""Lines as WeasyPrint draws them: flush at both edges, with all their words, whatever stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from weasyprint.formatting_structure import boxes

from bookmaker.checker.typography.report import report_typography
from bookmaker.typesetting import Pages, lay_out

_STYLE = """
@page { size: 120mm 170mm; margin: 15mm }
body { font: 10pt/1.4 serif; hyphens: auto; hyphenate-character: "-"; hyphenate-limit-chars: 5 2 2;
  margin: 0; orphans: 2; text-align: justify; widows: 2 }
p { margin: 0 } p + p { text-indent: 1.3em } code { font-family: monospace }
"""
_WIDTH_PX = 90 / 25.4 * 96
_TEXT = (
    "Considerable responsibility characterises the typesetter whose paragraphs are read by thousands, "
    '<em>particularly where</em> unaccustomed measures leave <a href="https://example.org/a">extraordinarily '
    "long expressions in links</a> without sufficient space, and "
    "<code>short_code</code> stands between them; "
    "nevertheless, every single word has to be found again in the finished lines."
)


def laid_out(body: str, language: str = "en", style: str = "") -> Pages:
    return lay_out(f'<html lang="{language}"><body>{body}</body></html>', (_STYLE + style,))


def lines(pages: Pages) -> list[boxes.LineBox]:
    return [
        box
        for page in pages.document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.LineBox)
    ]


def text(line: boxes.LineBox) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def right_edge(line: boxes.LineBox) -> float:
    """The end of the line's last letters, from the column's left edge."""
    last = [box for box in line.descendants() if isinstance(box, boxes.TextBox)][-1]
    return float(last.position_x + last.width - line.position_x)


def test_all_lines_but_the_last_reach_the_edge_and_no_word_is_lost() -> None:
    found = lines(laid_out(f"<p>{_TEXT}</p>"))
    assert len(found) > 5
    assert [round(right_edge(line), 2) for line in found[:-1]] == [round(_WIDTH_PX, 2)] * (len(found) - 1)
    joined = " ".join(text(line) for line in found)
    # Only hyphens at the ends of lines may be missing from the source.
    joined = re.sub(r"-\s", "", joined)
    plain = re.sub("<[^>]+>", "", _TEXT)
    assert joined.replace(" ", "") == plain.replace(" ", "")


def test_a_book_of_paragraphs_has_no_ladder_and_no_overfull_line(tmp_path: Path) -> None:
    path = tmp_path / "lines.pdf"
    path.write_bytes(laid_out(f"<p>{_TEXT}</p><p>{_TEXT[40:]}</p>" * 12).to_pdf())
    counts = report_typography(path).counts()
    assert counts["hyphen-ladder"] == counts["overfull-line"] == 0
    assert counts["widow"] == counts["orphan"] == 0


def test_words_of_another_script_are_parted_by_their_own_rules() -> None:
    body = "<p>слово responsibility responsibility responsibility responsibility responsibility</p>"
    parted = [text(line) for line in lines(laid_out(body, "ru", "body { font-size: 14pt }"))]
    assert any(line.endswith("-") for line in parted)


@pytest.mark.parametrize(
    "body",
    [
        "<p>First line,<br/>second line<br/>and <b>third</b></p>",
        "<p><b></b>Anchors <a id='x'></a>stay <a id='y'></a></p>",
        "<p dir='rtl' lang='he'>שלום עולם שלום עולם</p>",
        "<p>日本語の文章は文字の間で改行できます。" + "日本語" * 40 + "</p>",
        "<p>" + "soft\u00adhyphens\u00adin\u00adextra\u00adordinarily\u00adlong\u00adwords " * 5 + "</p>",
        "<p>unbreakable_" + "x" * 120 + " and more</p>",
        "<ul><li>An item</li></ul><p>after</p>",
        "<p style='float: left; width: 30%'>beside</p><p>" + _TEXT + "</p>",
    ],
)
def test_every_kind_of_paragraph_keeps_its_letters(body: str) -> None:
    found = "".join(text(line) for line in lines(laid_out(body)))
    wanted = re.sub("<[^>]+>", "", body)
    strip = str.maketrans("", "", " -\u00ad•")
    assert sorted(found.translate(strip)) == sorted(wanted.translate(strip))


def test_anchors_of_a_paragraph_survive() -> None:
    pages = laid_out(f"<p><a id='first'></a>{_TEXT}<a id='last'></a></p>")
    anchors = {name for page in pages.document.pages for name in page.anchors}
    assert anchors == {"first", "last"}


def test_a_forced_end_is_not_stretched() -> None:
    first, second = lines(laid_out("<p>two words<br/>two more</p>"))
    assert right_edge(first) < _WIDTH_PX / 2
    assert right_edge(second) < _WIDTH_PX / 2


_NAME = "subtleCrypto.exportKeyOfWorld()"


@pytest.mark.parametrize(
    ("direction", "words"),
    [("ltr", "Words are extracted by"), ("rtl", "מילים ארוכות מאוד")],
    ids=["ltr", "rtl"],
)
def test_a_line_that_only_holes_would_fill_is_ragged(direction: str, words: str) -> None:
    body = f'<p dir="{direction}">{words} <code>{_NAME}</code> {words}.</p>'
    first, second, *_ = lines(
        laid_out(body, style="p { direction: rtl; hyphens: none } [dir=ltr] { direction: ltr }")
    )
    assert words.startswith(text(first).strip())
    assert {box.justification_spacing for box in first.descendants() if isinstance(box, boxes.TextBox)} == {0}
    assert _NAME in text(second)


def test_a_ragged_line_is_as_full_as_it_can_be() -> None:
    body = f"<p>What can be extracted is {_NAME * 2} and others.</p>"
    first, *_ = lines(laid_out(body))
    assert text(first).strip() == "What can be extracted is"


def test_addresses_are_not_hyphenated() -> None:
    address = "https://example.org/considerable/responsibility/characterises/typesetters"
    found = [text(line) for line in lines(laid_out(f"<p>{f'See {address} ' * 6}</p>"))]
    assert len(found) > 6
    assert not any(line.rstrip().endswith("-") for line in found)


def test_lines_below_a_float_are_chosen_too() -> None:
    beside = '<p style="float: right; width: 30%; margin: 0">beside</p><p>beside</p>'
    under = [line for line in lines(laid_out(f"{beside}<p>{_TEXT}</p>")) if "beside" not in text(line)]
    alone = lines(laid_out(f"<p>x</p><p>{_TEXT}</p>"))[1:]
    assert [text(line) for line in under] == [text(line) for line in alone]
