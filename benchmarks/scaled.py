"""A collection many times as large as another, of which no two posts and no two pictures are alike.

Each copy of a post has its own words in another order, and each copy of a picture other bytes, so that no
result of one copy serves another. The collection is written where the benchmark works, and goes with it.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from pathlib import Path

import frontmatter

# What must stay where it is: code, addresses, tags of HTML and Liquid, and the targets of links.
_FIXED = r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[%{].*?[%}]\}|\w+://\S+|&#?\w+;"
_WORD = re.compile(rf"{_FIXED}|(?P<word>[^\W\d_]{{2,}})")
_FENCE = re.compile(r"\s*(```|~~~)")
_PICTURES = "/assets/"
_NAMES = ("telegram_url", "telegraph_url", "source_url", "permalink", "slug")


def make_scaled_site(source: Path, target: Path, times: int) -> Path:
    """Write `times` copies of a Jekyll site's posts and pictures, each different, as one site."""
    target.mkdir(parents=True)
    for path in source.glob("*.*ml"):
        shutil.copyfile(path, target / path.name)
    for copy in range(times):
        for path in sorted((source / "_posts").rglob("*.md")):
            post = target / "_posts" / f"{path.stem}-{copy}.md"
            post.parent.mkdir(exist_ok=True)
            post.write_text(_vary_post(path.read_text("utf-8"), copy), "utf-8")
        for path in sorted((source / "assets").rglob("*")):
            if path.is_file():
                picture = target / "assets" / f"copy{copy}" / path.relative_to(source / "assets")
                picture.parent.mkdir(parents=True, exist_ok=True)
                picture.write_bytes(_vary_picture(path.read_bytes(), copy))
    return target


def _vary_post(text: str, copy: int) -> str:
    post = frontmatter.loads(text)
    title = str(post.metadata.get("title", "")).strip()
    post.metadata["title"] = f"{title} {copy}"
    for name in _NAMES:
        if post.metadata.get(name):
            post.metadata[name] = f"{post.metadata[name]}-{copy}"
    body = post.content.replace(f"# {title}", f"# {title} {copy}", 1)
    post.content = _shuffle_words(body, random.Random(copy)).replace(_PICTURES, f"/assets/copy{copy}/")
    return frontmatter.dumps(post) + "\n"


def _shuffle_words(body: str, chance: random.Random) -> str:
    """Exchange the words of paragraphs with one another; marks, headings and code stay in place."""
    lines = body.split("\n")
    is_code = False
    places = []
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and not line.startswith(("#", "    ", "\t")):
            places += [(number, found) for found in _WORD.finditer(line) if found["word"]]
    words = [found["word"] for _, found in places]
    chance.shuffle(words)
    for (number, found), word in reversed(list(zip(places, words, strict=True))):
        line = lines[number]
        lines[number] = line[: found.start()] + word + line[found.end() :]
    return "\n".join(lines)


def _vary_picture(data: bytes, copy: int) -> bytes:
    """Readers of pictures stop where the picture ends; its hash, by which results are kept, does not."""
    mark = f"<!-- copy {copy} -->".encode()
    return data + mark


def main() -> None:
    """Write a scaled collection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("times", type=int)
    arguments = parser.parse_args()
    make_scaled_site(arguments.source, arguments.target, arguments.times)


if __name__ == "__main__":
    main()
