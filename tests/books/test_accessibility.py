"""The PDF as those have it who cannot see it."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from tests.building import Built
from tests.pdf_reading import PdfBook, letters
from tests.print_only import printed_xhtml
from tests.sites import post_text, write_site
from tests.structure_reading import Element, accessibility_failures, read_structure, what_is_not_heard

_BODY = """## A table

| Bird | Seen |
|---|---|
| Swift | 12 |

- One
    - Two

A note[^1] and a [link](https://example.org/there).

[![](/a.png)](https://example.org/picture)

<span lang="de">Guten Tag</span>, said the swift. $x^2$

<p>An icon <img src="/b.png" alt=""> is decoration.</p>

[^1]: What it says.
"""


@pytest.fixture(scope="session")
def tree(examples: Built) -> Element:
    return read_structure(examples.pdf)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    folder = tmp_path_factory.mktemp("accessible")
    site = write_site(folder / "site", {"_posts/2024-01-02-a.md": post_text("Birds", body=_BODY, lang="en")})
    for name, size in (("a.png", (400, 300)), ("b.png", (30, 30))):
        Image.new("RGB", size, "teal").save(site / name)
    return site


def make_pdf(site: Path, out: Path, **edition: str) -> Path:
    with Workshop(jobs=1, cache_dir=site.parent / "cache") as workshop:
        made = Edition(formats=("pdf",), out=out, **edition)  # type: ignore[arg-type]
        report = build(collect(site), Selection(), Arrangement(), made, workshop)
    return Path(report.artifacts[0].path)


def test_validators_find_nothing(examples: Built) -> None:
    assert accessibility_failures(examples.pdf) == []
    assert what_is_not_heard(examples.pdf) == []
    checked = subprocess.run(["qpdf", "--check", examples.pdf], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_words_are_read_in_the_order_in_which_they_were_written(
    examples: Built, pdf: PdfBook, tree: Element
) -> None:
    parts = [kid for kid in tree.kids[2:] if isinstance(kid, Element) and kid.find("H1")]
    sections = {letters(part.find("H1")[0].text()): part for part in parts}
    assert examples.report.rendered.documents
    for document in examples.report.rendered.documents:
        section = sections[letters(document.title)]
        read, written = section.text(marks=False), written_words(printed_xhtml(examples, pdf, document))
        captions = [caption.text() for caption in section.find("Caption")]
        # Text may flow up before a figure that does not fit on the page: the words of figures apart.
        assert letters(_without(read, captions)) == letters(_without(written, captions)), document.id
        places = [letters(written).find(letters(caption)) for caption in captions]
        assert places == sorted(places) and -1 not in places, document.id


def _without(text: str, captions: list[str]) -> str:
    """The text with each caption cut out once."""
    kept = letters(text)
    for caption in captions:
        assert letters(caption) in kept, caption
        kept = kept.replace(letters(caption), "", 1)
    return kept


def written_words(xhtml: str) -> str:
    """The text of a chapter; a formula has no words, and the name of a listing's language is set above it."""
    root = etree.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{xhtml}</div>')
    for formula in list(root.iter("{http://www.w3.org/1998/Math/MathML}math")):
        for part in formula.iter():
            part.text = None
            if part is not formula:
                part.tail = None
    for listing in root.iter("pre"):
        listing.text = f"{listing.get('data-label', '')} {listing.text or ''}"
    return "".join(root.itertext())


def test_no_level_of_headings_is_skipped(tree: Element) -> None:
    levels = [int(one.kind[1]) for one in tree.walk() if re.fullmatch("H[1-6]", one.kind)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_chapters_say_their_language(tree: Element) -> None:
    languages = [one.language for one in tree.kids if isinstance(one, Element)]
    assert (tree.kind, tree.language) == ("Document", "ru")
    assert set(languages) == {"ru", "en"}


def test_contents_lead_to_the_chapters(tree: Element) -> None:
    entries = tree.find("TOCI")
    assert len(entries) >= 21
    assert all(entry.find("Link") for entry in entries)


def test_every_link_says_what_it_is(examples: Built) -> None:
    with pikepdf.open(examples.pdf) as pdf:
        sheets: list[Any] = [sheet.obj.get("/Annots", ()) for sheet in pdf.pages]
        links = [link for annotations in sheets for link in annotations]
        assert len(links) > 21
        assert [link for link in links if not str(link.get("/Contents", ""))] == []
        assert len({int(link.StructParent) for link in links}) == len(links)


def test_each_element_is_what_it_was_written_as(site: Path, tmp_path: Path) -> None:
    path = make_pdf(site, tmp_path)
    assert (accessibility_failures(path), what_is_not_heard(path)) == ([], [])
    tree = read_structure(path)
    assert [cell.attributes["/Scope"] for cell in tree.find("TH")] == ["/Column", "/Column"]
    assert [list_.attributes["/ListNumbering"] for list_ in tree.find("L")] == ["/Disc", "/Disc"]
    assert all(
        {kid.kind for kid in item.kids if isinstance(kid, Element)} <= {"Lbl", "LBody"}
        for item in tree.find("LI")
    )
    note, *goals = tree.find("Note")
    assert note.id and letters(note.text()) == "1whatitsays"
    assert [letters(goal.text()) for goal in goals] == ["1exampleorgthere", "2exampleorgpicture"]
    assert len({note.id, *(goal.id for goal in goals)}) == 3
    assert all(goal.find("Link") for goal in goals)
    assert [letters(one.text()) for one in tree.find("Reference")[-3:]] == ["1", "1", "2"]
    assert [figure.alt for figure in tree.find("Figure")] == ["Picture 1, without a description"]
    assert [formula.alt for formula in tree.find("Formula")] == ["x^2"]
    assert [span.text() for span in tree.find("Span") if span.language == "de"] == ["Guten Tag"]


def test_an_archive_is_accessible_too(site: Path, tmp_path: Path) -> None:
    path = make_pdf(site, tmp_path, pdf_variant="pdf/a-3u")
    assert (accessibility_failures(path, "3u"), accessibility_failures(path)) == ([], [])
    assert make_pdf(site, tmp_path / "again", pdf_variant="pdf/a-3u").read_bytes() == path.read_bytes()


def test_a_plain_file_promises_nothing(site: Path, tmp_path: Path) -> None:
    with pikepdf.open(make_pdf(site, tmp_path, pdf_variant="plain")) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def test_a_book_can_come_with_its_booklet(site: Path, tmp_path: Path) -> None:
    path = make_pdf(site, tmp_path, impose="saddle")
    with pikepdf.open(path) as book, pikepdf.open(path.with_name(f"{path.stem}-booklet.pdf")) as booklet:
        assert len(booklet.pages) == 2 * -(-len(book.pages) // 4)
