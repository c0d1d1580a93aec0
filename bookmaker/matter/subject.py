"""What the pages are about: a book and its chapters, with what several pages ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bookmaker.model import Book, ChapterDocument, Post
from bookmaker.wording import wording

_UNDATED_YEAR = 1


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A book and its chapters. Order: reading order, in all that is asked."""

    book: Book
    documents: tuple[ChapterDocument, ...]

    def word(self, key: str, **values: object) -> str:
        """The program's word in the book's language."""
        return wording(self.book.language, key, **values)

    @cached_property
    def dated_posts(self) -> tuple[Post, ...]:
        """Posts whose date is known."""
        return tuple(post for post in self.book.posts if post.date.year > _UNDATED_YEAR)

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Words of each post, by its id; posts that share a chapter share its words evenly."""
        counts = {document.id: document.words for document in self.documents}
        return {
            post.id: counts[chapter.id] // len(chapter.posts)
            for chapter in self.book.chapters
            for post in chapter.posts
        }

    @cached_property
    def pictures(self) -> int:
        """How many different pictures the chapters show."""
        return len({asset.key for document in self.documents for asset in document.assets})
