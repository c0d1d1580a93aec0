"""A first paragraph that only names the author moves to the opening of the post, where that is configured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookmaker.model import Chapter, Post
from bookmaker.renderer.chapter import render_chapter
from tests.posts import SITE, make_post

_NAMES = ("Ann Lee", "Bob")


def _render(body: str, *, bylines: tuple[str, ...] = _NAMES, **fields: object) -> tuple[str, str]:
    """The opening and the body of a post."""
    post: Post = replace(make_post("post", body=body, authors=(SITE.author,)), **fields)  # type: ignore[arg-type]
    chapter = Chapter(id=post.id, title=post.title, posts=(post,), language=post.language)
    document = render_chapter(chapter, replace(SITE, bylines=bylines), "en").value
    opening, _, rest = document.xhtml.partition("</header>")
    return opening, rest.strip()


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ("Ann Lee\n\nWords.", "Ann Lee"),
        ("Bob  \n\nWords.", "Bob"),
        ("# Post\n\nann  lee\n\nWords.", "ann lee"),
        ("[Ann Lee](https://example.com/ann)\n\nWords.", '<a href="https://example.com/ann">Ann Lee</a>'),
        ("**Ann Lee**\n\nWords.", "<strong>Ann Lee</strong>"),
    ],
)
def test_a_byline_moves_to_the_opening(body: str, author: str) -> None:
    opening, rest = _render(body)
    assert f'<p class="author">{author}</p>' in " ".join(opening.split())
    assert rest == "<p>Words.</p>"


@pytest.mark.parametrize(
    "body", ["Ann Lee wrote this.\n\nWords.", "Words.\n\nBob", "## Bob\n\nWords.", "Carol\n\nWords."]
)
def test_other_paragraphs_stay(body: str) -> None:
    opening, rest = _render(body)
    assert 'class="author"' not in opening
    assert body.replace("## ", "").split() == _words(rest)


def test_nothing_moves_where_nothing_is_configured() -> None:
    opening, rest = _render("Ann Lee\n\nWords.", bylines=())
    assert 'class="author"' not in opening
    assert "Ann Lee" in rest


def test_a_byline_and_a_picture_under_it() -> None:
    opening, rest = _render("Ann Lee  \n![](https://example.com/i.png)\n\nWords.")
    assert '<p class="author">Ann Lee</p>' in opening
    assert "Ann Lee" not in rest and "Words." in rest


def test_authors_are_named_where_they_are_not_the_site_s() -> None:
    assert '<p class="author">Carol, Dan</p>' in _render("Words.", authors=("Carol", "Dan"))[0]
    assert 'class="author"' not in _render("Words.", authors=(SITE.author,))[0]


def _words(xhtml: str) -> list[str]:
    import re

    return re.sub(r"<[^>]*>", " ", xhtml).split()
