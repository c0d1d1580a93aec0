"""Words for who cannot see a picture: the post's, book.toml's, and which of them goes first."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bookmaker.collector.collection import collect_posts
from bookmaker.model import Chapter, ChapterDocument
from bookmaker.renderer.chapter import render_chapter
from tests.sites import post_text, write_site

Alts = tuple[tuple[str, str], ...]


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(file, "PNG")
    return file.getvalue()


def document(root: Path, body: str, *, site: Alts = (), post: Alts = ()) -> ChapterDocument:
    write_site(root, {"_posts/2024-03-13-a.md": post_text("A", body=body), "assets/лист.png": png()})
    collection = collect_posts(root).value
    posts = (replace(collection.posts[0], alts=post),)
    chapter = Chapter(id="a", title="A", posts=posts, language="en")
    return render_chapter(chapter, replace(collection.site, alts=site), "en").value


@pytest.mark.parametrize(
    "name", ["assets/лист.png", "/assets/лист.png", "./assets/%D0%BB%D0%B8%D1%81%D1%82.png"]
)
@pytest.mark.parametrize(
    "source", ["/assets/лист.png", "../assets/лист.png", "/assets/%D0%BB%D0%B8%D1%81%D1%82.png"]
)
def test_a_picture_is_known_by_its_path(tmp_path: Path, name: str, source: str) -> None:
    found = document(tmp_path, f"![]({source})\n", site=((name, "A leaf"),))
    assert 'alt="A leaf"' in found.xhtml
    assert found.undescribed_images == 0


@pytest.mark.parametrize(
    ("alt", "site", "post", "words"),
    [
        ("", "Site", "", "Site"),
        ("IMG_1234", "Site", "", "Site"),
        ("Own", "Site", "", "Own"),
        ("Own", "Site", "Post", "Post"),
        ("", "", "Post", "Post"),
        ("Own", "", "", "Own"),
    ],
)
def test_the_post_s_own_table_goes_first_and_the_file_last(
    tmp_path: Path, alt: str, site: str, post: str, words: str
) -> None:
    name = "assets/лист.png"
    body = f"![{alt}](/{name})\n"
    found = document(
        tmp_path, body, site=((name, site),) if site else (), post=((name, post),) if post else ()
    )
    assert f'alt="{words}"' in found.xhtml


def test_what_is_only_for_some_readers_is_no_caption(tmp_path: Path) -> None:
    found = document(tmp_path, "![](/assets/лист.png)\n", site=(("assets/лист.png", "A leaf"),))
    assert "figcaption" not in found.xhtml


def test_a_picture_that_is_not_there_is_described_too(tmp_path: Path) -> None:
    alts = (("gone.png", "A leaf"), ("https://example.org/a.png", "A root"))
    found = document(tmp_path, "![](/gone.png)\n\n![](https://example.org/a.png)\n", site=alts)
    assert "A leaf" in found.xhtml and "A root" in found.xhtml
