"""What stands before the text, and the openings of parts: jobs for the layout engine."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from bookmaker.exporters.edition import RenderedBook
from bookmaker.exporters.pdf.contents import contents_lines
from bookmaker.exporters.pdf.fitting import fit_to_page
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LayoutJob
from bookmaker.exporters.pdf.plan import Plan
from bookmaker.exporters.pdf.references import hold_last_word
from bookmaker.matter.kinds import BOOK_SCHEME
from bookmaker.model import Book, Part
from bookmaker.pagesizes import PageSize
from bookmaker.publishing import ContentsOptions
from bookmaker.templating import fill_template, markup
from bookmaker.wording import date_in_words, is_rtl, number_in_digits, wording

_UNDATED_YEAR = 1


def blank_job(language: str, styles: tuple[str, ...], fingerprint: str) -> LayoutJob:
    """An empty page, which has the ground of all pages."""
    return LayoutJob(
        id="blank",
        title="blank",
        language=language,
        direction="ltr",
        body="",
        styles=styles,
        is_tagged=False,
        fingerprint=fingerprint,
    )


def front_job(
    rendered: RenderedBook,
    plan: Plan,
    contents: ContentsOptions,
    size: PageSize,
    styles: tuple[str, ...],
    fingerprint: str,
) -> LayoutJob:
    """The pages before the text, in the book's order, with the numbers that the plan gives."""
    book = rendered.book
    texts = {text.id: text for text in rendered.texts}
    dates = [post.date for post in book.posts if post.date.year > _UNDATED_YEAR]
    shared = {
        "book": book,
        "years": years_of(book),
        "first": date_in_words(min(dates), book.language) if dates else "",
        "last": date_in_words(max(dates), book.language) if dates else "",
        "word": lambda key, **values: wording(book.language, key, **values),
        "lines": list(contents_lines(book, plan, contents)),
        "texts": [page for page in book.front if page.chapter and page.title],
        "number": lambda number: number_in_digits(number, book.language),
        "scheme": BOOK_SCHEME,
        "rtl": is_rtl(book.language),
    }
    pieces = [
        fill_template(
            f"front_{page.kind.replace('-', '_')}.html.j2",
            page=page,
            body=markup(fit_to_page(texts[page.id].xhtml, size)) if page.id in texts else "",
            **shared,
        )
        for page in book.front
    ]
    used = [texts[page.id] for page in book.front if page.id in texts]
    anchors = [page.id for page in book.front if page.kind in ("title-page", "contents")]
    job = make_job("front", book, "\n".join(pieces), styles, fingerprint)
    return replace(
        job,
        anchors=(*anchors, *(anchor for text in used for anchor in text.anchors)),
        images=tuple((a.key, a.width_px, a.height_px) for text in used for a in text.assets),
    )


def part_job(rendered: RenderedBook, part: Part, styles: tuple[str, ...], fingerprint: str) -> LayoutJob:
    """The page that opens a part, with its own contents: their numbers are drawn at assembly.

    So an edit that moves the pages of a part lays out none of them again.
    """
    book = rendered.book
    # WeasyPrint 70 sets a leader outside the line from right to left: there the titles stand alone.
    sign = "" if is_rtl(book.language) else NUMBER_SIGN
    ids = {chapter.id for chapter in part.chapters}
    titles = {document.id: document.title for document in rendered.documents if document.id in ids}
    if sign:
        titles = {key: markup(hold_last_word(escape(title))) for key, title in titles.items()}
    body = fill_template("part.html.j2", part=part, scheme=BOOK_SCHEME, sign=sign, titles=titles)
    return make_job(part.id, book, body, styles, fingerprint, anchors=(part.id,))


def years_of(book: Book) -> str:
    """The years in which the posts were published: `2022–2024`."""
    years = sorted({post.date.year for post in book.posts} - {_UNDATED_YEAR})
    if not years:
        return ""
    ends = [number_in_digits(year, book.language) for year in dict.fromkeys((years[0], years[-1]))]
    return "–".join(ends)


def make_job(
    name: str,
    book: Book,
    body: str,
    styles: tuple[str, ...],
    fingerprint: str,
    anchors: tuple[str, ...] = (),
) -> LayoutJob:
    """A section of the program's own pages."""
    return LayoutJob(
        id=name,
        title=book.title,
        language=book.language,
        direction="rtl" if is_rtl(book.language) else "ltr",
        body=body,
        styles=styles,
        anchors=anchors,
        fingerprint=fingerprint,
    )
