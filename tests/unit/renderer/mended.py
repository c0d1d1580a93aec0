"""How a body comes out of the mending, before any other pass."""

from __future__ import annotations

import re
from dataclasses import replace

from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.mending.tree import mend_tree
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.xhtml import html_to_tree, tree_to_xhtml
from tests.posts import SITE, make_post

_LINES = re.compile(r' data-line="\d+"')
_BLOCK = re.compile(r" ?(</?(?:p|h[1-6]|ul|ol|li|hr|pre|blockquote|table|tbody|tr|td|div)\b[^>]*>) ?")


def mend_html(html: str, *, language: str = "la", bylines: tuple[str, ...] = ()) -> Passage:
    """The passage of a post whose tree is this HTML."""
    post = make_post("post", body=html, body_line=1, language=language)
    site = replace(SITE, bylines=bylines)
    passage = Passage(root=html_to_tree(html), post=post, site=site, top_level=2, language=language)
    mend_tree(passage)
    return passage


def mend(body: str, *, language: str = "la", bylines: tuple[str, ...] = ()) -> str:
    """The XHTML of a post's Markdown, without the marks of its lines, on one line."""
    passage = mend_html(markdown_to_html(body, 1).html, language=language, bylines=bylines)
    return shown(passage)


def mend_line(body: str, *, language: str = "la") -> str:
    """What stands in the only paragraph of a body."""
    xhtml = mend(body, language=language)
    assert xhtml.startswith("<p>") and xhtml.endswith("</p>") and xhtml.count("<p") == 1, xhtml
    return xhtml.removeprefix("<p>").removesuffix("</p>")


def shown(passage: Passage) -> str:
    """A tree's XHTML on one line."""
    xhtml = re.sub("[ \n]+", " ", _LINES.sub("", tree_to_xhtml(passage.root)))
    return _BLOCK.sub(r"\1", xhtml).strip(" ")
