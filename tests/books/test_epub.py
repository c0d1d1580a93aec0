"""The EPUB as shops, readers and their programs see it."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.building import Built
from tests.checking import epubcheck_messages
from tests.epub_reading import EpubBook
from tests.word_walk import chapter_words

_BEGINNING = (1980, 1, 1, 0, 0, 0)


@pytest.fixture(scope="module")
def epub(examples: Built) -> Iterator[EpubBook]:
    with EpubBook(examples.epub) as book:
        yield book


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(examples: Built) -> None:
    assert epubcheck_messages(examples.epub) == []


def test_archive_begins_with_its_type(epub: EpubBook) -> None:
    first = epub.archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert epub.archive.read(first) == b"application/epub+zip"


def test_archive_says_nothing_of_where_and_when_it_was_made(epub: EpubBook) -> None:
    members = epub.archive.infolist()
    assert {member.date_time for member in members} == {_BEGINNING}
    names = [member.filename for member in members[1:]]
    # The package document says when the others have changed, so it is written after them.
    assert names.pop() == epub.package_name
    assert names == sorted(names)
    assert all(name.isascii() and " " not in name for name in names)
    assert max(Counter(map(str.casefold, names)).values()) == 1


def test_manifest_names_every_file_once(epub: EpubBook) -> None:
    ids = [item.get("id") for item in epub.package.iter("{*}item")]
    assert len(ids) == len(set(ids)) == len(epub.manifest)
    files = set(epub.archive.namelist()) - {"mimetype", "META-INF/container.xml", epub.package_name}
    assert set(epub.manifest) == files


def test_reading_order_is_cover_title_chapters(examples: Built, epub: EpubBook) -> None:
    expected = ["cover", "title-page"]
    for part in examples.report.rendered.book.parts:
        expected += [part.id, *(chapter.id for chapter in part.chapters)]
    assert epub.spine == [f"EPUB/text/{name}.xhtml" for name in expected]
    assert not [item for item in epub.package.iter("{*}itemref") if item.get("linear") == "no"]


def test_contents_have_every_part_and_chapter(examples: Built, epub: EpubBook) -> None:
    titles = {document.id: document.title for document in examples.report.rendered.documents}
    expected = []
    for part in examples.report.rendered.book.parts:
        expected.append((0, part.title, f"EPUB/text/{part.id}.xhtml"))
        expected += [(1, titles[item.id], f"EPUB/text/{item.id}.xhtml") for item in part.chapters]
    assert epub.nav_lines("toc") == expected
    assert epub.ncx_lines() == expected


def test_landmarks_lead_to_cover_and_text(examples: Built, epub: EpubBook) -> None:
    first = examples.report.rendered.book.parts[0].id
    places = [place for _, _, place in epub.nav_lines("landmarks")]
    assert places == [f"EPUB/text/{name}.xhtml" for name in ("cover", "title-page", first)]


def test_cover_is_a_picture_with_a_page(epub: EpubBook) -> None:
    [cover] = [n for n, item in epub.manifest.items() if "cover-image" in (item.get("properties") or "")]
    assert [element.get("src") for element in epub.texts["EPUB/text/cover.xhtml"].iter("{*}img")] == [
        f"../{cover.removeprefix('EPUB/')}"
    ]


def test_every_link_lands(epub: EpubBook) -> None:
    assert epub.broken_links() == []


def test_links_between_posts_stay_in_the_book(examples: Built, epub: EpubBook) -> None:
    rendered = examples.report.rendered
    anchors = {rendered.find_anchor(href) for document in rendered.documents for href in document.links}
    wanted = {anchor for anchor in anchors if anchor}
    hrefs = (link.get("href") or "" for tree in epub.texts.values() for link in tree.iter("{*}a"))
    assert len(wanted) > 3
    assert wanted <= {href.partition("#")[2] for href in hrefs}


def test_metadata(examples: Built, epub: EpubBook) -> None:
    book = examples.report.rendered.book
    assert epub.metadata("identifier") == [book.identifier]
    assert epub.metadata("title") == [book.title]
    assert epub.metadata("language") == [book.language]
    assert epub.metadata("creator") == list(book.authors)
    [description] = epub.metadata("description")
    assert description.startswith(f"{book.description}\n\n{book.posts[0].title}: {book.posts[0].excerpt}")
    assert epub.package.get("{http://www.w3.org/XML/1998/namespace}lang") == book.language
    [modified] = epub.metadata("dcterms:modified")
    newest = max(post.date for post in book.posts).astimezone(UTC).replace(microsecond=0)
    assert datetime.fromisoformat(modified) == newest


def test_accessibility_is_stated(epub: EpubBook) -> None:
    assert set(epub.metadata("schema:accessMode")) == {"textual", "visual"}
    assert epub.metadata("schema:accessibilityHazard") == ["none"]
    assert "tableOfContents" in epub.metadata("schema:accessibilityFeature")
    assert epub.metadata("schema:accessibilitySummary")


def test_every_picture_is_there_and_used(examples: Built, epub: EpubBook) -> None:
    used = {
        epub.resolve(name, image.get("src") or "")
        for name, tree in epub.texts.items()
        for image in tree.iter("{*}img")
    }
    stored = {name for name, item in epub.manifest.items() if (item.get("media-type") or "")[:5] == "image"}
    assert used == stored
    assert len(stored) == len(examples.report.rendered.images) + 1
    assert all(epub.archive.getinfo(name).file_size > 0 for name in stored)


def test_chapters_say_what_was_rendered(examples: Built, epub: EpubBook) -> None:
    for document in examples.report.rendered.documents:
        section = deepcopy(next(epub.texts[f"EPUB/text/{document.id}.xhtml"].iter("{*}section")))
        for element in section.iter():
            element.tag = etree.QName(element).localname
        xhtml = "".join(etree.tostring(child, encoding="unicode") for child in section)
        xhtml = xhtml.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
        assert chapter_words(xhtml) == chapter_words(document.xhtml)


def test_texts_state_their_language(examples: Built, epub: EpubBook) -> None:
    for document in examples.report.rendered.documents:
        root = epub.texts[f"EPUB/text/{document.id}.xhtml"]
        stated = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
        assert stated == (document.language, document.language)
