"""Tables: their heads, how much room they say they need, and that no page is too narrow for them."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest

from bookmaker.exporters.pdf.fitting import fit_to_page
from bookmaker.exporters.pdf.page import page_style
from bookmaker.exporters.pdf.wide_tables import most_characters, stack_wide_tables, table_style
from bookmaker.pagesizes import PAGE_SIZES, PageSize
from bookmaker.renderer.found import NOTHING
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import Element, text_of, tree_to_xhtml
from bookmaker.templating import read_style
from tests.posts import SITE, make_post

_PT_PER_MM = 72 / 25.4


def _root(body: str) -> Element:
    return render_post(make_post("a", body=body), SITE, 2, "en", NOTHING).root


def _markdown(*rows: list[str]) -> str:
    lines = [" | ".join(row) for row in rows]
    lines.insert(1, " | ".join("---" for _ in rows[0]))
    return "\n".join(f"| {line} |" for line in lines)


TABLES = {
    "numbers": _markdown([f"M{n}" for n in range(12)], [str(1000 * n) for n in range(12)]),
    "words": _markdown([f"Heading {n}" for n in range(12)], [f"word{n} of some length" for n in range(12)]),
    "capitals": _markdown(["WEDNESDAY"] * 7, ["WWWWWWWWWW"] * 7),
    "a hash": _markdown(["name", "digest"], ["first", "0123456789abcdef" * 8]),
    "a long word": _markdown(["a", "b"], ["Donaudampfschifffahrtsgesellschaftskapitän", "x" * 90]),
    "an address": _markdown(["a", "b", "c"], ["x", "https://example.org/" + "a/b" * 40, "y"]),
    "code": _markdown(["a", "b"], ["`" + "some_function_name" * 8 + "`", "words and words"]),
    "names in code": _markdown(
        ["a", "b"], ["`" + "some_name_of_28_characters__" + "`", "`" + "MW" * 12 + "`"]
    ),
    "keys": _markdown(["a", "b", "c"], ["<kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>Backspace</kbd>"] * 3),
    "one column": _markdown(["a", "b"], ["x" * 300, ""]),
    "sixty columns": _markdown([str(n) for n in range(60)], ["ab"] * 60),
}


@pytest.mark.parametrize("page", ["a6", "a5", "a4"])
def test_no_table_runs_off_the_page(page: str) -> None:
    size = PAGE_SIZES[page]
    margin_pt, width_pt = size.side_mm * _PT_PER_MM, size.width_mm * _PT_PER_MM
    tables = [tree_to_xhtml(_root(body)) for body in TABLES.values()]
    for index, (left, right) in enumerate(_text_edges(tables, size)):
        assert left >= margin_pt - 1, f"page {index}"
        assert right <= width_pt - margin_pt + 1, f"page {index}"


def _text_edges(tables: list[str], size: PageSize) -> list[tuple[float, float]]:
    """The leftmost and rightmost points of the letters of each page, in points."""
    edges = []
    for page in _pdf(tables, size):
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        edges.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
    return edges


def _pdf(tables: list[str], size: PageSize) -> pdfium.PdfDocument:
    """Tables as they are printed, each on pages of its own."""
    from bookmaker.typesetting import lay_out

    styles = (read_style("base.css"), read_style("print.css"), read_style("themes/classic.css"))
    body = "".join(f"<div style='break-after: page'>{fit_to_page(table, size)}</div>" for table in tables)
    markup = f"<html lang='en'><body>{body}</body></html>"
    pages = lay_out(markup, (*styles, page_style(size), table_style(size)))
    document = pdfium.PdfDocument(io.BytesIO(pages.to_pdf()))
    assert pages.complaints == []
    return document


WIDTHS = [
    (_markdown(["a", "b"], ["1", "2"]), None),
    (TABLES["numbers"], "chars-80"),
    (_markdown(["Heading"] * 8, ["internationalisation"] * 8), "chars-100"),
    (_markdown(["a"], ["x" * 300]), None),
    (TABLES["sixty columns"], "chars-240"),
    (_markdown(["字"] * 9, ["漢字漢字漢字漢字漢字"] * 9), None),
]


@pytest.mark.parametrize(("body", "expected"), WIDTHS)
def test_tables_say_how_much_room_they_need(body: str, expected: str | None) -> None:
    table = _root(body).find("table")
    assert table is not None
    assert table.get("class") == expected


NAMES = [
    (["`SOME_LONG_NAME_OF_CODE`", "what it is, in several words"], None),
    (["`SOME_LONG_NAME_OF_CODE`"] * 2 + ["what it is"], "unbroken"),
    (["`SOME_NAME`"] * 4, None),
    (["`" + "SOME_NAME_" * 3 + "`", "what it is"], "unbroken"),
]


@pytest.mark.parametrize(("row", "expected"), NAMES)
def test_names_in_code_stay_whole_where_the_table_has_room(row: list[str], expected: str | None) -> None:
    cell = _root(_markdown(["a"] * len(row), row)).find(".//td")
    assert cell is not None
    assert cell.get("class") == expected


def test_names_in_code_are_not_broken_in_print() -> None:
    names = ["PYTHON_HASH_SEED", "PYTHON_WARNINGS", "~/.cache"]
    words = "words that say at some length what it is and what happens without it " * 3
    table = _markdown(["name", "what"], *([f"`{name}`", words] for name in names))
    text = _pdf([tree_to_xhtml(_root(table))], PAGE_SIZES["a5"])[0].get_textpage().get_text_bounded()
    assert all(name in text for name in names)


HEADS = [
    ("| a |\n|---|\n| b |", ["thead", "tbody"]),
    ("| | |\n|---|---|\n| a | b |", ["tbody"]),
    ("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>", ["thead", "tbody"]),
    ("<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>", ["tbody"]),
    ("<table><tr><th>a</th></tr></table>", ["tbody"]),
    ("<table><tr><th rowspan='2'>a</th><th>b</th></tr><tr><td>c</td></tr></table>", ["tbody"]),
]


@pytest.mark.parametrize(("body", "parts"), HEADS)
def test_heads(body: str, parts: list[str]) -> None:
    table = _root(body).find("table")
    assert table is not None
    assert [part.tag for part in table] == parts


def test_headings_say_what_they_are_of() -> None:
    rows = ("<th>a</th><th>b</th>", "<th>c</th><td>d</td>", "<th scope='col'>e</th>")
    body = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    assert [head.get("scope") for head in _root(body).iter("th")] == ["col", "col", "row", "col"]


def test_wide_tables_become_records() -> None:
    xhtml = tree_to_xhtml(_root(TABLES["words"]))
    assert stack_wide_tables(xhtml, 1000) == xhtml
    records = stack_wide_tables(xhtml, most_characters(PAGE_SIZES["a6"]))
    assert "<table" not in records
    assert '<span class="label">Heading 3: </span>word3 of some length' in records


def test_records_keep_words_anchors_and_what_stands_around() -> None:
    cells = "".join(f'<td id="x{n}">cell <b>{n}</b> internationally</td>' for n in range(20))
    table = f'<table class="chars-240"><caption>Named</caption><tbody><tr>{cells}</tr></tbody></table>'
    records = stack_wide_tables(f"<p>before</p>{table}<p>after</p>", 100)
    assert records.startswith("<p>before</p><div")
    assert records.endswith("</div><p>after</p>")
    assert all(f'id="x{n}"' in records and f"<b>{n}</b>" in records for n in range(20))
    assert "Named" in records


@pytest.mark.parametrize(
    "table",
    [
        '<table class="chars-240"><thead><tr><th>a</th></tr></thead></table>',
        '<table class="chars-240"><thead><tr><th><a id="n">a</a></th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table>",
    ],
)
def test_tables_that_cannot_be_records_stay(table: str) -> None:
    assert text_of_markup(stack_wide_tables(table, 100)).startswith("a")
    assert "<table" in stack_wide_tables(table, 100)


def text_of_markup(markup: str) -> str:
    from bookmaker.renderer.xhtml import html_to_tree

    return text_of(html_to_tree(markup))


@pytest.mark.parametrize(
    ("cell", "is_tall"),
    [("word " * 110, True), ("word " * 90, False), ("1.2<br>" * 30, True), ("1.2<br>" * 12, False)],
)
def test_rows_of_many_lines_may_be_parted(cell: str, is_tall: bool) -> None:
    row = _root(f"<table><tr><td>{cell}</td><td>b</td></tr></table>").find(".//tr")
    assert row is not None
    assert (row.get("class") == "tall") == is_tall


def test_sums_stand_once_below_the_last_row() -> None:
    rows = "<tr><td>1</td></tr>" * 90
    body = f"<table><tfoot><tr><td>90 ones</td></tr></tfoot>{rows}</table>"
    document = _pdf([tree_to_xhtml(_root(body))], PAGE_SIZES["a5"])
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert len(texts) > 2
    assert [text.count("90 ones") for text in texts] == [0] * (len(texts) - 1) + [1]
