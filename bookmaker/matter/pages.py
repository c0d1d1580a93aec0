"""One page of back matter, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bookmaker.addresses import short_address
from bookmaker.matter.figures import figures_page
from bookmaker.matter.links import links_page
from bookmaker.matter.pictures import pictures_page
from bookmaker.matter.sources import sources_page
from bookmaker.matter.subject import Subject
from bookmaker.matter.tags import tags_page
from bookmaker.model import Book, ChapterDocument, Heading, MatterPage
from bookmaker.templating import fill_template, markup
from bookmaker.wording import count_in_digits, is_rtl


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A page of back matter and its document."""

    page: MatterPage
    document: ChapterDocument


def back_matter(
    book: Book, documents: Sequence[ChapterDocument], texts: Sequence[ChapterDocument]
) -> tuple[Matter, ...]:
    """The pages after the text. `documents` are the chapters', `texts` the author's own pages.

    Order: the book's. A page that would have nothing to say is left out.
    """
    written = {text.id: text for text in texts}
    subject = Subject(book=book, documents=tuple(documents))
    made = [(page, written.get(page.id) or _make(page, subject)) for page in book.back]
    return tuple(Matter(page=page, document=document) for page, document in made if document)


def _make(page: MatterPage, subject: Subject) -> ChapterDocument | None:
    body = _MAKERS[page.kind](subject)
    if not body.strip():
        return None
    language = subject.book.language
    xhtml = fill_template("matter.xhtml.j2", page=page, body=markup(body))
    return ChapterDocument(
        id=page.id,
        title=page.title,
        language=language,
        direction="rtl" if is_rtl(language) else "ltr",
        xhtml=xhtml,
        headings=(Heading(level=1, anchor=page.id, text=page.title),),
        anchors=(page.id,),
        links=(),
        assets=(),
        missing_images=0,
        remote_images=0,
        undescribed_images=0,
        words=0,
    )


def _colophon(subject: Subject) -> str:
    book = subject.book
    return fill_template(
        "matter_colophon.xhtml.j2",
        book=book,
        count=count_in_digits(len(book.posts), book.language),
        word=subject.word,
        place=short_address(book.site.url),
    )


_MAKERS: Mapping[str, Callable[[Subject], str]] = {
    "figures": figures_page,
    "tags": tags_page,
    "pictures": pictures_page,
    "links": links_page,
    "sources": sources_page,
    "colophon": _colophon,
}
