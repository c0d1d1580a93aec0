"""Players, frames and embedded code: what a reader of the book is told of them."""

from __future__ import annotations

import pytest

from bookmaker.renderer.embedded import page_address, show_scripts, shown_address
from bookmaker.renderer.found import NOTHING
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import text_of
from tests.posts import SITE, make_post

ADDRESSES = [
    ("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("//www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://player.vimeo.com/video/123?h=1", "https://vimeo.com/123"),
    ("https://open.spotify.com/embed/track/1a", "https://open.spotify.com/track/1a"),
    ("https://codepen.io/her/embed/abc?x=1", "https://codepen.io/her/pen/abc"),
    (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=1",
        "https://soundcloud.com/a/b",
    ),
    ("https://gist.github.com/her/0123abc.js", "https://gist.github.com/her/0123abc"),
    ("https://gist.github.com/her/0123abc.js?file=a.py", "https://gist.github.com/her/0123abc"),
    ("https://e.org/embed/1", "https://e.org/embed/1"),
    ("/a.mp4", "/a.mp4"),
]

CARDS = [
    ('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Birds"></iframe>',
     "Video: Birds youtube.com/watch?v=dQw4w9WgXcQ"),
    ('<iframe src="https://e.org/map"></iframe>', "Embedded page e.org/map"),
    ('<video><source src="/a.mp4">Your browser cannot.</video>', "Video example.org/a.mp4"),
    ('<video src="/a.mp4">A walk</video>', "Video: A walk example.org/a.mp4"),
    ('<audio src="https://e.org/a.mp3"></audio>', "Audio e.org/a.mp3"),
    ('<object data="/a.pdf">The paper</object>', "Embedded page: The paper example.org/a.pdf"),
    ('<script src="https://gist.github.com/her/0123abc.js"></script>',
     "Code on GitHub gist.github.com/her/0123abc"),
    ('<video src="data:video/mp4;base64,AAAA" title="A walk"></video>', "Video: A walk"),
]  # fmt: skip


def _passage(body: str) -> Passage:
    return render_post(make_post("a", body=body), SITE, 2, "en", NOTHING)


@pytest.mark.parametrize(("embedded", "page"), ADDRESSES)
def test_addresses_outside_of_frames(embedded: str, page: str) -> None:
    assert page_address(embedded) == page


@pytest.mark.parametrize(("body", "words"), CARDS)
def test_cards_say_what_and_where(body: str, words: str) -> None:
    passage = _passage(body)
    (card,) = (div for div in passage.root.iter("div") if div.get("class") == "card embed")
    assert " ".join(text_of(part) for part in card) == words
    assert card.getparent() is passage.root
    assert not passage.headings


def test_words_for_old_browsers_are_left_out_and_told() -> None:
    passage = _passage('<video src="/a.mp4">Your browser cannot play it.</video>')
    assert [problem.code for problem in passage.problems] == ["html-removed"]


@pytest.mark.parametrize("tag", ["object data", "embed src"])
def test_pictures_in_objects_are_pictures(tag: str) -> None:
    assert next(iter(_passage(f'<{tag}="/a.svg">').problems)).code == "image-missing"


def test_words_around_a_player_stay() -> None:
    root = _passage('One <iframe src="https://e.org/a"></iframe> two.').root
    assert text_of(root).split() == "One Embedded page e.org/a two.".replace("page e", "pagee").split()


@pytest.mark.parametrize(
    "html",
    ["<script>alert(1)</script>", '<script src="https://e.org/a.js"></script>', "&lt;script src=x&gt;"],
)
def test_other_scripts_are_not_shown(html: str) -> None:
    assert show_scripts(html) == html


def test_long_addresses_are_cut() -> None:
    shown = shown_address("https://www.e.org/" + "a" * 300)
    assert shown.startswith("e.org/aaa")
    assert len(shown) < 100
