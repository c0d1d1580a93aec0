"""A small site for tests of Liquid and of short codes, and how to expand a body in it."""

from __future__ import annotations

from dataclasses import replace

from bookmaker.errors import Outcome
from bookmaker.model import Post, Site
from bookmaker.renderer.liquid import Dialect, SiteContext, expand_dialects
from tests.posts import make_post

SITE = Site(root="/site", asset_root="/site", url="https://example.org/blog", title="Notes")
EARLIER = make_post(
    "bees",
    "2019-05-06",
    path="_posts/2019-05-06-on-bees.md",
    title="On bees",
    permalink="/2019/05/06/on bees.html",
    tags=("bees",),
)
PAGE = make_post(
    "page",
    "2020-01-02",
    path="_posts/2020-01-02-page.md",
    title="The page",
    permalink="/2020/01/02/page.html",
    body_line=5,
    tags=("x", "y"),
    extra=(("count", 3), ("names", ("Ann", "Bob")), ("deep", (("inner", "found"),))),
)
CONTEXT = SiteContext(
    site=SITE,
    dialect="jekyll",
    site_values=(
        ("url", "https://example.org"),
        ("baseurl", "/blog"),
        ("repository", "https://example.com/r"),
        ("collections", (("docs", (("permalink", "/:collection/:path/"),)),)),
    ),
    data=(("people", ((("name", "Ann"), ("age", 30)), (("name", "Bob"), ("age", 7)))),),
    posts=(EARLIER, PAGE),
)


def expand(body: str, dialect: Dialect = "jekyll", **context: object) -> Outcome[str]:
    """Expand a body that begins on line 5 of its file."""
    return expand_dialects(post_with(body), context_with(dialect=dialect, **context))


def post_with(body: str) -> Post:
    """The page with another body."""
    return replace(PAGE, body=body)


def context_with(**fields: object) -> SiteContext:
    """The site with other fields."""
    return replace(CONTEXT, **fields)  # type: ignore[arg-type]
