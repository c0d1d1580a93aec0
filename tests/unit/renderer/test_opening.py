"""What stands under the title of a chapter."""

from __future__ import annotations

from dataclasses import replace

from bookmaker.model import Chapter, Post, Site
from bookmaker.renderer.chapter import render_chapter
from tests.posts import SITE, make_post


def opening(post: Post, site: Site = SITE) -> str:
    chapter = Chapter(id=post.id, title=post.title, posts=(post,), language="en")
    xhtml = render_chapter(chapter, site, "en").value.xhtml
    return xhtml[: xhtml.index("</header>")]


def test_a_standfirst_is_the_excerpt_as_running_text() -> None:
    post = make_post("a", excerpt='Of *owls* & "others"', body="It was late.\n")
    assert '<p class="standfirst">Of owls &amp; “others”</p>' in opening(post)


def test_an_excerpt_that_the_post_begins_with_is_not_said_twice() -> None:
    post = make_post("a", excerpt="It was late, and…", body="It was *late*, and the owls were out.\n")
    assert "standfirst" not in opening(post)


def test_a_date_in_another_language_says_so_and_runs_its_own_way() -> None:
    post = make_post("a", language="fa")
    chapter = Chapter(id=post.id, title=post.title, posts=(post,), language="fa")
    xhtml = render_chapter(chapter, SITE, "en").value.xhtml
    assert '<p class="date"><span lang="en" dir="ltr">' in xhtml
    assert '<p class="date"><time' in opening(make_post("a"))


def test_reading_takes_a_minute_for_180_words() -> None:
    assert "· 1 min read" in opening(make_post("a", body="word " * 90))
    assert "· 5 min read" in opening(make_post("a", body="word " * 900))


def test_the_source_is_shown_short_and_leads_to_the_whole_address() -> None:
    post = make_post("a", source_url="https://www.example.net/owls/?utm=1")
    assert '<a href="https://www.example.net/owls/?utm=1">example.net/owls</a>' in opening(post)


def test_the_settings_say_which_lines_are_shown() -> None:
    post = make_post("a", excerpt="Of owls", tags=("owls",), source_url="https://example.net/a")
    shown = opening(post, replace(SITE, opening=("tags",)))
    assert shown.count("<p ") == 1
    assert 'class="tags"' in shown
