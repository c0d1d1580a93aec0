"""Over all real collections: mending changes, loses and joins no word, and leaves nothing broken behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookmaker import collect
from bookmaker.model import Post, Site
from bookmaker.renderer import markdown
from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.mending.tree import mend_tree
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.headings import drop_repeated_title
from bookmaker.renderer.xhtml import Element, html_to_tree, text_of, tree_to_xhtml

pytestmark = pytest.mark.corpora

_SITES = ("varim", "seed", "mehdix/src", "basicdemo/docs", "jekyllsite/docs", "jekyllsite/test/source")
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_PHRASES = frozenset("a abbr b code del em i ins kbd mark s small span strong sub sup u".split())
_CODE = frozenset({"code", "kbd", "pre", "samp"})


@pytest.mark.parametrize("name", _SITES)
def test_no_word_changes(name: str, corpora: Path) -> None:
    collection = collect(corpora / name).value
    mended = {post.path: _words(_mend(post, collection.site).root) for post in collection.posts}
    ruler = markdown._parser().inline.ruler2
    ruler.disable("mend_emphasis")
    try:
        for post in collection.posts:
            assert mended[post.path] == _words(_passage(post, collection.site).root), post.path
    finally:
        ruler.enable("mend_emphasis")


def test_varim_has_nothing_left_to_mend(corpora: Path) -> None:
    collection = collect(corpora / "varim").value
    left = []
    for post in collection.posts:
        root = _mend(post, collection.site).root
        left += [f"{post.path}: {text}" for text in _texts(root) if "**" in text]
        links = list(root.iter("a"))
        left += [f"{post.path}: empty" for a in links if not text_of(a) and a.find(".//img") is None]
        left += [f"{post.path}: {a.get('href')}" for a in links if "google.com/url" in a.get("href", "")]
    assert left == []


def test_varim_s_bylines_are_found(corpora: Path) -> None:
    names = ("Жека Никитин", "Миша", "Evgenii Nikitin")
    collection = collect(corpora / "varim", site={"bylines": names}).value
    passages = [_mend(post, collection.site) for post in collection.posts]
    found = [text_of(passage.byline) for passage in passages if passage.byline is not None]
    assert len(found) == 52
    assert set(found) == set(names)


def _mend(post: Post, site: Site) -> Passage:
    passage = _passage(post, site)
    mend_tree(passage)
    return passage


def _passage(post: Post, site: Site) -> Passage:
    html = post.body if post.path.endswith(".html") else markdown_to_html(post.body, post.body_line).html
    root = html_to_tree(html)
    passage = Passage(root=root, post=post, site=site, top_level=2, language=post.language)
    drop_repeated_title(passage)
    return passage


def _words(root: Element) -> list[str]:
    """Words less their marks: asterisks and underscores may have become tags."""

    def part(tag: re.Match[str]) -> str:
        return "" if tag[2] in _PHRASES else " "

    return re.findall(r"[^\W_]+", _TAG.sub(part, tree_to_xhtml(root)))


def _texts(element: Element) -> list[str]:
    """The texts that are not code."""
    texts = [element.text or ""]
    for child in element:
        texts += [*([] if child.tag in _CODE else _texts(child)), child.tail or ""]
    return texts
