"""From chapter documents to content documents of the publication: links lead to files of the archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from bookmaker.model import Book, ChapterDocument, PreparedImage
from bookmaker.templating import fill_template, markup
from bookmaker.wording import is_rtl

# The renderer's serialiser escapes < and > in text and attributes: these patterns meet real tags only.
_LINK = re.compile(r'(<a [^>]*?)href="([^"]*)"')
_IMAGE = re.compile(r'(<img [^>]*?)src="asset:([^"]*)"')


def chapter_file(chapter_id: str) -> str:
    """The name, in the folder of texts, of the file that holds a chapter or part."""
    return f"{chapter_id}.xhtml"


def chapter_content(
    document: ChapterDocument,
    book: Book,
    images: Mapping[str, PreparedImage],
    find_anchor: Callable[[str], str | None],
    files: Mapping[str, str],
    is_dead: Callable[[str], bool],
) -> bytes:
    """One chapter's file. `files` gives the file in which each anchor of the book stands."""

    def lead(found: re.Match[str]) -> str:
        href = unescape(found[2])
        if href.startswith("#"):
            return found[0]
        anchor = find_anchor(href)
        if anchor is None:
            return found[1].rstrip() if is_dead(href) else found[0]
        own = files[anchor] == chapter_file(document.id)
        return f'{found[1]}href="{"" if own else files[anchor]}#{escape(anchor)}"'

    body = _LINK.sub(lead, document.xhtml)
    body = _IMAGE.sub(lambda found: f'{found[1]}src="../images/{images[found[2]].file_name}"', body)
    return fill_page(
        "epub_chapter.xhtml.j2",
        book,
        document=document,
        heading=document.headings[0].anchor,
        body=markup(body),
        language=document.language,
    )


def fill_page(template: str, book: Book, **values: object) -> bytes:
    """Fill one of the publication's own pages."""
    values.setdefault("language", book.language)
    direction = "rtl" if is_rtl(str(values["language"])) else "ltr"
    return fill_template(template, book=book, direction=direction, **values).encode()
