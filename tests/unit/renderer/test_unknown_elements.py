"""Elements that HTML does not know lose their tags at most, and what is left out is told."""

from __future__ import annotations

import pytest

from bookmaker.renderer.elements import DROPPED, HTML_ELEMENTS
from bookmaker.renderer.found import NOTHING
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.post import render_post
from tests.posts import SITE, make_post

#: Of SVG and of MathML: the cleaner takes them away with all that is in them, where they stand in HTML.
_FOREIGN = frozenset(
    "animate circle desc filter g line list lt max mi path pi set switch text use view".split()
)
_NOT_SHOWN = frozenset("annotation annotation-xml head noembed script style svg template title".split())


def rendered(body: str, suffix: str) -> Passage:
    return render_post(make_post("a", body=body, path=f"a{suffix}"), SITE, 2, "en", NOTHING)


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("name", sorted((HTML_ELEMENTS | _FOREIGN | {"x-note", "o:p"}) - DROPPED))
def test_words_stay(name: str, suffix: str) -> None:
    root = rendered(f"<p>one <{name}>two <b>three</b></{name}> four</p>\n\n<p>five</p>", suffix).root
    words = "".join(root.itertext())
    assert [word for word in ("one", "two", "three", "four", "five") if word not in words] == []


def test_what_an_attribute_says_is_no_element() -> None:
    (abbreviation,) = rendered('<p>a <abbr title="the <pi> of it">b</abbr></p>', ".html").root.iter("abbr")
    assert abbreviation.get("title") == "the <pi> of it"


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("name", sorted(DROPPED - _NOT_SHOWN))
def test_what_a_page_shows_and_a_book_cannot_is_told(name: str, suffix: str) -> None:
    passage = rendered(f"<div>one <{name}>two</{name}> three</div>", suffix)
    assert "two" not in "".join(passage.root.itertext())
    assert [(problem.code, problem.message) for problem in passage.problems] == [
        ("html-removed", f"<{name}> left out")
    ]


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_an_image_is_an_img(suffix: str) -> None:
    passage = rendered('<p>one <Image alt="a hill" src="https://elsewhere.example/a.png"> two</p>', suffix)
    assert [problem.code for problem in passage.problems] == ["image-remote"]
    assert "a hill" in "".join(passage.root.itertext())
