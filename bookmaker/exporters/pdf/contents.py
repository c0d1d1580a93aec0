"""The lines of a printed book's contents: what they name, who wrote it and when, and on which page it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bookmaker.exporters.pdf.plan import Entry, Plan
from bookmaker.exporters.pdf.references import hold_last_word
from bookmaker.model import Book, Chapter
from bookmaker.publishing import ContentsOptions
from bookmaker.templating import markup
from bookmaker.wording import date_in_words, number_in_digits

_UNDATED_YEAR = 1
#: More levels than this a page of paper does not make clear.
DEEPEST = 2
_KINDS = ("back", "chapter", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """A line of the contents. `kind` is `part`, `chapter`, `section`, or `back` for what follows the text."""

    title: str
    anchor: str
    kind: str
    number: str
    led: str
    """The title as markup, with what a leader and the number need."""
    about: str = ""
    """The author and the date, where they are asked for."""


def contents_lines(book: Book, plan: Plan, options: ContentsOptions) -> Iterator[ContentsLine]:
    """The lines in the order of the pages. Posts that share a chapter are named at any depth."""
    chapters = {chapter.id: chapter for chapter in book.chapters}
    posts = {post.id for chapter in book.chapters if chapter.runs_on for post in chapter.posts}
    depth = min(options.depth, DEEPEST)
    for entry in plan.entries:
        if entry.level <= max(depth, 1) or entry.anchor in posts:
            chapter = chapters.get(entry.anchor)
            number = number_in_digits(entry.number, book.language)
            yield ContentsLine(
                title=entry.title,
                anchor=entry.anchor,
                kind=_kind(entry),
                number=number,
                led=markup(hold_last_word(escape(entry.title), number)),
                about=about_chapter(chapter, book, options) if chapter else "",
            )


def about_chapter(chapter: Chapter, book: Book, options: ContentsOptions) -> str:
    """Who wrote a chapter of one post, unless the whole book is theirs, and when."""
    if chapter.runs_on:
        return ""
    (post,) = chapter.posts
    is_named = options.authors and post.authors != book.authors
    is_dated = options.dates and post.date.year > _UNDATED_YEAR
    names = ", ".join(post.authors) if is_named else ""
    date = date_in_words(post.date, book.language) if is_dated else ""
    return " · ".join(filter(None, (names, date)))


def _kind(entry: Entry) -> str:
    return "part" if entry.is_part else _KINDS[entry.level]
