"""What stands in the place of a chapter that could not be made, so that the rest of the book goes on."""

from __future__ import annotations

from bookmaker.errors import BookmakerError, Diagnostic, Where, diagnose
from bookmaker.mishaps import explain
from bookmaker.model import ChapterDocument, Heading
from bookmaker.templating import fill_template
from bookmaker.wording import is_rtl, wording


def chapter_lost(title: str, book: str, error: BaseException, path: str) -> Diagnostic:
    """Tell of a chapter that is not in a `book`."""
    hint = "" if isinstance(error, BookmakerError) else "report it, with the post"
    return diagnose("chapter-lost", f"“{title}” is not in {book}: {explain(error)}", Where(path=path), hint)


def lost_chapter(
    chapter_id: str, title: str, language: str, anchors: tuple[str, ...], book_language: str
) -> ChapterDocument:
    """A chapter that says so. It has all `anchors`, its own id the first, so that links still lead there."""
    return ChapterDocument(
        id=chapter_id,
        title=title,
        language=language,
        direction="rtl" if is_rtl(language) else "ltr",
        xhtml=fill_template(
            "lost.xhtml.j2",
            id=chapter_id,
            title=title,
            anchors=[anchor for anchor in anchors if anchor != chapter_id],
            sentence=wording(book_language, "chapter_lost"),
            language=book_language,
        ),
        headings=(Heading(level=1, anchor=chapter_id, text=title),),
        anchors=anchors,
        links=(),
        assets=(),
        missing_images=0,
        remote_images=0,
        undescribed_images=0,
        words=0,
    )
