"""Where each post was published, with its address and date."""

from __future__ import annotations

from bookmaker.addresses import short_address, source_address
from bookmaker.matter.subject import Subject
from bookmaker.templating import fill_template
from bookmaker.wording import date_in_words


def sources_page(subject: Subject) -> str:
    """Every post of the book that has an address. Empty where none has."""
    book = subject.book
    dated = set(subject.dated_posts)
    rows = [
        (
            post,
            date_in_words(post.date, book.language) if post in dated else "",
            address,
            short_address(address),
        )
        for post in book.posts
        if (address := source_address(post, book.site.url))
    ]
    return fill_template("matter_sources.xhtml.j2", rows=rows) if rows else ""
