"""Over all real collections: mending changes, loses and joins no word, and leaves nothing broken behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookmaker import collect
from bookmaker.model import Post, Site
from bookmaker.renderer import markdown
from bookmaker.renderer import post as post_module
from bookmaker.renderer.mending.tree import mend_tree
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import Element, text_of, tree_to_xhtml

pytestmark = pytest.mark.corpora

_SITES = ("varim", "seed", "mehdix/src", "basicdemo/docs", "jekyllsite/docs", "jekyllsite/test/source")
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_PHRASES = frozenset("a abbr b code del em i ins kbd mark s small span strong sub sup u".split())
_CODE = frozenset({"code", "kbd", "pre", "samp"})


@pytest.mark.parametrize("name", _SITES)
def test_no_word_changes(name: str, corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = collect(corpora / name).value
    mended = {post.path: _words(_render(post, collection.site)) for post in collection.posts}
    passes = tuple(change for change in post_module._PASSES if change is not mend_tree)
    monkeypatch.setattr(post_module, "_PASSES", passes)
    ruler = markdown._parser().inline.ruler2
    ruler.disable("mend_emphasis")
    try:
        for post in collection.posts:
            assert mended[post.path] == _words(_render(post, collection.site)), post.path
    finally:
        ruler.enable("mend_emphasis")


def test_varim_has_nothing_left_to_mend(corpora: Path) -> None:
    collection = collect(corpora / "varim").value
    left = []
    for post in collection.posts:
        root = _render(post, collection.site).root
        left += [f"{post.path}: {text}" for text in _texts(root) if "**" in text]
        links = list(root.iter("a"))
        left += [f"{post.path}: empty" for a in links if not text_of(a) and a.find(".//img") is None]
        left += [f"{post.path}: {a.get('href')}" for a in links if "google.com/url" in a.get("href", "")]
    assert left == []


def test_varim_s_bylines_move_to_the_openings(corpora: Path) -> None:
    names = ("Жека Никитин", "Миша", "Evgenii Nikitin")
    collection = collect(corpora / "varim", site={"bylines": names}).value
    passages = [_render(post, collection.site) for post in collection.posts]
    found = [text_of(passage.byline) for passage in passages if passage.byline is not None]
    assert len(found) == 52
    assert set(found) == set(names)


def _render(post: Post, site: Site) -> Passage:
    return render_post(post, site, 2, post.language, {})


def _words(passage: Passage) -> list[str]:
    """Words less their marks: asterisks and underscores may have become tags."""

    def part(tag: re.Match[str]) -> str:
        return "" if tag[2] in _PHRASES else " "

    return re.findall(r"[^\W_]+", _TAG.sub(part, tree_to_xhtml(passage.root)))


def _texts(element: Element) -> list[str]:
    """The texts that are not code."""
    texts = [element.text or ""]
    for child in element:
        texts += [*([] if child.tag in _CODE else _texts(child)), child.tail or ""]
    return texts
