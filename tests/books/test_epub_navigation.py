"""What leads through an EPUB, and what its catalogue says: lists, pages, series, imprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from bookmaker import Workshop
from bookmaker.cli.options import find_settings
from bookmaker.pipeline import build, collect
from bookmaker.requests import Options, make_requests, source_arguments
from tests.building import Built
from tests.checking import epubcheck_messages
from tests.epub_reading import EpubBook
from tests.pdf_reading import PdfBook, letters
from tests.reading_back import calibre_catalogue, needs_calibre
from tests.sites import post_text, write_site

_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTE = "Salt[^1] is salt.\n\n[^1]: A note, and [a link](#second-part).\n"
_LONG = "".join(f"### Day {day}\n\n{'A line of many words. ' * 60}\n\n" for day in range(1, 260))
_SETTINGS = """
[defaults]
publisher = "River Press"
rights = "CC BY 4.0"
file_as = { "Soprano" = "Soprano (the singer)" }

[defaults.epub]
toc_depth = 2

[[book]]
name = "volume"
title = "The Long Year"
subtitle = "And a short one"
description = "Stories."
isbn = "978-3-16-148410-0"
series = "Years"
series_number = 3
certified_by = "A Reader"
contributors = [{ name = "Ann Lark", role = "edt" }]
author = "Soprano"
epub = { contents_page = true, list_of_pictures = true }
"""
_DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">'
    b'<circle cx="90" cy="90" r="80" fill="red"/></svg>'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("navigation")
    first = f"## First part\n\n{_NOTE}\n## Second part\n\n### Deeper\n\nWords.\n"
    picture = "![A red dot](dot.svg)\n\n*Seen from afar*\n\nWords.\n"
    site = write_site(
        folder / "site",
        {
            "2024-01-02-one.md": post_text("One", body=first, tags="[salt]"),
            "2024-02-02-two.md": post_text("Two", body=picture, author="Ben Owl"),
            "2024-03-02-long.md": post_text("Long", body=f"{_NOTE}\n{_LONG}[back](2024-01-02-one.md)\n"),
            "dot.svg": _DOT,
            "_config.yml": 'title: Notes\nurl: "https://example.org"\nlang: en\n',
            "book.toml": _SETTINGS,
        },
    )
    settings, root = find_settings(site, None)
    [request] = make_requests(settings, Options(out=folder, formats=("epub",)))
    with Workshop(jobs=1, cache_dir=folder / "cache") as workshop:
        collection = collect(root, **source_arguments(settings))
        build(collection, request.selection, request.arrangement, request.edition, workshop)
    return folder / "volume.epub"


@pytest.fixture
def epub(made: Path) -> Iterator[EpubBook]:
    with EpubBook(made) as book:
        yield book


def refinements(epub: EpubBook, key: str) -> dict[str, str]:
    found = epub.package.iterfind(f".//{{*}}meta[@refines='#{key}']")
    return {meta.get("property") or "": meta.text or "" for meta in found}


def stated(epub: EpubBook, name: str) -> list[str]:
    """Values of a property of the package's own vocabulary."""
    return [meta.text or "" for meta in epub.package.iterfind(f".//{{*}}meta[@property='{name}']")]


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(made: Path) -> None:
    assert epubcheck_messages(made) == []


@needs_calibre
def test_calibre_knows_the_imprint(made: Path, tmp_path: Path) -> None:
    read = calibre_catalogue(made, tmp_path)
    assert read["title"] == ["The Long Year: And a short one"]
    assert read["creator"] == ["Soprano"]
    assert read["publisher"] == ["River Press"]
    assert read["identifier"][-1] == "9783161484100"
    assert (read["series"], read["series_index"]) == (["Years"], ["3"])
    assert read["subject"] == ["salt"]


def test_imprint_is_in_the_package(epub: EpubBook) -> None:
    assert epub.metadata("title") == ["The Long Year", "And a short one"]
    assert refinements(epub, "title") == {"title-type": "main", "file-as": "Long Year, The"}
    assert refinements(epub, "subtitle") == {"title-type": "subtitle"}
    assert epub.metadata("publisher") == ["River Press"]
    assert epub.metadata("rights") == ["CC BY 4.0"]
    assert epub.metadata("description") == ["Stories."]
    assert epub.metadata("subject") == ["salt"]
    assert epub.metadata("identifier")[1] == "urn:isbn:9783161484100"
    assert refinements(epub, "isbn") == {"identifier-type": "15"}
    assert stated(epub, "belongs-to-collection") == ["Years"]
    assert refinements(epub, "series") == {"collection-type": "series", "group-position": "3"}


def test_everybody_has_a_role_and_a_place_in_the_alphabet(epub: EpubBook) -> None:
    people = [*epub.package.iter("{*}creator"), *epub.package.iter("{*}contributor")]
    assert [(person.text, refinements(epub, person.get("id") or "")) for person in people] == [
        ("Soprano", {"role": "aut", "file-as": "Soprano (the singer)"}),
        ("Ann Lark", {"role": "edt", "file-as": "Lark, Ann"}),
        ("Ben Owl", {"role": "aut", "file-as": "Owl, Ben"}),
    ]


def test_conformance_is_claimed_by_who_has_looked(epub: EpubBook) -> None:
    assert epub.metadata("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert refinements(epub, "conformance") == {"a11y:certifiedBy": "A Reader"}
    assert "alternativeText" in epub.metadata("schema:accessibilityFeature")


def test_contents_show_headings_where_asked(epub: EpubBook) -> None:
    file = "EPUB/text/p2024-01-02-one.xhtml"
    assert epub.nav_lines("toc")[:3] == [
        (0, "One", file),
        (1, "First part", f"{file}#p2024-01-02-one--first-part"),
        (1, "Second part", f"{file}#p2024-01-02-one--second-part"),
    ]
    assert max(depth for depth, _, _ in epub.ncx_lines()) == 1


def test_contents_page_comes_after_the_title(epub: EpubBook) -> None:
    assert epub.spine[:3] == ["EPUB/text/cover.xhtml", "EPUB/text/title-page.xhtml", "EPUB/nav.xhtml"]
    assert "EPUB/nav.xhtml#toc" in [place for _, _, place in epub.nav_lines("landmarks")]


def test_pictures_are_listed_by_their_captions(epub: EpubBook) -> None:
    [(_, text, place)] = epub.nav_lines("loi")
    assert text == "Seen from afar"
    assert place == "EPUB/text/p2024-02-02-two.xhtml#p2024-02-02-two--picture-1"
    assert epub.broken_links() == []


def test_a_long_chapter_is_several_files_and_its_links_land(epub: EpubBook) -> None:
    files = [name for name in epub.spine if "long" in name]
    assert files[:2] == ["EPUB/text/p2024-03-02-long.xhtml", "EPUB/text/p2024-03-02-long--2.xhtml"]
    assert all(epub.archive.getinfo(name).file_size < 250_000 for name in files)
    reference = next(epub.texts[files[0]].iterfind(".//{*}a[@role='doc-noteref']"))
    target = epub.resolve(files[0], reference.get("href") or "")
    file, _, anchor = target.partition("#")
    assert file == files[-1]
    [note] = [element for element in epub.texts[file].iter() if element.get("id") == anchor]
    assert (etree.QName(note).localname, note.get("role"), note.get(_TYPE)) == (
        "aside",
        "doc-footnote",
        "footnote",
    )
    back = next(note.iter("{*}a"))
    assert back.get("role") == "doc-backlink"
    assert epub.resolve(file, back.get("href") or "").startswith(f"{files[0]}#")


def test_page_list_is_that_of_the_pdf(examples: Built) -> None:
    with EpubBook(examples.epub) as epub, PdfBook(examples.pdf) as pdf:
        first = pdf.labels.index("1")
        assert [text for _, text, _ in epub.nav_lines("page-list")] == pdf.labels[first:]
        assert stated(epub, "pageBreakSource") == [f"{examples.report.rendered.book.title} (PDF, A5)"]
        assert {"pageBreakMarkers", "pageNavigation"} <= set(epub.metadata("schema:accessibilityFeature"))


def test_what_follows_a_mark_is_on_its_page(examples: Built) -> None:
    checked = 0
    with EpubBook(examples.epub) as epub, PdfBook(examples.pdf) as pdf:
        for document in examples.report.rendered.documents:
            for number, words in words_after_marks(epub.texts[f"EPUB/text/{document.id}.xhtml"]):
                page = letters(pdf.text(pdf.labels.index(number)))
                assert words in page, (document.id, number)
                checked += 1
    assert checked > 10


def words_after_marks(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The number of each mark, and the letters up to the next inline element or the paragraph's end."""
    for mark in root.iter("{*}span"):
        following = mark.tail or ""
        if mark.get("role") == "doc-pagebreak" and following.strip():
            yield mark.get("aria-label") or "", letters(following[:40])[:-8]
