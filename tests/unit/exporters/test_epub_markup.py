"""What becomes of a chapter's markup on its way into an EPUB: notes, pages, tables, files."""

from __future__ import annotations

from lxml import etree

from bookmaker.exporters.blocks import find_blocks, name_blocks
from bookmaker.exporters.epub.notes import notes_to_asides
from bookmaker.exporters.epub.pages import mark_pages
from bookmaker.exporters.epub.splitting import LARGEST_BYTES, split_chapter
from bookmaker.exporters.epub.tables import label_cells
from bookmaker.exporters.epub.tags import iterate_tags
from bookmaker.exporters.pagination import ChapterPages

NOTES = (
    '<p>Text<sup><a href="#p--fn1" id="p--fnref1">1</a></sup></p>'
    '<section class="footnotes"><ol><li class="note" id="p--fn1" epub:type="footnote">'
    "<p>A note</p><ol><li>with a list</li></ol></li></ol></section><ol><li>no note</li></ol>"
)


def well_formed(xhtml: str) -> bool:
    etree.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{xhtml}</div>')
    return True


def test_tags_know_how_deep_they_are() -> None:
    tags = [(tag.name, tag.kind, tag.depth) for tag in iterate_tags('<p>a<br/><b class="x y">c</b></p>')]
    assert tags == [("p", "start", 0), ("br", "void", 1), ("b", "start", 1), ("b", "end", 1), ("p", "end", 0)]


def test_notes_become_asides_and_lists_in_them_stay() -> None:
    made = notes_to_asides(NOTES)
    assert '<aside role="doc-footnote" class="note" id="p--fn1" epub:type="footnote"><p>A note</p>' in made
    assert "<ol><li>with a list</li></ol></aside></section><ol><li>no note</li></ol>" in made
    assert well_formed(made)


def test_blocks_get_ids_once_and_cells_of_tables_none() -> None:
    xhtml = '<p>a</p><h2 id="own">b</h2><table><tr><td><p>c</p></td></tr></table><p class="x">d</p>'
    named = name_blocks(xhtml)
    assert named == (
        '<p id="#0">a</p><h2 id="own">b</h2><table><tr><td><p>c</p></td></tr></table>'
        '<p class="x" id="#3">d</p>'
    )
    assert [block.name for block in find_blocks(xhtml)] == [block.name for block in find_blocks(named)]


def test_pages_are_marked_where_their_first_block_begins() -> None:
    xhtml = '<h1 id="t">T</h1><p>one</p><h2 id="s">S</h2><ul><li>two</li></ul>'
    pages = ChapterPages(numbers=("7", "8", "9", "10"), blocks=("t", "s", "", "#3"))
    marked = mark_pages(xhtml, pages)
    assert well_formed(marked)
    first = '<span epub:type="pagebreak" role="doc-pagebreak" id="page--7" aria-label="7"></span>'
    assert marked.startswith(f"{first}<h1")
    assert marked.index("page--8") < marked.index("<h2") < marked.index("<li>")
    # Nothing begins on page 9: it is marked with the next.
    assert marked.index("<li>") < marked.index("page--9") < marked.index("page--10") < marked.index("two")


def test_pages_stay_in_order_where_text_has_flowed_up_before_a_picture() -> None:
    xhtml = '<p>one</p><figure id="f"><img src="asset:x" alt="y"/></figure><p>two</p>'
    # In the PDF the second paragraph is on page 2, and the picture comes after it.
    pages = ChapterPages(numbers=("1", "2", "3"), blocks=("#0", "#2", "f"))
    marked = mark_pages(xhtml, pages)
    assert well_formed(marked)
    assert 'src="asset:x"' in marked
    assert marked.index("one") < marked.index("page--2") < marked.index("page--3") < marked.index("<figure")


def test_persian_pages_have_persian_numbers_and_plain_ids() -> None:
    marked = mark_pages("<p>x</p>", ChapterPages(numbers=("۱۲",), blocks=("",)))
    assert 'id="page--12" aria-label="۱۲"' in marked


def test_cells_of_wide_tables_carry_their_columns_names() -> None:
    table = (
        '<table class="chars-90"><thead>'
        '<tr><th>Day &amp; <b>night</b></th><th colspan="2">Two</th></tr></thead>'
        '<tbody><tr><td>1</td><td class="long">2</td><td>3</td></tr></tbody></table>'
    )
    made = label_cells(table)
    assert '<td data-label="Day &amp; night">1</td><td class="long" data-label="Two">2</td>' in made
    assert '<td data-label="Two">3</td>' in made
    assert label_cells(table.replace("chars-90", "plain")) == table.replace("chars-90", "plain")


def test_short_chapters_are_one_file() -> None:
    assert split_chapter("<p>short</p>") == ("<p>short</p>",)


def test_long_chapters_are_cut_before_headings() -> None:
    section = "<h2>Heading</h2>" + "<h3>Lower</h3><p>слово</p>" * 2500
    chapter = "<h1>Title</h1>" + section * 6
    pieces = split_chapter(chapter)
    assert "".join(pieces) == chapter
    assert len(pieces) > 2
    assert all(len(piece.encode()) <= LARGEST_BYTES for piece in pieces)
    assert all(piece.startswith("<h2>") for piece in pieces[1:])


def test_without_headings_paragraphs_are_the_place() -> None:
    chapter = "<p>word</p>" * 60_000
    pieces = split_chapter(chapter)
    assert "".join(pieces) == chapter
    assert all(piece.startswith("<p>") and len(piece) <= LARGEST_BYTES for piece in pieces)


def test_what_cannot_be_cut_stays_whole() -> None:
    table = f"<table>{'<tr><td>x</td></tr>' * 20_000}</table>"
    assert split_chapter(f"<p>a</p>{table}<p>b</p>") == ("<p>a</p>", table, "<p>b</p>")
