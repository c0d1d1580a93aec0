"""The index of tags: under each tag the posts that have it."""

from __future__ import annotations

from itertools import groupby

from bookmaker.matter.subject import Subject
from bookmaker.model import Post
from bookmaker.sorting import sort_key
from bookmaker.templating import fill_template


def tags_page(subject: Subject) -> str:
    """Tags in the order of the alphabet, under their first letters. Empty where no post has a tag."""
    posts: dict[str, list[Post]] = {}
    for post in subject.book.posts:
        for tag in post.tags:
            posts.setdefault(tag, []).append(post)
    ordered = sorted(posts.items(), key=lambda entry: sort_key(entry[0]))
    letters = [
        (letter, list(group)) for letter, group in groupby(ordered, key=lambda entry: _letter(entry[0]))
    ]
    return fill_template("matter_tags.xhtml.j2", letters=letters) if letters else ""


def _letter(tag: str) -> str:
    first = sort_key(tag)[:1].upper()
    return first if first.isalpha() else "#"
