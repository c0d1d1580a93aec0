"""The gallery shows the posts as they are, each with both of its pictures, and stays small."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from bookmaker import collect

_LARGEST_BYTES = 2_000_000


def test_every_post_is_shown_with_its_pictures(project: Path) -> None:
    text = (project / "docs/gallery.md").read_text("utf-8")
    posts = collect(project / "docs/gallery-site").value.posts
    assert len(posts) > 12
    for post in posts:
        assert f"## {post.title}\n\n````markdown\n{post.body.strip()}\n````\n" in text, "run make gallery"
    pictures = re.findall(r"\]\((gallery/[^)]+)\)", text)
    assert len(pictures) == 2 * len(posts)
    assert {f"gallery/{path.name}" for path in (project / "docs/gallery").iterdir()} == set(pictures)
    for name in pictures:
        with Image.open(project / "docs" / name) as image:
            assert image.height > 50


def test_the_pictures_are_small(project: Path) -> None:
    assert sum(path.stat().st_size for path in (project / "docs/gallery").iterdir()) < _LARGEST_BYTES
