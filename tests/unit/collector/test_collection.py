"""Collections: all posts of a folder in one order, and a diagnostic for each file that is none."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from bookmaker.collector.collection import collect_posts
from tests.sites import post_text, write_site


def test_the_order_is_published_then_id(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        {
            "z.md": post_text("Z", "2024-01-01 10:00:00 +0000"),
            "b.md": post_text("B", "2024-01-01 12:00:00 +0000"),
            "a.md": post_text("A", "2024-01-01 14:00:00 +0200"),
        },
    )
    assert [post.id for post in collect_posts(site).value.posts] == ["z", "a", "b"]


def test_ids_are_unique_ascii(tmp_path: Path) -> None:
    names = ["весна.md", "vesna.md", "deep/Vesna.md", "…/….md", "2024.md"]
    site = write_site(tmp_path, {name: post_text(name) for name in names})
    ids = [post.id for post in collect_posts(site).value.posts]
    assert len({post_id.casefold() for post_id in ids}) == len(names)
    assert all(post_id.isascii() and post_id[0].isalpha() for post_id in ids)


@pytest.mark.parametrize("name", ["cover", "title-page", "contents", "nav", "toc", "part-2024", "Notes-1"])
def test_a_post_is_never_taken_for_a_page_of_the_book_s_own(tmp_path: Path, name: str) -> None:
    site = write_site(tmp_path, {f"{name}.md": post_text("A Note")})
    (post,) = collect_posts(site).value.posts
    assert post.id == f"post-{name.lower()}"


def test_one_bad_file_costs_no_other(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        {
            "good.md": post_text("Good"),
            "utf16.md": codecs.BOM_UTF16_LE + post_text("Sixteen").encode("utf-16-le"),
            "latin.md": post_text("Latin", body="caf\xe9\n").encode("latin-1"),
            "broken.md": "---\ntitle: [\n---\nWords.\n",
        },
    )
    (site / "gone.md").symlink_to(site / "nothing.md")
    outcome = collect_posts(site)
    assert {post.path for post in outcome.value.posts} == {"good.md", "utf16.md", "latin.md", "broken.md"}
    assert {(problem.code, str(problem.where)) for problem in outcome.diagnostics} == {
        ("front-matter-broken", "broken.md:3"),
        ("date-missing", "broken.md:1"),
        ("post-unreadable", "gone.md"),
        ("post-bad-encoding", "latin.md:5"),
    }


def test_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    write_site(tmp_path, {"secret.md": post_text("Secret")})
    site = write_site(tmp_path / "site", {"good.md": post_text("Good")})
    (site / "leak.md").symlink_to(tmp_path / "secret.md")
    (site / "alias.md").symlink_to(site / "good.md")
    outcome = collect_posts(site)
    assert [post.path for post in outcome.value.posts] == ["alias.md", "good.md"]
    (problem,) = outcome.diagnostics
    assert str(problem).startswith("leak.md: error[post-unreadable]: the file lies outside the site")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"good.md": post_text("Good")})
    os.mkfifo(site / "pipe.md")
    outcome = collect_posts(site)
    assert [problem.code for problem in outcome.diagnostics] == ["post-unreadable"]
    assert [post.path for post in outcome.value.posts] == ["good.md"]


def test_a_huge_file_is_left_out(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"good.md": post_text("Good")})
    with (site / "huge.md").open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    (problem,) = collect_posts(site).diagnostics
    assert str(problem.where) == "huge.md"
    assert "32 MB" in problem.message


def test_the_example_site_is_read_without_a_complaint(project: Path) -> None:
    outcome = collect_posts(project / "examples")
    assert outcome.diagnostics == ()
    assert {post.language for post in outcome.value.posts} == {"ru", "en"}
    assert {post.date.year for post in outcome.value.posts} == {2023, 2024}
    assert all(post.title and post.tags for post in outcome.value.posts)
