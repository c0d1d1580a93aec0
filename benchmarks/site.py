"""The posts in the form in which other tools can read them.

Other tools know nothing of a site: they get one Markdown file with a heading a post, pictures by relative
paths, and no picture that they would stop at (on the web, or with an extension that its bytes deny).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from bookmaker import arrange, collect
from bookmaker.collector.selection import Selection

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_FIRST_HEADING = re.compile(r"\A\s*#[^\n]*\n")
_EXTENSIONS = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "GIF": ".gif", "WEBP": ".webp"}


def prepare_plain_book(site: Path, folder: Path, limit: int | None = None) -> Path:
    """Write `book.md` and its pictures into `folder`. Returns the Markdown file."""
    folder.mkdir(exist_ok=True)
    collection = collect(site).value
    book = arrange(collection, Selection(limit=limit))
    names: dict[str, str] = {}
    chapters = []
    for post in book.posts:
        body = _FIRST_HEADING.sub("", post.body)
        body = _IMAGE.sub(lambda found: _image(found, site, folder, names), body)
        chapters.append(f"# {post.title}\n\n{body.strip()}\n")
    target = folder / "book.md"
    header = f"---\ntitle: {book.title}\nlang: {book.language}\n---\n\n"
    target.write_text(header + "\n".join(chapters), "utf-8")
    return target


def _image(found: re.Match[str], site: Path, folder: Path, names: dict[str, str]) -> str:
    address = found[2]
    if address not in names:
        names[address] = _copy_image(site / address.lstrip("/"), folder, len(names))
    name = names[address]
    return f"![{found[1]}]({name})" if name else ""


def _copy_image(source: Path, folder: Path, number: int) -> str:
    """Copy a picture under a name whose extension is true; empty where there is none."""
    if not source.is_file():
        return ""
    try:
        with Image.open(source) as image:
            suffix = _EXTENSIONS.get(image.format or "", "")
    except UnidentifiedImageError:
        suffix = ".svg" if source.suffix == ".svg" else ""
    if not suffix:
        return ""
    name = f"images/{number:04d}{suffix}"
    (folder / "images").mkdir(exist_ok=True)
    shutil.copyfile(source, folder / name)
    return name
