"""The posts of Jekyll's own test site are those that Jekyll takes, and who is left out is told why.

Source: Jekyll 4, test/test_site.rb, "read posts": all but six entries of `_posts`, one of them a folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker import Selection, collect
from bookmaker.collector.selection import select_posts, tell_unpublished

pytestmark = pytest.mark.corpora

#: Every file below `_posts` and `_drafts` that is no post of the site: the code, and words of the reason.
LEFT_OUT = {
    "_drafts/draft-properties.text": ("post-unpublished", "draft"),
    "_posts/2008-02-02-not-published.markdown": ("post-unpublished", "not published"),
    "_posts/2008-02-03-wrong-extension.yml": ("post-not-a-post", "ends with .yml"),
    "_posts/2013-03-19-not-a-post/dubious.markdown": ("post-not-a-post", "no date"),
    "_posts/include_relative/params.html": ("post-not-a-post", "no date"),
    "_posts/include_relative/rel_include.html": ("post-not-a-post", "no date"),
}


def test_the_set_of_posts_is_jekylls_own(corpora: Path) -> None:
    site = corpora / "jekyllsite/test/source"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    candidates = {
        path for path in files if {"_posts", "_drafts"} & set(path.split("/")[:-1]) and "/." not in path
    }
    assert len(candidates) == 65
    outcome = collect(site)
    posts = {post.path for post in select_posts(outcome.value, Selection())}
    assert candidates - posts == set(LEFT_OUT)
    assert posts <= candidates
    # Without front matter, with none in it, without a layout, with one digit for a month: posts to Jekyll.
    odd = (
        "2009-06-22-no-yaml",
        "2009-06-22-empty-yaml",
        "2013-01-12-nil-layout",
        "2017-2-5-i-dont-like-zeroes",
    )
    assert {name for name in odd if not any(name in path for path in posts)} == set()


def test_each_file_left_out_is_named_with_its_reason(corpora: Path) -> None:
    outcome = collect(corpora / "jekyllsite/test/source")
    told = {
        problem.where.path: problem
        for problem in (*outcome.diagnostics, *tell_unpublished(outcome.value, Selection()))
        if problem.where and problem.code in ("post-unpublished", "post-not-a-post")
    }
    assert set(told) == set(LEFT_OUT)
    for path, (code, words) in LEFT_OUT.items():
        assert told[path].code == code
        assert words in told[path].message
        assert told[path].hint
