"""The navigation document of EPUB 3 and the NCX of EPUB 2, which Kindle still reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bookmaker.exporters.epub.content import chapter_file, fill_page
from bookmaker.exporters.epub.pages import page_anchor
from bookmaker.exporters.pagination import Pagination
from bookmaker.matter.captions import list_captions
from bookmaker.model import Book, Chapter, ChapterDocument, Heading
from bookmaker.publishing import EpubOptions
from bookmaker.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class NavPoint:
    """An entry of the contents."""

    title: str
    href: str
    children: tuple[NavPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """All lists of a book. `pages` are numbers and the addresses of their marks."""

    points: tuple[NavPoint, ...]
    start: str
    """Where the text begins."""
    pages: tuple[NavPoint, ...] = ()
    pictures: tuple[NavPoint, ...] = ()


def make_navigation(
    book: Book,
    documents: Mapping[str, ChapterDocument],
    files: Mapping[str, str],
    pagination: Pagination,
    options: EpubOptions,
    outer: tuple[Sequence[ChapterDocument], Sequence[ChapterDocument]] = ((), ()),
) -> Navigation:
    """Gather the lists. `files`: the file of each anchor; `outer`: what is before and after the chapters."""
    before, after = ([_page_point(page) for page in side if page.title] for side in outer)
    points: list[NavPoint] = []
    for part in book.parts:
        depth = options.toc_depth
        chapters = tuple(
            _chapter_point(chapter, documents[chapter.id], files, depth) for chapter in part.chapters
        )
        if part.title:
            points.append(NavPoint(title=part.title, href=chapter_file(part.id), children=chapters))
        else:
            points += chapters
    order = [key for part in book.parts for key in (part.id, *(chapter.id for chapter in part.chapters))]
    pages = (
        NavPoint(title=number, href=f"{files[page_anchor(number)]}#{page_anchor(number)}")
        for number in pagination.numbers(order)
    )
    pictures = _pictures(book, documents, files) if options.list_of_pictures else ()
    return Navigation(
        points=(*before, *points, *after), start=points[0].href, pages=tuple(pages), pictures=tuple(pictures)
    )


def _page_point(page: ChapterDocument) -> NavPoint:
    return NavPoint(title=page.title, href=chapter_file(page.id))


def _chapter_point(
    chapter: Chapter, document: ChapterDocument, files: Mapping[str, str], depth: int
) -> NavPoint:
    """A chapter with its posts, where it has several, and its headings down to `depth`."""
    posts = {post.id for post in chapter.posts} if chapter.runs_on else set()
    headings = [h for h in document.headings[1:] if h.level <= depth or h.anchor in posts]
    return NavPoint(
        title=document.title,
        href=chapter_file(chapter.id),
        children=_nest(headings, lambda anchor: f"{files[anchor]}#{anchor}"),
    )


def _nest(headings: Sequence[Heading], lead: Callable[[str], str]) -> tuple[NavPoint, ...]:
    """A tree: each heading holds the lower ones that follow it."""
    points, index = [], 0
    while index < len(headings):
        end = index + 1
        while end < len(headings) and headings[end].level > headings[index].level:
            end += 1
        heading = headings[index]
        children = _nest(headings[index + 1 : end], lead)
        points.append(NavPoint(title=heading.text, href=lead(heading.anchor), children=children))
        index = end
    return tuple(points)


def _pictures(
    book: Book, documents: Mapping[str, ChapterDocument], files: Mapping[str, str]
) -> Iterator[NavPoint]:
    """Figures that have words, each by its caption, else by its picture's description."""
    for chapter in book.chapters:
        for anchor, text in list_captions(documents[chapter.id]):
            yield NavPoint(title=text, href=f"{files[anchor]}#{anchor}")


def nav_document(book: Book, navigation: Navigation, *, is_page: bool) -> bytes:
    """The `nav.xhtml`: contents, landmarks, and pages and pictures where there are lists of them.

    Only where `is_page` it is part of the text, and so may be a landmark.
    """
    language = book.language
    landmarks = (
        ("cover", "text/cover.xhtml", wording(language, "cover")),
        ("titlepage", "text/title-page.xhtml", wording(language, "title_page")),
        ("toc", "nav.xhtml#toc", wording(language, "contents")),
        ("bodymatter", f"text/{navigation.start}", wording(language, "start")),
    )
    return fill_page(
        "nav.xhtml.j2",
        book,
        contents=wording(language, "contents"),
        navigation=navigation,
        landmarks=landmarks if is_page else tuple(mark for mark in landmarks if mark[0] != "toc"),
        word=lambda key: wording(language, key),
    )


def ncx_document(book: Book, navigation: Navigation) -> bytes:
    """The `toc.ncx`, with two levels, as many as Kindle shows."""
    depth = 2 if any(point.children for point in navigation.points) else 1
    return fill_page(
        "toc.ncx.j2",
        book,
        navigation=navigation,
        orders=_play_orders(navigation),
        depth=depth,
        word=lambda key: wording(book.language, key),
    )


def _play_orders(navigation: Navigation) -> dict[str, int]:
    """The place of each address that the NCX names, file after file. Source: OPF 2.0.1, 2.4.1.2."""
    points = [href for point in navigation.points for href in (point.href, *(c.href for c in point.children))]
    hrefs = dict.fromkeys((*points, *(page.href for page in navigation.pages)))
    files = {file: number for number, file in enumerate(dict.fromkeys(href.split("#")[0] for href in points))}
    # Marks of later files of a chapter that is split are named by no point: they come after its first.
    last, ranks = 0, {}
    for href in hrefs:
        last = files.get(href.split("#")[0], last)
        ranks[href] = last
    return {href: number for number, href in enumerate(sorted(hrefs, key=ranks.__getitem__), start=1)}
