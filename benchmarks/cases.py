"""What an author does between two builds, done to a copy of a site; each time a little otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

#: The author's style sheet, in the site; empty at first.
STYLE = "look.css"
#: A build follows each of these; `cold` and `nothing changed` need no change.
Change = Callable[[Path, int], None]


def edit_one_post(site: Path, round_number: int) -> None:
    """Add a sentence to the post in the middle."""
    posts = sorted((site / "_posts").glob("*.md"))
    post = posts[len(posts) // 2]
    post.write_text(f"{post.read_text('utf-8')}\n\nEdit {round_number}.\n", "utf-8")


def replace_one_image(site: Path, round_number: int) -> None:
    """Draw a line across the largest picture that a post of the site shows."""
    text = "".join(path.read_text("utf-8", "replace") for path in (site / "_posts").glob("*.md"))
    pictures = [path for path in (site / "assets").rglob("*.png") if path.name in text]
    picture = max(pictures, key=lambda path: (path.stat().st_size, path.name))
    with Image.open(picture) as image:
        drawn = image.convert("RGB")
    drawn.paste((round_number * 40 % 256, 0, 0), (0, round_number, drawn.width, round_number + 1))
    drawn.save(picture)


def change_styles(site: Path, round_number: int) -> None:
    """Give the book a style sheet of its own, with another distance between lines each time."""
    (site / STYLE).write_text(f":root {{ --leading: {1.3 + round_number / 100} }}\n", "utf-8")


CHANGES: dict[str, Change] = {
    "one post edited": edit_one_post,
    "one image replaced": replace_one_image,
    "styles changed": change_styles,
}
