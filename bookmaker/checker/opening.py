"""What a book says above a post: its title, and lines that may be shown or left out."""

from __future__ import annotations

from collections.abc import Iterator

from bookmaker.addresses import short_address, source_address
from bookmaker.checker.words import Piece
from bookmaker.model import Post
from bookmaker.wording import count_in_digits, date_in_words, reading_minutes, wording

#: So many minutes of reading may be one more or less.
_EXACTNESS = 12


def opening_pieces(post: Post, language: str, site_url: str, count: int) -> Iterator[Piece]:
    """The opening of a post of `count` words between spaces. Order: the title, then what is silent."""
    yield Piece(text=f"{post.title}\n", line=1)
    # The renderer counts in its own text: it may come to a minute before, or after.
    about = reading_minutes(count)
    leeway = 1 + about // _EXACTNESS
    times = (count_in_digits(about + more, language) for more in range(-leeway, leeway + 1))
    lines = [
        date_in_words(post.date, language),
        *post.tags,
        *post.authors,
        post.excerpt,
        short_address(source_address(post, site_url)),
        *(wording(language, "minutes", count=minutes) for minutes in times),
    ]
    for line in lines:
        yield Piece(text=f"{line}\n", line=1, kind="silent")
