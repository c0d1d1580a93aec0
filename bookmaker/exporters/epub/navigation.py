"""The navigation document of EPUB 3 and the NCX of EPUB 2, which Kindle still reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookmaker.exporters.epub.content import chapter_file, fill_page
from bookmaker.model import Book
from bookmaker.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class NavPoint:
    """An entry of the contents. `order` counts from 1 in reading order."""

    title: str
    href: str
    order: int
    children: tuple[NavPoint, ...] = ()


def nav_points(book: Book, titles: Mapping[str, str]) -> tuple[NavPoint, ...]:
    """Parts with their chapters, or chapters alone: two levels, as many as Kindle shows. `titles`: by id."""
    points: list[NavPoint] = []
    order = 0
    for part in book.parts:
        first = order + 1 if part.title else order
        chapters = tuple(
            NavPoint(title=titles[chapter.id], href=chapter_file(chapter.id), order=first + index)
            for index, chapter in enumerate(part.chapters, start=1)
        )
        order = first + len(chapters)
        if part.title:
            href = chapter_file(part.id)
            points.append(NavPoint(title=part.title, href=href, order=first, children=chapters))
        else:
            points += chapters
    return tuple(points)


def nav_document(book: Book, points: tuple[NavPoint, ...]) -> bytes:
    """The `nav.xhtml` with contents and landmarks."""
    language = book.language
    contents = wording(language, "contents")
    landmarks = (
        ("cover", "text/cover.xhtml", wording(language, "cover")),
        ("titlepage", "text/title-page.xhtml", wording(language, "title_page")),
        ("bodymatter", f"text/{points[0].href}", wording(language, "start")),
    )
    return fill_page(
        "nav.xhtml.j2",
        book,
        contents=contents,
        points=points,
        landmarks=landmarks,
        landmarks_title=wording(language, "landmarks"),
    )


def ncx_document(book: Book, points: tuple[NavPoint, ...]) -> bytes:
    """The `toc.ncx`."""
    depth = 2 if any(point.children for point in points) else 1
    return fill_page("toc.ncx.j2", book, points=points, depth=depth)
