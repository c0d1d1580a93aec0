"""Discovery: which files are posts, and which left-out files an author is told of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bookmaker.collector.discovery import Discovery, discover_posts
from bookmaker.errors import SourceError
from tests.sites import write_site


def discover(root: Path, *names: str, folders: tuple[str, ...] = ()) -> Discovery:
    return discover_posts(write_site(root, dict.fromkeys(names, "Words.\n")), folders)


def paths(discovery: Discovery) -> list[str]:
    return [file.path for file in discovery.files]


def test_jekyll_takes_dated_files_below_any_posts_folder(tmp_path: Path) -> None:
    found = discover(
        tmp_path,
        "_posts/2024-03-13-spring.md",
        "_posts/2024/2024-4-1-april.markdown",
        "city/_posts/2024-05-01-may.html",
        "_posts/2024-03-13-picture.png",
        "about.md",
        "_layouts/post.html",
    )
    assert paths(found) == [
        "_posts/2024-03-13-spring.md",
        "_posts/2024/2024-4-1-april.markdown",
        "city/_posts/2024-05-01-may.html",
    ]
    assert found.dialect == "jekyll"
    assert found.diagnostics == ()


def test_a_post_without_a_date_in_its_name_is_left_out_and_told(tmp_path: Path) -> None:
    found = discover(tmp_path, "_posts/2024-03-13-spring.md", "_posts/ideas.md")
    assert paths(found) == ["_posts/2024-03-13-spring.md"]
    (problem,) = found.diagnostics
    assert (problem.code, str(problem.where)) == ("post-not-a-post", "_posts/ideas.md")


def test_drafts_are_found_and_known_as_drafts(tmp_path: Path) -> None:
    found = discover(tmp_path, "_posts/2024-03-13-spring.md", "_drafts/someday.md", "city/_drafts/maybe.md")
    drafts = [file.path for file in found.files if file.is_draft]
    assert drafts == ["_drafts/someday.md", "city/_drafts/maybe.md"]


def test_a_plain_folder_gives_all_its_markdown(tmp_path: Path) -> None:
    found = discover(
        tmp_path,
        "one.md",
        "deep/er/two.markdown",
        "three.MD",
        "deep/_index.md",
        "README.md",
        "LICENSE.md",
        "page.html",
        "notes.txt",
        "_private/four.md",
    )
    assert paths(found) == ["deep/_index.md", "deep/er/two.markdown", "one.md", "three.MD"]
    assert found.dialect == "plain"


@pytest.mark.parametrize(
    "folder", [".git", ".obsidian", "node_modules", "vendor", "venv", "__pycache__", "out"]
)
def test_hidden_folders_and_those_of_tools_are_not_entered(tmp_path: Path, folder: str) -> None:
    assert paths(discover(tmp_path, "one.md", f"{folder}/two.md", ".three.md")) == ["one.md"]


def test_stated_folders_alone_are_searched_each_file_once(tmp_path: Path) -> None:
    names = ("blog/one.md", "blog/deep/two.md", "notes/three.md")
    assert paths(discover(tmp_path, *names, folders=("blog",))) == ["blog/deep/two.md", "blog/one.md"]
    assert paths(discover(tmp_path, *names, folders=("./blog/", "blog/deep"))) == [
        "blog/deep/two.md",
        "blog/one.md",
    ]


@pytest.mark.parametrize("folder", ["nowhere", "../beside", "one.md"])
def test_a_stated_folder_that_is_none_of_the_site_s_is_an_error(tmp_path: Path, folder: str) -> None:
    write_site(tmp_path / "beside", {"two.md": "Words.\n"})
    with pytest.raises(SourceError, match="has no folder"):
        discover(tmp_path / "site", "one.md", folders=(folder,))


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write_site(tmp_path / "elsewhere", {"secret.md": "Words.\n"})
    site = write_site(tmp_path / "site", {"one.md": "Words.\n"})
    (site / "link").symlink_to(tmp_path / "elsewhere")
    (site / "loop").symlink_to(site)
    assert paths(discover_posts(site)) == ["one.md"]


@pytest.mark.parametrize("form", [".", "./notes/..", "notes/../../{name}"])
def test_the_way_the_folder_is_written_does_not_matter(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, {"notes/one.md": "Words.\n"})
    monkeypatch.chdir(tmp_path)
    root = Path(form.format(name=tmp_path.name))
    assert paths(discover_posts(root, (".",))) == ["notes/one.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"one.md": "Words.\n", "closed/two.md": "Words.\n"})
    (site / "closed").chmod(0)
    found = discover_posts(site)
    (site / "closed").chmod(0o700)
    assert [(problem.code, str(problem.where)) for problem in found.diagnostics] == [
        ("post-unreadable", "closed")
    ]
