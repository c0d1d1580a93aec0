"""Classes, styles and widths of the author, and what of them a book keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.model import Site
from bookmaker.renderer.found import NOTHING
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import Element, tree_to_xhtml
from tests.drawings import draw_picture
from tests.posts import SITE, make_post

#: A row: Markdown or HTML, the element to look at, and its class in the book.
CLASSES = [
    ('<p style="text-align: right; color: red">a</p>', "p", "align-right"),
    ('<p align="center">a</p>', "p", "align-center"),
    ("a\n{: .text-center}", "p", "align-center"),
    ("a\n{: .center}", "p", "align-center"),
    ("a\n{: .align-right}", "p", "align-right"),
    ("a\n{: .text-uppercase .x}", "p", None),
    ('<div style="float:left">a</div>', "div", None),
    ('<td align="right">', "td", None),
    ('<table align="center"><tr><td>a</td></tr></table>', "table", None),
    ("a\n{: .notice--info}", "p", "notice"),
    ('<div class="alert alert-warning">a</div>', "div", "notice"),
    ("> a\n{: .tip}", "blockquote", "notice"),
    ("a\n{: .notable}", "p", None),
    ('<div class="card box wide">a</div>', "div", None),
    ('<span class="k icon w-50">a</span>', "span", None),
    ("![b](/a.png){: .align-right}", "figure", "float-right"),
    ("![b](/a.png)\n{: .alignright}", "figure", "float-right"),
    ("![b](/a.png){: .center}", "figure", None),
    ('![b](/a.png){: style="float:left; width: 30%"}', "figure", "float-left w-33"),
    ("[![b](/a.png)](https://e.org/){: .pull-left}", "figure", "float-left"),
    ('<img src="/a.png" align="left">', "figure", "float-left"),
    ('<figure class="alignleft"><img src="/a.png"></figure>', "figure", "float-left"),
    ('![b](/a.png){: width="50%"}', "figure", "w-50"),
    ('<img src="/a.png" width="150" height="90">', "figure", "w-25"),
    ('<img src="/a.png" width="1200">', "figure", None),
    ('<img src="/a.png" style="max-width: 20em">', "figure", "w-50"),
    ('<img src="/a.png" width="auto">', "figure", None),
    ("![b](/a.png){: .w-75}", "figure", "w-75"),
    ('<figure style="width: 100%"><img src="/a.png"></figure>', "figure", "w-100"),
    ('words ![b](/a.png){: width="20"} words', "img", "icon"),
    ('words <img src="/a.png" height="1em"> words', "img", "icon"),
    ('words ![b](/a.png){: width="200"} words', "img", "w-33"),
    ('<div class="wp-caption alignright" style="width: 310px"><img src="/a.png">'
     '<p class="wp-caption-text">b</p></div>', "figure", "float-right w-50"),
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose picture is there."""
    (tmp_path / "a.png").write_bytes(draw_picture(300, 200))
    return Site(root=str(tmp_path), asset_root=str(tmp_path))


def _root(body: str, site: Site = SITE) -> Element:
    return render_post(make_post("a", body=body), site, 2, "en", NOTHING).root


@pytest.mark.parametrize(("body", "tag", "expected"), CLASSES)
def test_classes(body: str, tag: str, expected: str | None, site: Site) -> None:
    element = _root(body, site).find(f".//{tag}")
    assert (None if element is None else element.get("class")) == expected


@pytest.mark.parametrize(("name", "direction"), [("rtl", "rtl"), ("ltr", "ltr"), ("left", None)])
def test_classes_of_direction(name: str, direction: str | None) -> None:
    root = render_post(make_post("a", body=f"a\n{{: .{name}}}"), SITE, 2, "en").root
    assert root[0].get("dir") == direction


def test_no_style_gets_through() -> None:
    body = (
        '<p style="color:red">a <b style="x">b</b></p><table style="y"><tr><td style="z">c</td></tr></table>'
    )
    root = render_post(make_post("a", body=body), SITE, 2, "en").root
    assert "style" not in tree_to_xhtml(root)


def test_captions_of_boxes() -> None:
    body = (
        '<div class="wp-caption"><a href="/b"><img src="/a.png"></a>'
        '<p class="wp-caption-text">So <i>it</i></p></div>'
    )
    root = render_post(make_post("a", body=body), SITE, 2, "en").root
    caption = root.find("figure/figcaption")
    assert caption is not None
    assert "".join(caption.itertext()) == "So it"
