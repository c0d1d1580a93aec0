"""Jekyll's rules for what is a post."""

from __future__ import annotations

import pytest

from bookmaker.collector.jekyll_posts import drop_excluded, find_jekyll_posts
from bookmaker.collector.post_files import PostFile

POSTS = [
    "_posts/2024-01-02-a.md",
    "_posts/2024-1-2-a.html",
    "a/b/_posts/c/2024-01-02-a.text",
    "_posts/2024-01-02-a..markdown",
]
OTHERS = {
    "_posts/a.md": "has no date",
    "_posts/2024-01-02-a/b.md": "has no date",
    "_posts/_old/2024-01-02-a.md": "begins with _",
    "_posts/#2024-01-02-a.md": "begins with _",
    "_posts/2024-01-02-a.textile": "ends with .textile",
    "_posts/2024-01-02-a": "has no suffix",
}
SILENT = ["_posts/2024-01-02-a.png", "_posts/data.csv", "about.md", "_pages/2024-01-02-a.md"]


@pytest.mark.parametrize("path", POSTS)
def test_posts(path: str) -> None:
    found = find_jekyll_posts([path])
    assert found.value == (PostFile(path=path, is_draft=False),)
    assert found.diagnostics == ()


@pytest.mark.parametrize(("path", "reason"), OTHERS.items())
def test_others_are_told_why(path: str, reason: str) -> None:
    found = find_jekyll_posts([path])
    assert found.value == ()
    (problem,) = found.diagnostics
    assert problem.where is not None
    assert (problem.code, problem.where.path) == ("post-not-a-post", path)
    assert reason in problem.message


@pytest.mark.parametrize("path", SILENT)
def test_nobody_wonders_about_these(path: str) -> None:
    found = find_jekyll_posts([path])
    assert (found.value, found.diagnostics) == ((), ())


def test_drafts_need_no_date() -> None:
    assert find_jekyll_posts(["_drafts/a.md"]).value == (PostFile(path="_drafts/a.md", is_draft=True),)


@pytest.mark.parametrize(
    ("exclude", "include", "kept"),
    [
        ([], [], ["_posts/2024-01-02-a.md", "old/_posts/2024-01-02-a.md"]),
        (["old"], [], ["_posts/2024-01-02-a.md"]),
        (["/old/"], [], ["_posts/2024-01-02-a.md"]),
        (["ol"], [], ["_posts/2024-01-02-a.md", "old/_posts/2024-01-02-a.md"]),
        (["*/2024*"], ["old"], ["old/_posts/2024-01-02-a.md"]),
        ("old", None, ["_posts/2024-01-02-a.md", "old/_posts/2024-01-02-a.md"]),
    ],
)
def test_the_site_excludes(exclude: object, include: object, kept: list[str]) -> None:
    files = [
        PostFile(path=path, is_draft=False)
        for path in ("_posts/2024-01-02-a.md", "old/_posts/2024-01-02-a.md")
    ]
    found = drop_excluded(files, {"exclude": exclude, "include": include})
    assert [file.path for file in found.value] == kept
    assert len(found.diagnostics) == len(files) - len(kept)
