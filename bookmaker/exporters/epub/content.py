"""From chapter documents to content documents of the publication: links lead to files of the archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from bookmaker.exporters.epub.matter import CHAPTER, Semantics
from bookmaker.exporters.epub.notes import notes_to_asides
from bookmaker.exporters.epub.pages import mark_pages, page_anchor
from bookmaker.exporters.epub.splitting import LARGEST_BYTES, split_chapter
from bookmaker.exporters.epub.tables import label_cells
from bookmaker.exporters.pagination import ChapterPages
from bookmaker.matter.captions import find_figures, name_figures
from bookmaker.matter.kinds import BOOK_SCHEME
from bookmaker.model import Book, ChapterDocument, PreparedImage
from bookmaker.templating import fill_template, markup
from bookmaker.wording import is_rtl

# The renderer's serialiser escapes < and > in text and attributes: these patterns meet real tags only.
_LINK = re.compile(r'(<a (?:[^<>]*? )?)href="([^"]*)"')
_IMAGE = re.compile(r'(<img [^>]*?)src="asset:([^"]*)"')
_LANGUAGE = re.compile(r'(<[^<>]*?) lang="([^"]*)"')
_ID = re.compile(r'<[^<>]*? id="([^"]*)"')
#: Of characters, which take four bytes at most.
_SURELY_ONE_FILE = LARGEST_BYTES // 4


def chapter_file(chapter_id: str, number: int = 1) -> str:
    """The name, in the folder of texts, of the file that holds a chapter or part, or its second file."""
    return f"{chapter_id}.xhtml" if number == 1 else f"{chapter_id}--{number}.xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a chapter has to know of its book."""

    book: Book
    images: Mapping[str, PreparedImage]
    find_anchor: Callable[[str], str | None]
    is_dead: Callable[[str], bool]
    files: Mapping[str, str]
    """The file in which each anchor of the book stands."""
    semantics: Mapping[str, Semantics]
    """By document; chapters need not be named."""


def chapter_pieces(document: ChapterDocument, pages: ChapterPages | None) -> tuple[str, ...]:
    """A chapter's markup, one for each of its files."""
    named = mark_pages(name_figures(document), pages)
    return split_chapter(label_cells(notes_to_asides(named)))


def chapter_anchors(document: ChapterDocument, pages: ChapterPages | None) -> tuple[tuple[str, ...], ...]:
    """The anchors in each of a chapter's files. A chapter of one file need not be looked through."""
    if len(document.xhtml) < _SURELY_ONE_FILE:
        marks = map(page_anchor, pages.numbers if pages else ())
        return ((*document.anchors, *marks, *(anchor for anchor, _ in find_figures(document))),)
    return tuple(
        tuple(unescape(anchor) for anchor in _ID.findall(piece)) for piece in chapter_pieces(document, pages)
    )


def chapter_content(
    document: ChapterDocument, pages: ChapterPages | None, number: int, around: Surroundings
) -> bytes:
    """One of a chapter's files; `number` counts from 1."""
    own_file = chapter_file(document.id, number)
    images = around.images

    def lead(found: re.Match[str]) -> str:
        href = unescape(found[2])
        own = href.startswith(("#", BOOK_SCHEME))
        anchor = href.removeprefix(BOOK_SCHEME).lstrip("#") if own else around.find_anchor(href)
        if anchor is None:
            return found[1].rstrip() if around.is_dead(href) else found[0]
        file = around.files.get(anchor, own_file)
        return f'{found[1]}href="{"" if file == own_file else file}#{escape(anchor)}"'

    body = _LINK.sub(lead, chapter_pieces(document, pages)[number - 1])
    body = _IMAGE.sub(lambda found: f'{found[1]}src="../images/{images[found[2]].file_name}"', body)
    body = _LANGUAGE.sub(r'\1 lang="\2" xml:lang="\2"', body)
    return fill_page(
        "epub_chapter.xhtml.j2",
        around.book,
        document=document,
        heading=document.headings[0].anchor if number == 1 and document.title else "",
        title=document.title or around.book.title,
        semantics=around.semantics.get(document.id, CHAPTER),
        body=markup(body),
        language=document.language,
    )


def fill_page(template: str, book: Book, **values: object) -> bytes:
    """Fill one of the publication's own pages."""
    values.setdefault("language", book.language)
    direction = "rtl" if is_rtl(str(values["language"])) else "ltr"
    return fill_template(template, book=book, direction=direction, **values).encode()
