"""Books of a few posts for the pages after the text."""

from __future__ import annotations

from collections.abc import Mapping

from bookmaker.collector.arrange import Arrangement, arrange_book
from bookmaker.collector.selection import Selection
from bookmaker.matter.subject import Subject
from bookmaker.model import ChapterDocument, Heading, Post
from tests.posts import make_collection


def make_subject(*posts: Post, xhtml: Mapping[str, str] | None = None, words: int = 100) -> Subject:
    """A book of posts whose chapters hold `xhtml` by id and have so many words each."""
    book = arrange_book(make_collection(*posts), Selection(), Arrangement(language="en"))
    bodies = xhtml or {}
    return Subject(
        book=book, documents=tuple(make_document(post, bodies.get(post.id, ""), words) for post in book.posts)
    )


def make_document(post: Post, xhtml: str, words: int) -> ChapterDocument:
    """The rendered chapter of a post."""
    return ChapterDocument(
        id=post.id,
        title=post.title,
        language=post.language,
        direction="ltr",
        xhtml=xhtml,
        headings=(Heading(level=1, anchor=post.id, text=post.title),),
        anchors=(post.id,),
        links=(),
        assets=(),
        missing_images=0,
        remote_images=0,
        undescribed_images=0,
        words=words,
    )
